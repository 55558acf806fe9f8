"""A simulation as the arrays of a kernel, and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sovsim import engine
from sovsim.compiled.layout import Layout, layout
from sovsim.compiled.pack import FREE, LANES, forced, job, spots, state, totals, worlds
from sovsim.compiled.quarter import measured, world_keys
from sovsim.compiled.totals import Totals
from sovsim.compiled.view import View
from sovsim.metrics import MetricTally
from sovsim.scenario import load_scenario
from sovsim.shocks import Override, Shock, Shocks
from sovsim.simulation import Simulation
from sovsim.start_at_rest import EVENTS
from tests.compiled.replay import happen, replay

RUNS = 11


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    return Simulation.prepare(load_scenario("toy-four-states"), 3, range(5, 5 + RUNS))


@pytest.fixture(scope="module")
def plan(simulation: Simulation) -> Layout:
    return layout((), world_keys(simulation.world.topology))


def test_a_world_comes_back_as_it_was(simulation: Simulation, plan: Layout) -> None:
    packed = state(simulation, plan)
    assert packed.shape == (2, plan.slots, LANES)
    assert np.array_equal(packed[1, :, RUNS - LANES - 1], packed[1, :, -1]), "the last run fills up"
    back = worlds(packed, plan, simulation.world, 7)
    assert back.step == 7
    for name in simulation.world:
        assert np.array_equal(back[name], simulation.world[name]), name


def test_events_do_what_the_first_stage_does(simulation: Simulation, plan: Layout) -> None:
    size = np.linspace(0.1, 0.9, RUNS)
    start = np.arange(RUNS) % 3
    shocks = Shocks(
        [
            Shock("a", "unrest", "add", size, start, duration=2),
            Shock("b", "unrest", "set", 0.4, 1, unit=2),
            Shock("c", "unrest", "hold", 2.0, start, duration=3, unit=1),
            Shock("d", "rung", "set", 2.0, start, unit=0),
            Shock("e", "un_text", "add", size, 0, duration=2),
            Shock("f", "membership", "set", 1.0, start, index=(1,), unit=3),
        ]
    )
    stage = next(one for one in simulation.stages if one.name == EVENTS)
    packed = job(replace(simulation, shocks=shocks), plan)
    world = simulation.world
    for step in range(5):
        given = simulation.parameters, simulation.noise, shocks
        outcomes = [(rule, rule(world, *given)) for rule in stage.rules]
        world = engine._apply(world, outcomes, shocks, (), None, frozenset())
        world = world.replace({}, step=step + 1)
        happen(packed.state, packed.events, step)
        here = worlds(packed.state, plan, world, step + 1)
        for name in world:
            assert np.allclose(here[name], world[name], rtol=0.0, atol=1e-15), (name, step)
    changed = [name for name in world if not np.array_equal(world[name], simulation.world[name])]
    assert {"unrest", "membership"} <= set(changed), "some of it must have happened"


def test_imposed_options_stand_in_their_quarters(plan: Layout) -> None:
    keys = {("forced", "rung", ()): (0, 4), ("forced", "body", (1,)): (4, 1)}
    shocks = Shocks(
        (),
        [
            Override("rung", 2, 1, 2, unit=3),
            Override("rung", 1, -1, 3),
            Override("body", 0, 3, 9, index=(1,)),
            Override("unknown", 1, 0),
        ],
    )
    table = forced(shocks, Layout({}, keys, {}), 4)
    assert table[0].tolist() == [1, 1, 1, 1, FREE]
    assert table[1].tolist() == [1, 1, 1, 1, FREE], "the last one that is imposed counts"
    assert table[2].tolist() == [FREE, FREE, FREE, 2, FREE]
    assert table[3].tolist() == [FREE] * 4 + [0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["toy-four-states", "un-denies-csto", "csto-kazakhstan-2022"])
def test_a_run_by_programs_is_the_run_of_the_engine(name: str) -> None:
    scenario = load_scenario(name)
    made = measured(scenario)
    simulation = Simulation.prepare(scenario, 5, range(RUNS))
    packed = job(simulation, made.layout)
    replay(made, simulation, packed, 0, scenario.steps)
    tally = MetricTally(simulation.world, steps=scenario.steps, parameters=simulation.parameters)
    world = simulation.run(tally)
    back = worlds(packed.state, made.layout, simulation.world, scenario.steps)
    for variable in world:
        assert np.allclose(back[variable], world[variable], rtol=0.0, atol=1e-12), variable
    told = Totals(simulation, totals(packed.state, made.layout, RUNS))
    for mine, theirs in ((told.result(), tally.result()), (told.by_state(), tally.by_state())):
        assert mine.keys() == theirs.keys()
        for metric, values in theirs.items():
            assert np.allclose(mine[metric], values, rtol=0.0, atol=1e-12, equal_nan=True), metric


def test_a_quarter_can_be_read_until_the_next(simulation: Simulation, plan: Layout) -> None:
    world, packed = simulation.world, state(simulation, plan)
    view = View(packed, spots(plan), world, 4)
    assert np.array_equal(view.autonomy, world.autonomy)
    whole = view.replace({"unrest": world.unrest + 1.0}, step=5)
    assert (view.step, whole.step, set(view) == set(world)) == (4, 5, True)
    assert np.array_equal(whole.debt, world.debt)
    view = View(packed, spots(plan), world, 4)
    read = view["autonomy"]
    packed[:] = np.nan
    view.close()
    assert np.array_equal(read, world.autonomy), "what was read stays"
    assert view["autonomy"] is read
    with pytest.raises(RuntimeError, match="'unrest' is read of a quarter that has passed"):
        _ = view.unrest
