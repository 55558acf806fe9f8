"""Hypothesis strategies for whole situations: a world within its bounds, parameters, draws, shocks.

A made-up world need not be one that a run could reach: a rule has to stand it all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from hypothesis import strategies as st

from sovsim.noise import Noise
from sovsim.parameters import Parameters, registry
from sovsim.region import Topology, synthetic_region
from sovsim.scenario import load_scenario
from sovsim.shocks import Shock, Shocks
from sovsim.variables import VARIABLES, Variable
from sovsim.world import World, check_shapes, shape_of, unit_lengths
from tests.worlds import history, simulation

REAL_RUNS, REAL_STEPS = 4, 24
MODES = ("anywhere", "lowest", "highest", "either end")
WHOLE = frozenset({"bid_reversed", "request", "upheaval", "sphere", "energy_exporter"})
"""Variables without codes that are 0 or 1 all the same."""


@dataclass(frozen=True)
class Situation:
    """All that a rule is handed."""

    world: World
    parameters: Parameters
    noise: Noise
    shocks: Shocks


@cache
def topology(name: str) -> Topology:
    """Return the standing ties of a region."""
    if name == "synthetic":
        return Topology.from_region(synthetic_region(10, seed=1))
    return Topology.from_region(load_scenario(name).region)


REGIONS = ("toy-two-states", "toy-four-states", "synthetic", "baseline-1992-2026")


def is_whole(variable: Variable) -> bool:
    """Return whether a variable takes whole numbers only."""
    return (
        variable.codes is not None
        or variable.unit in {"code", "0 or 1", "-1, 0 or 1"}
        or variable.name in WHOLE
    )


def _array(
    variable: Variable, shape: tuple[int, ...], mode: str, random: np.random.Generator
) -> np.ndarray:
    low, high = float(variable.low), float(variable.high)
    if variable.name == "formal_sovereignty":
        return np.ones(shape)
    if mode == "lowest":
        return np.full(shape, low)
    if mode == "highest":
        return np.full(shape, high)
    if mode == "either end":
        return np.where(random.random(shape) < 0.5, low, high)
    if is_whole(variable):
        return random.integers(int(low), int(high) + 1, shape).astype(np.float64)
    return random.uniform(low, high, shape)


def made_world(region: str, runs: int, seed: int, modes: dict[str, str], rest: str) -> World:
    """Return a world within its bounds: some variables at an end, the rest as `rest` says."""
    return made_world_on(topology(region), runs, seed, modes, rest)


def made_world_on(ties: Topology, runs: int, seed: int, modes: dict[str, str], rest: str) -> World:
    """Return the same for any region."""
    random = np.random.default_rng(seed)
    arrays = {
        name: _array(variable, shape_of(name, ties, runs), modes.get(name, rest), random)
        for name, variable in VARIABLES.items()
    }
    world = World(arrays, ties, step=seed % 40, runs=runs)
    check_shapes(world)
    return world


def drawn_parameters(runs: int, seed: int) -> Parameters:
    """Return parameters anywhere in their ranges, one value per run."""
    random = np.random.default_rng(seed)
    return Parameters(
        {
            name: random.uniform(entry.low, entry.high, (runs, 1))
            for name, entry in registry().items()
        }
    )


def one_shock_each(step: int) -> Shocks:
    """Return shocks that touch every variable that an event may touch, all in one quarter."""
    return Shocks(
        Shock(
            type=f"test_{name}",
            variable=name,
            operation="add" if variable.kind == "stock" else "set",
            size=0.1 if variable.kind == "stock" else variable.high,
            start=step,
            cause=f"test_{name}",
        )
        for name, variable in VARIABLES.items()
        if variable.kind != "static"
    )


@cache
def _default_parameters() -> Parameters:
    return Parameters()


def situation_of(world: World, seed: int, varied: bool = False, shocked: bool = False) -> Situation:
    """Return a situation around a world."""
    units = {
        axis: [f"{axis} {unit}" for unit in range(length)]
        for axis, length in unit_lengths(world.topology).items()
    }
    noise = Noise(seed, np.arange(world.runs), units).at(world.step)
    parameters = drawn_parameters(world.runs, seed) if varied else _default_parameters()
    return Situation(world, parameters, noise, one_shock_each(world.step) if shocked else Shocks())


def real_situation(step: int, seed: int = 0) -> Situation:
    """Return a quarter of the baseline as it is simulated."""
    start = simulation(runs=REAL_RUNS, seed=seed)
    worlds = (start.world, *history(runs=REAL_RUNS, steps=REAL_STEPS, seed=seed))
    return Situation(worlds[step], start.parameters, start.noise.at(step), start.shocks)


_made_worlds = st.builds(
    made_world,
    region=st.sampled_from(REGIONS),
    runs=st.integers(1, 3),
    seed=st.integers(0, 2**20),
    modes=st.dictionaries(st.sampled_from(list(VARIABLES)), st.sampled_from(MODES), max_size=6),
    rest=st.sampled_from(MODES),
)

situations = st.one_of(
    st.builds(
        situation_of,
        world=_made_worlds,
        seed=st.integers(0, 2**20),
        varied=st.booleans(),
        shocked=st.booleans(),
    ),
    st.builds(real_situation, step=st.integers(0, REAL_STEPS), seed=st.integers(0, 1)),
)
"""Made-up worlds and quarters that a run has been through."""
