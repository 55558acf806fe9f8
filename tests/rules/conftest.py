"""The baseline at its start, and after six years, when no two states are alike any more."""

from __future__ import annotations

import pytest

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import history, simulation

RUNS = 8


@pytest.fixture
def start() -> Simulation:
    return simulation(runs=RUNS)


@pytest.fixture
def later() -> World:
    return history(runs=RUNS, steps=24)[-1]
