"""Runs of shipped scenarios by programs alone, from the start at rest to the end."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim import schedule
from sovsim.arrays import FloatArray
from sovsim.compiled.evaluate import evaluate
from sovsim.compiled.pack import job, totals, worlds
from sovsim.compiled.program import Key
from sovsim.compiled.quarter import measured
from sovsim.compiled.start import start
from sovsim.compiled.totals import Totals
from sovsim.documents.shipped import shipped_files
from sovsim.initial_world import initial_world
from sovsim.metrics import MetricTally
from sovsim.points import starts
from sovsim.scenario import Scenario, load_scenario
from sovsim.simulation import Simulation
from sovsim.start_at_rest import given_at_start
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.compiled.beside import close
from tests.compiled.replay import replay
from tests.together import each

RUNS = 3
QUARTERS = 10
SCENARIOS = list(shipped_files("scenarios"))
WHOLE = ("toy-two-states", "western-bids", "karabakh-2020-csto-acts", "synthetic-region")


def at_rest_by_program(scenario: Scenario, simulation: Simulation) -> dict[str, FloatArray]:
    """The world at step 0 as the program of the start gives it."""
    first = starts(scenario, {})
    given = given_at_start(first)
    before = initial_world(first, simulation.noise)
    stages = schedule.compile_stages(scenario.mechanisms)
    program = start(stages, before.topology, given, frozenset(scenario.off))

    def value(key: Key) -> FloatArray:
        if key[0] == "world":
            return before[key[1]][key[2]]
        if key[0] == "parameter":
            return np.reshape(simulation.parameters[key[1]], (-1, 1))
        assert key[0] == "given"
        return given[key[1]][key[2]].astype(float)

    found = evaluate(program, {key: value(key) for key in program.inputs()})
    after = {name: before[name].copy() for name in before}
    for (_, name, index), rows in found.items():
        after[name][index] = rows
    return after


def same_start(name: str) -> None:
    scenario = load_scenario(name)
    simulation = Simulation.prepare(scenario, 2, range(RUNS))
    after = at_rest_by_program(scenario, simulation)
    for variable, rows in after.items():
        close(rows, simulation.world[variable], variable)


def test_a_start_at_rest_is_the_models() -> None:
    same_start("toy-two-states")


@pytest.mark.slow
@each("name", SCENARIOS)
def test_every_scenario_starts_where_the_model_has_it(name: str) -> None:
    same_start(name)


def same(mine: World, theirs: World) -> None:
    for variable in theirs:
        exact = VARIABLES[variable].codes is not None
        close(mine[variable], theirs[variable], variable, 0.0 if exact else 1e-12)


@pytest.mark.slow
@each("name", SCENARIOS)
def test_every_scenario_runs_quarter_for_quarter_as_the_engine_has_it(name: str) -> None:
    scenario = load_scenario(name)
    made = measured(scenario)
    simulation = Simulation.prepare(scenario, 4, range(RUNS))
    packed = job(simulation, made.layout)
    world = simulation.world
    for step in range(min(QUARTERS, scenario.steps)):
        world = simulation.step(world)
        replay(made, simulation, packed, step, step + 1)
        same(worlds(packed.state, made.layout, simulation.world, step + 1), world)


@pytest.mark.slow
@each("name", WHOLE)
def test_whole_runs_end_alike_with_every_metric(name: str) -> None:
    scenario = load_scenario(name)
    made = measured(scenario)
    simulation = Simulation.prepare(scenario, 6, range(RUNS))
    packed = job(simulation, made.layout)
    replay(made, simulation, packed, 0, scenario.steps)
    tally = MetricTally(simulation.world, steps=scenario.steps, parameters=simulation.parameters)
    same(worlds(packed.state, made.layout, simulation.world, scenario.steps), simulation.run(tally))
    mine = Totals(simulation, totals(packed.state, made.layout, RUNS)).result()
    for metric, values in tally.result().items():
        close(mine[metric], values, metric)
