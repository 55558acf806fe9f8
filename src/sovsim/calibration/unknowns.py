"""The unknowns of a scenario: standard normal numbers, and the values that they stand for.

======== ==================================== =================================================
kind     prior                                a number stands for
======== ==================================== =================================================
start    mean and spread of the scenario      mean + spread x number, within the bounds of the
                                              variable: what a run without a posterior draws
core     where the wish is at rest            the same, around each member's own rest
rate     value before any fit, range          logistic scale between the ends of the range
======== ==================================== =================================================
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import expit, ndtri

from sovsim.arrays import FloatArray
from sovsim.calibration.declared import Unknown
from sovsim.parameters import find
from sovsim.points import name_of
from sovsim.scenario import Scenario
from sovsim.scenario.checks import HEGEMON_COLUMNS
from sovsim.simulation import Simulation
from sovsim.variables import COMPONENTS, VARIABLES

Kind = Literal["start", "core", "rate"]

_AT_AN_END = 0.02
"""Share of a range from its ends in which no prior mean lies."""


@dataclass(frozen=True)
class One:
    """An unknown.

    Attributes:
        name: as points name it (`sovsim.points`).
        kind: of which kind.
        state: number of the state whose it is; -1 for what all share.
        middle: prior mean; on the logistic scale for a rate; 0 for a core.
        spread: of the prior; on the logistic scale for a rate.
        low, high: bounds.
    """

    name: str
    kind: Kind
    state: int
    middle: float
    spread: float
    low: float
    high: float

    def value(self, number: FloatArray) -> FloatArray:
        """Return the values that standard numbers stand for; a core's without its rest."""
        inner: FloatArray = self.middle + self.spread * number
        if self.kind == "rate":
            return self.low + (self.high - self.low) * expit(inner)
        if self.kind == "core":
            return inner
        return np.clip(inner, self.low, self.high)


@dataclass(frozen=True)
class Unknowns:
    """All unknowns of a scenario, in the order in which their numbers stand."""

    all: tuple[One, ...]

    def __len__(self) -> int:
        return len(self.all)

    @property
    def states(self) -> FloatArray:
        """Number of the state of each unknown; -1 for what all share."""
        return np.array([one.state for one in self.all])

    def points(
        self, numbers: FloatArray, scenario: Scenario, seed: int, first: int
    ) -> pd.DataFrame:
        """Return what standard numbers stand for: a row per member, a column per name.

        Args:
            numbers: ``(unknown, member)``.
            scenario, seed, first: by which members' cores are brought to rest; `first` is the
                number of the first member's run.
        """
        values = {one.name: one.value(row) for one, row in zip(self.all, numbers, strict=True)}
        cores = [one for one in self.all if one.kind == "core"]
        if cores:
            given = {n: v[:, None] for n, v in values.items() if n not in {c.name for c in cores}}
            runs = range(first, first + numbers.shape[1])
            world = Simulation.prepare(scenario, seed, runs, parameter_values=given).world
            for one in cores:
                variable, index = COMPONENTS[one.name.rpartition(".")[2]]
                rest = np.broadcast_to(
                    world[variable][index], (numbers.shape[1], len(scenario.region.codes))
                )
                values[one.name] = np.clip(rest[:, one.state] + values[one.name], one.low, one.high)
        return pd.DataFrame(values)


def unknowns(scenario: Scenario, declared: Unknown) -> Unknowns:
    """Return what is unknown of a scenario: nothing that its region leaves without a value."""
    found: list[One] = []
    for block in declared.start:
        for column in block.columns:
            found += _starts(scenario, column, declared.settings.least)
    for core in declared.core:
        for column in core.columns:
            variable = VARIABLES[COMPONENTS[column][0]]
            for state, code in enumerate(scenario.region.codes):
                if (
                    column in scenario.region.initial
                    or scenario.start_value(column, code) is not None
                ):
                    continue
                found.append(
                    One(
                        name_of(code, column),
                        "core",
                        state,
                        0.0,
                        core.spread,
                        variable.low,
                        variable.high,
                    )
                )
    for name in declared.rates.names:
        if name not in scenario.parameters:
            found.append(rate(name))
    return Unknowns(tuple(found))


def _starts(scenario: Scenario, column: str, least: float) -> list[One]:
    variable = VARIABLES[COMPONENTS[column][0]]
    region = scenario.region
    start, units = region.initial.get(column), region.units(variable.per)
    found = []
    for place, unit in enumerate(units):
        own = scenario.start_value(column, unit)
        if own is not None:
            middle = own
        elif start is not None:
            middle = float(start.values[place])
        else:
            continue
        width = 0.0 if start is None else float(start.widths()[place])
        name = name_of("hegemon" if column in HEGEMON_COLUMNS else unit, column)
        state = place if variable.per == "state" else -1
        found.append(
            One(name, "start", state, middle, max(width, least), variable.low, variable.high)
        )
    return found


def rate(name: str) -> One:
    """Return a parameter as it is before any fit."""
    declared = find(name)
    value = declared.before_fit
    share = (value - declared.low) / (declared.high - declared.low)
    share = min(max(share, _AT_AN_END), 1.0 - _AT_AN_END)
    return One(name, "rate", -1, math.log(share / (1.0 - share)), 1.0, declared.low, declared.high)


def drawn(count: int, members: int, seed: Sequence[int]) -> FloatArray:
    """Return standard normal numbers, ``(count, members)``, each row spread evenly over quantiles.

    So the mean and the spread of the prior hardly differ from seed to seed.
    """
    generator = np.random.default_rng(list(seed))
    even = (np.arange(members) + generator.random((count, members))) / members
    found: FloatArray = ndtri(generator.permuted(even, axis=1))
    return found
