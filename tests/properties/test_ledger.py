"""What the ledger says adds up: the sum of what is recorded is the change, to the last digit."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.rules.contract import Choice, Occurrence, Rule
from sovsim.rules.quantal_response import Settled
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.worlds import scenario

EXACT = 1e-12
QUARTERS = 20


class Sums:
    """Adds up what the engine tells for each variable of a quarter."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clear()

    def clear(self) -> None:
        self.sums: dict[str, FloatArray] = {
            name: np.zeros_like(self.world[name]) for name in self.world
        }

    def term(self, step: int, rule: Rule, variable: str, name: str, value: FloatArray) -> None:
        whole = self.sums[variable]
        self.sums[variable] = whole + np.broadcast_to(value, np.shape(value))

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        self.sums[variable] = self.sums[variable] + value

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        pass

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        pass

    def quarter(self, world: World) -> None:
        pass


STOCKS = [name for name, variable in VARIABLES.items() if variable.kind == "stock"]


@pytest.mark.parametrize("name", ["baseline-1992-2026", "csto-kazakhstan-2022", "invasion-2022"])
def test_the_recorded_terms_of_a_quarter_add_up_to_its_change(name: str) -> None:
    start = Simulation.prepare(scenario(name), 0, range(3))
    world, sums = start.world, Sums(start.world)
    for _ in range(QUARTERS):
        sums.clear()
        after = start.step(world, listener=sums)
        for variable in STOCKS:
            change = after[variable] - world[variable]
            assert np.abs(sums.sums[variable] - change).max(initial=0.0) < EXACT, variable
        world = after


def test_recording_changes_no_bit_of_the_history() -> None:
    start = Simulation.prepare(scenario(), 0, range(3))
    plain, told = start.world, start.world
    sums = Sums(start.world)
    for _ in range(QUARTERS):
        plain, told = start.step(plain), start.step(told, listener=sums)
    for name in plain:
        assert np.array_equal(plain[name], told[name]), name


def test_a_term_that_is_switched_off_is_gone_and_the_rest_still_adds_up() -> None:
    quiet = dataclasses.replace(scenario(), off=("unrest.spark",))
    start = Simulation.prepare(quiet, 0, range(4))
    with_sparks = Simulation.prepare(scenario(), 0, range(4))
    first, second = start.world, with_sparks.world
    for _ in range(QUARTERS):
        sums = Sums(first)
        after = start.step(first, listener=sums)
        assert np.abs(sums.sums["unrest"] - (after.unrest - first.unrest)).max() < EXACT
        first, second = after, with_sparks.step(second)
    assert not np.array_equal(first.unrest, second.unrest)
