"""A run is the same whatever runs stand beside it: bit for bit, rule by rule and as a whole."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Rule
from sovsim.scenario.compile import compile_scenario
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.test_contract import numbers
from tests.rules.versions import VERSIONS
from tests.strategies import drawn_parameters
from tests.together import each
from tests.worlds import onward, scenario

WIDE, NARROW, QUARTERS = 300, 7, 24
BOTH = 2
"""Axes (run, unit) at the end of every array."""


def prepared(runs: int) -> Simulation:
    return Simulation.prepare(scenario(), 0, range(runs))


@cache
def wide_history() -> tuple[Simulation, tuple[World, ...]]:
    start = prepared(WIDE)
    return start, (start.world, *onward(start, QUARTERS))


def first_runs(array: object, runs: int = WIDE) -> np.ndarray:
    """Return the first runs of what a rule hands back; what has no run axis stays whole."""
    whole = np.asarray(array)
    has_runs = whole.ndim >= BOTH and whole.shape[-2] == runs
    return whole[..., :NARROW, :] if has_runs else whole


def narrow(world: World) -> World:
    arrays = {name: np.ascontiguousarray(first_runs(world[name])) for name in world}
    return World(arrays, world.topology, world.step, NARROW)


def test_seven_runs_equal_the_first_seven_of_three_hundred_bit_for_bit() -> None:
    _, wide = wide_history()
    few = prepared(NARROW)
    for world, alone in zip(wide, [few.world, *onward(few, QUARTERS)], strict=True):
        for name in world:
            assert np.array_equal(first_runs(world[name]), alone[name]), (name, world.step)


@pytest.mark.slow
def test_a_run_on_its_own_equals_the_same_run_in_company() -> None:
    _, wide = wide_history()
    alone = Simulation.prepare(scenario(), 0, [5])
    for name in (last := onward(alone, QUARTERS)[-1]):
        assert np.array_equal(wide[-1][name][..., 5:6, :], last[name]), name


@cache
def varied_parameters() -> Parameters:
    return drawn_parameters(WIDE, seed=3)


@pytest.mark.slow
@pytest.mark.parametrize("varied", [False, True], ids=["as declared", "drawn per run"])
@each("rule", VERSIONS)
def test_a_rule_treats_each_run_by_itself(rule: Rule, varied: bool) -> None:
    start, worlds = wide_history()
    world = worlds[18]
    parameters = varied_parameters() if varied else start.parameters
    units = start.noise.units
    few = Noise(start.noise.seed, np.arange(NARROW), units).at(world.step)
    shocks = compile_scenario(scenario(), np.arange(WIDE), start.noise)
    few_shocks = compile_scenario(scenario(), np.arange(NARROW), few)
    together = dict(numbers(rule(world, parameters, start.noise.at(world.step), shocks)))
    few_parameters = parameters.runs(slice(NARROW))
    alone = dict(numbers(rule(narrow(world), few_parameters, few, few_shocks)))
    assert together.keys() == alone.keys()
    for name, value in together.items():
        if value is None:
            assert alone[name] is None
        else:
            assert np.array_equal(first_runs(value), np.asarray(alone[name])), name
