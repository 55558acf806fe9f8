"""Changes that a user makes to a run while it goes on: shocks, logged so that they can be kept.

Every change is an addition to a stock at the beginning of the next quarter. The log is written as
events of the type ``shift``, so that a scenario with these events gives the same history.
"""

from __future__ import annotations

import math
from typing import Any

from sovsim import given
from sovsim.documents.nearest import did_you_mean
from sovsim.region import Region
from sovsim.scenario import Scenario
from sovsim.shocks import Shock
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World

ALL = "all"
TYPE = "intervention"


def value_of(world: World, region: Region, column: str, unit: str | None) -> float:
    """Return one number of a world of one run.

    Raises:
        ValueError: there is no such column, or it has no such unit.
    """
    variable, index = _component(column)
    return float(world[variable][index][0, _place(region, column, unit)])


class Interventions:
    """What a user has changed in a run, and what waits for the next quarter."""

    def __init__(self, spec: Scenario) -> None:
        self._spec = spec
        self._waiting: dict[tuple[str, str], Shock] = {}
        self._done: list[tuple[str, Shock]] = []

    def add(
        self, world: World, column: str, unit: str | None, value: float, operation: str
    ) -> None:
        """Take a change; see `SovereigntyModel.intervene`.

        Raises:
            ValueError: the column, the unit, the value or the operation cannot be used.
        """
        variable, _ = _component(column)
        _check(column, value, operation)
        region = self._spec.region
        every = unit == ALL and VARIABLES[variable].per != "system"
        units = region.units(VARIABLES[variable].per) if every else (unit,)
        for name in units:
            size = value - value_of(world, region, column, name)
            waiting = self._waiting.get((column, name or ""))
            if operation == "add":
                size = value + (0.0 if waiting is None else float(waiting.size))
            self._wait(world.step, column, name, size)

    def _wait(self, step: int, column: str, unit: str | None, size: float) -> None:
        variable, index = _component(column)
        system = VARIABLES[variable].per == "system"
        self._waiting[column, unit or ""] = Shock(
            type=TYPE,
            variable=variable,
            operation="add",
            size=size,
            start=step,
            index=index,
            unit=None if system else _place(self._spec.region, column, unit),
            cause=TYPE,
            target="" if system else str(unit),
        )

    def shocks(self) -> tuple[Shock, ...]:
        """Return what waits for the next quarter."""
        return tuple(self._waiting.values())

    def applied(self) -> None:
        """Note that the quarter has passed."""
        self._done += [(column, shock) for (column, _), shock in self._waiting.items()]
        self._waiting = {}

    def rows(self) -> list[dict[str, Any]]:
        """Return all changes as rows ``[[event]]`` of a scenario."""
        waiting = [(column, shock) for (column, _), shock in self._waiting.items()]
        return [self._row(column, shock) for column, shock in [*self._done, *waiting]]

    def _row(self, column: str, shock: Shock) -> dict[str, Any]:
        row: dict[str, Any] = {
            "type": "shift",
            "at": self._spec.quarter(int(shock.start)),
            "column": column,
            "size": float(shock.size),
        }
        return {**row, "who": shock.target} if shock.target else row


def _component(column: str) -> tuple[str, tuple[int, ...]]:
    if given.text("column", column) not in COMPONENTS:
        hint = did_you_mean(column, COMPONENTS)
        raise ValueError(f"there is no column {given.shown(column)}{hint}")
    return COMPONENTS[column]


def _place(region: Region, column: str, unit: str | None) -> int:
    variable, _ = _component(column)
    per = VARIABLES[variable].per
    if per == "system":
        if unit in (None, ALL, "system", "hegemon"):
            return 0
        raise ValueError(f"'{column}' belongs to no unit; give None instead of '{unit}'")
    units = region.units(per)
    if unit not in tuple(units):
        known = ", ".join(units) or f"none, as the region '{region.name}' has no {per}"
        raise ValueError(f"'{column}' has no unit '{unit}'; units: {known}")
    return units.index(unit)


def _check(column: str, value: float, operation: str) -> None:
    declared = VARIABLES[_component(column)[0]]
    if declared.kind == "static":
        raise ValueError(f"'{column}' never changes within a run; set it as a start value")
    if declared.kind != "stock":
        raise ValueError(f"'{column}' is decided anew; only stocks can be changed from outside")
    if operation not in ("set", "add"):
        raise ValueError(f"operation '{operation}' is neither 'set' nor 'add'")
    if not math.isfinite(value):
        raise ValueError(f"{column}: {value} is not a finite number")
    if operation == "set" and not declared.low <= value <= declared.high:
        raise ValueError(f"{column}: {value} is outside {declared.low:g} to {declared.high:g}")
