"""What a request sets: parameters and start values, checked and named as the engine takes them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from sovsim import points
from sovsim.app.native.words import MISSING, few, named, number, refuse, shown
from sovsim.compiled.javascript.model_data import finite, settable
from sovsim.parameters import registry
from sovsim.points import INITIAL, Starts, name_of
from sovsim.scenario import Scenario
from sovsim.scenario.checks import HEGEMON_COLUMNS
from sovsim.start_at_rest import given_at_start
from sovsim.variables import COMPONENTS, VARIABLES


def settings_of(scenario: Scenario, told: Any) -> dict[str, float]:
    """Return the values that a request sets, by the names of `sovsim.points`.

    Start values are kept within the bounds of their variables; parameters are taken as they are.

    Raises:
        Refused: a name does not exist, or a value cannot be taken.
    """
    if not isinstance(told, Mapping):
        refuse("bad-value", f"set = {shown(told)} is no object of names and numbers")
    values: dict[str, float] = {}
    for name, value in told.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            refuse("bad-value", f"{name} = {shown(value)} is no finite number")
        if not math.isfinite(value):
            refuse("bad-value", f"{name} = {shown(value)} is no finite number")
        if name.startswith(INITIAL):
            place, kept = _start_value(scenario, name, float(value))
            values.pop(place, None)
            values[place] = kept
        else:
            named("parameter", registry(), name, "unknown-parameter")
            values[name] = float(value)
    _check_rest(scenario, values)
    return values


def _start_value(scenario: Scenario, name: str, value: float) -> tuple[str, float]:
    _, unit, *rest = name.split(".")
    column = rest[0] if rest else MISSING
    variable = VARIABLES[named("column", COMPONENTS, column, "unknown-column")[0]]
    region = scenario.region
    if not settable(variable, region):
        refuse("bad-value", f"{column} has no start value that could be set")
    units = region.units(variable.per)
    if variable.per == "system" and unit in ("system", "hegemon"):
        unit = "hegemon" if column in HEGEMON_COLUMNS else "system"
    elif unit not in units:
        refuse("unknown-unit", f"{column} has no unit {shown(unit)}; known: {few(units)}")
    if variable.kind == "code" and not value.is_integer():
        refuse("bad-value", f"{name} = {number(value)} is no whole number, as codes are")
    kept = min(max(value, finite(variable.low)), finite(variable.high))
    return name_of(unit, str(column)), kept


def _check_rest(scenario: Scenario, values: Mapping[str, float]) -> None:
    """Refuse to give all of a variable that rests at the start: a page's script cannot, either."""
    own = given_at_start(Starts(scenario))
    _, first = points.split(values)
    given = given_at_start(points.starts(scenario, first))
    for variable, mask in given.items():
        if mask.all() and not own[variable].all():
            refuse(
                "bad-value", f"{variable} rests at the start: leave at least one value of it open"
            )
