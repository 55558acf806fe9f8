"""Worlds in which every variable is drawn anew, and what perturbs one driver in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.noise import Noise, Purpose
from sovsim.simulation import Simulation
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World
from tests.worlds import simulation

RUNS = 48
_STEP = 0.3
_HORIZON = 40.0
_QUIET = 0.7
"""Share of decisions and happenings that do not come about."""


class Lifted(Noise):
    """The draws of a noise, all lifted by a share of what is left above them."""

    def __init__(self, base: Noise, share: float) -> None:
        self.__dict__.update(base.__dict__)
        self._share = share

    def uniform(self, purpose: Purpose, units: int | None = None) -> FloatArray:
        drawn = super().uniform(purpose, units)
        return drawn + self._share * (1.0 - drawn)


@cache
def start() -> Simulation:
    return simulation(runs=RUNS)


@cache
def random_world(seed: int) -> World:
    """A world of the default region with every value drawn from its range."""
    rng = np.random.default_rng(seed)
    world = start().world
    arrays = {}
    for name, variable in VARIABLES.items():
        shape = world[name].shape
        if variable.codes is not None or variable.unit in ("0 or 1", "code"):
            drawn = rng.integers(int(variable.low), int(variable.high) + 1, shape).astype(float)
        elif variable.high > 1.0:
            drawn = rng.uniform(variable.low, min(variable.high, _HORIZON), shape)
            drawn = np.where(rng.random(shape) < _QUIET, variable.low, drawn)
        else:
            drawn = rng.uniform(variable.low, variable.high, shape)
        if variable.kind == "flow":
            drawn = np.where(rng.random(shape) < _QUIET, max(variable.low, 0.0), drawn)
        arrays[name] = drawn
    return world.replace(arrays, step=8)


def columns(driver: str) -> list[str]:
    """A column, or all components of a variable."""
    name = driver.partition("=")[0]
    if name in VARIABLES:
        return [column for column, (variable, _) in COMPONENTS.items() if variable == name]
    return [name]


def known(driver: str) -> bool:
    """Whether a driver names something in the world."""
    name, _, state = driver.partition("=")
    if driver in ("", "draw"):
        return True
    if name not in VARIABLES and name not in COMPONENTS:
        return False
    if not state:
        return True
    codes = VARIABLES[COMPONENTS[name][0] if name in COMPONENTS else name].codes
    return codes is not None and state.upper() in codes.__members__


def pair(world: World, driver: str) -> tuple[World, World]:
    """The world with less and with more of a driver."""
    state = driver.partition("=")[2]
    less: dict[str, FloatArray] = {}
    more: dict[str, FloatArray] = {}
    for column in columns(driver):
        variable, index = COMPONENTS[column]
        declared = VARIABLES[variable]
        low = less.setdefault(variable, world[variable].copy())
        high = more.setdefault(variable, world[variable].copy())
        if state:
            assert declared.codes is not None
            member = int(declared.codes[state.upper()])
            low[index] = 1 if member == 0 else 0
            high[index] = member
        elif declared.kind in ("code", "flow") and declared.high == 1.0 and declared.low == 0.0:
            low[index], high[index] = 0.0, 1.0
        elif declared.codes is not None:
            low[index], high[index] = declared.low, declared.high
        else:
            top = min(declared.high, _HORIZON)
            high[index] = high[index] + _STEP * (top - high[index])
    return world.replace(less), world.replace(more)


def at_ends(values: Mapping[str, float]) -> Simulation:
    """The simulation with parameters set, whatever their range."""
    return replace(start(), parameters=start().parameters.replace(values))
