"""Points of a sample: which numbers of a scenario may differ from run to run, and their names.

========================  ======================================================================
``group.key``             a parameter
``initial.UNIT.COLUMN``   a start value, as in settings; UNIT is a state code, a dyad, a contested
                          unit, ``hegemon`` or ``system``
========================  ======================================================================

What a point gives goes before what the scenario or its region says, and takes the place of their
draw. A start value is kept within the bounds of its variable, and counts as given where a stock
would otherwise start at rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.documents.errors import Problem, Problems
from sovsim.documents.text import clipped
from sovsim.parameters import find
from sovsim.region import Region
from sovsim.scenario import Scenario
from sovsim.scenario.checks import resolved_initial
from sovsim.variables import COMPONENTS, VARIABLES

INITIAL = "initial."
"""How names of start values begin."""

Value = TypeVar("Value")


class PointError(ValueError):
    """A name or a number of a point that a scenario cannot take; the message is a line or two."""


@dataclass(frozen=True)
class Starts:
    """Start values that somebody gives, over what a region says: a point's, else the scenario's.

    Attributes:
        scenario: whose start values hold where the point has none.
        points: (unit, column) -> value, or one per run with shape ``(run,)``.
    """

    scenario: Scenario
    points: Mapping[tuple[str, str], float | FloatArray] = field(default_factory=dict)

    def value(self, column: str, unit: str) -> float | FloatArray | None:
        """Return the start value given for a unit, or None.

        Args:
            column: as in `sovsim.variables.COMPONENTS`.
            unit: name along the unit axis (`Region.units`); ``system`` for system columns.
        """
        units = self._given.get(column)
        return None if units is None else units.get(unit)

    @cached_property
    def _given(self) -> dict[str, dict[str, float | FloatArray]]:
        """What is given, column -> unit -> value: few columns, while every one of a region asks."""
        own = self.scenario.initial
        places = [(unit, column) for unit, columns in own.items() for column in columns]
        given: dict[str, dict[str, float | FloatArray]] = {}
        for unit, column in (*places, *self.points):
            units = given.setdefault(column, {})
            for asked in (unit, "system") if unit == "hegemon" else (unit,):
                value = self._value(column, asked)
                if value is not None:
                    units[asked] = value
        return given

    def _value(self, column: str, unit: str) -> float | FloatArray | None:
        for name in (unit, "hegemon") if unit == "system" else (unit,):
            if (name, column) in self.points:
                return self.points[name, column]
        return self.scenario.start_value(column, unit)


def split(
    values: Mapping[str, Value],
) -> tuple[dict[str, Value], dict[tuple[str, str], Value]]:
    """Return the parameters of a point, and its start values by ``(unit, column)``."""
    parameters = {name: value for name, value in values.items() if not is_start(name)}
    starts = {place(name): value for name, value in values.items() if is_start(name)}
    return parameters, starts


def is_start(name: str) -> bool:
    """Return whether a name is that of a start value."""
    return name.startswith(INITIAL)


def place(name: str) -> tuple[str, str]:
    """Return unit and column of a start value's name.

    Raises:
        PointError: it is not written ``initial.UNIT.COLUMN``.
    """
    unit, _, column = name.removeprefix(INITIAL).partition(".")
    if not is_start(name) or not unit or not column:
        raise PointError(f"'{clipped(name)}': a start value is named initial.UNIT.COLUMN")
    return unit, column


def name_of(unit: str, column: str) -> str:
    """Return the name of a start value."""
    return f"{INITIAL}{unit}.{column}"


def check_name(name: str, region: Region) -> None:
    """Raise where a region has no such parameter or start value.

    Raises:
        UnknownParameter: a parameter does not exist.
        PointError: a start value is of no unit or column that could be set.
    """
    if not is_start(name):
        find(name)
        return
    unit, column = place(name)
    if unit == "all":
        raise PointError(f"'{clipped(name)}': name a state; a point gives each its own value")
    middle = VARIABLES[COMPONENTS[column][0]].start if column in COMPONENTS else 0.0
    try:
        resolved_initial({unit: {column: middle}}, region)
    except (Problem, Problems) as found:
        first = found if isinstance(found, Problem) else found.found[0]
        raise PointError(first.text()) from None


def starts(scenario: Scenario, values: Mapping[tuple[str, str], float | FloatArray]) -> Starts:
    """Return a point's start values, checked and kept within the bounds of their variables.

    Args:
        values: (unit, column) -> a number, or one per run with shape ``(run, 1)``.

    Raises:
        PointError: a name or a value is none that the scenario can take.
    """
    found: dict[tuple[str, str], float | FloatArray] = {}
    for (unit, column), value in values.items():
        name = name_of(unit, column)
        check_name(name, scenario.region)
        array: FloatArray = np.asarray(value, dtype=np.float64)
        if not np.isfinite(array).all():
            raise PointError(f"start value {name} has a value that is no finite number")
        variable = VARIABLES[COMPONENTS[column][0]]
        if variable.kind == "code" and (array != np.floor(array)).any():
            raise PointError(
                f"start value {name} has a value that is no whole number, as codes are"
            )
        kept = np.minimum(np.maximum(array, variable.low), variable.high)
        found[unit, column] = float(kept) if kept.ndim == 0 else kept.reshape(-1)
    return Starts(scenario, found)
