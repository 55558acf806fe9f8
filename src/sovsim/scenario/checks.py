"""Checks of names and numbers that several tables of a scenario share."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from sovsim import claims, parameters, quarters
from sovsim.axes import Institution, Power, member_name
from sovsim.documents.errors import Faults, Problem, unknown
from sovsim.documents.lines import Key
from sovsim.documents.numbers import as_written
from sovsim.documents.values import NumberOrName, Range
from sovsim.region import Region
from sovsim.variables import COMPONENTS, VARIABLES, hegemon

ALL = "all"
"""Stands for every unit, in events and in ``[initial.all]``."""

HEGEMON_COLUMNS = frozenset(
    column
    for variable in hegemon.VARIABLES
    if variable.per == "system"
    for column, _ in variable.components()
)
"""Columns that stand under ``[initial.hegemon]``; other system columns under
``[initial.system]``."""

_NOT_SET = {"formal_sovereignty": "is 1 for every state and never changes"}


def check_claims(ids: Iterable[str], path: Key) -> None:
    """Raise Problems for ids that no claim has."""
    known = {entry.id: entry for entry in claims.all_claims()}
    faults = Faults()
    for claim in ids:
        if claim not in known:
            wrong = "names a claim that does not exist"
            faults.add(Problem(path, wrong, known=known, found=claim))
    faults.settle()


def check_concepts(names: Iterable[str], path: Key) -> None:
    """Raise Problems for names that no glossary entry has."""
    known = [entry.id for entry in claims.glossary()]
    faults = Faults()
    for name in names:
        if name not in known:
            faults.add(unknown(path, "glossary entry", name, known, name))
    faults.settle()


def step(quarter: str, span: tuple[int, int], path: Key) -> int:
    """Return the step of a quarter; raise Problem where it lies outside the span."""
    first, last = span
    number = quarters.parse(quarter)
    if not first <= number <= last:
        allowed = f"{quarters.label(first)} to {quarters.label(last)}"
        raise Problem(path, "lies outside the span", allowed=allowed, found=quarter)
    return number - first


def in_range(value: float | Range, low: float, high: float, path: Key) -> None:
    """Raise Problem where a number, or an end of its range, lies outside the bounds."""
    ends = (value.low, value.high) if isinstance(value, Range) else (value,)
    for end in ends:
        if not low <= end <= high:
            raise Problem(path, "is out of range", allowed=f"{low:g} to {high:g}", found=end)


def names_of(region: Region, who: str) -> Sequence[str]:
    """Return the names of a kind of unit or actor in a region."""
    if who == "institution":
        return tuple(Institution(info.institution).name for info in region.institutions)
    if who == "power":
        return tuple(power.name for power in Power)
    return region.units(who)


def resolved_parameters(values: dict[str, float | Range]) -> dict[str, float | Range]:
    """Return the parameters of a scenario, each checked against its declaration."""
    known = parameters.registry()
    faults = Faults()
    for name, value in values.items():
        path = ("parameters", name)
        with faults:
            if name not in known:
                raise Problem(path, "is no parameter", known=known)
            in_range(value, known[name].low, known[name].high, path)
    faults.settle()
    return dict(values)


def resolved_initial(
    tables: dict[str, dict[str, float | str]], region: Region
) -> dict[str, dict[str, float]]:
    """Return the start values of a scenario as numbers, each checked against its variable.

    What stands under ``[initial.all]`` holds for every state that has no value of its own.
    """
    faults = Faults()
    values: dict[str, dict[str, float]] = {}
    for unit, columns in tables.items():
        values[unit] = {}
        with faults:
            known = _columns(unit, region)
            for column, value in columns.items():
                with faults:
                    values[unit][column] = _start_value(unit, column, value, known)
    faults.settle()
    common = values.pop(ALL, {})
    for code in region.codes if common else ():
        values[code] = {**common, **values.get(code, {})}
    return values


def _start_value(unit: str, column: str, value: NumberOrName, columns: list[str]) -> float:
    path = ("initial", unit, column)
    if column not in columns:
        raise _misplaced(unit, column, columns)
    variable = VARIABLES[COMPONENTS[column][0]]
    if variable.name in _NOT_SET:
        raise Problem(path, _NOT_SET[variable.name])
    if isinstance(value, str):
        codes = {member_name(code): float(code) for code in variable.codes or ()}
        if value not in codes:
            if not codes:
                meant = as_written(value.strip())
                hint = "" if meant is None else f", without quotes, a comma or a sign: {meant!r}"
                raise Problem(path, f"must be a number{hint}", found=value)
            raise unknown(path, f"value of {variable.name}", value, codes, value)
        return codes[value]
    in_range(value, variable.low, variable.high, path)
    if variable.kind == "code" and variable.codes is not None and value != int(value):
        raise Problem(path, "must be a whole number or a name", found=value)
    return value


@functools.cache
def _columns_of(per: str) -> list[str]:
    """Return the columns over a unit axis that a scenario may set."""
    return [
        column
        for column, (name, _) in COMPONENTS.items()
        if VARIABLES[name].per == per and VARIABLES[name].kind != "flow"
    ]


def _columns(unit: str, region: Region) -> list[str]:
    """Return the columns that may stand under a unit."""
    if unit in ("hegemon", "system"):
        hegemon = unit == "hegemon"
        return [c for c in _columns_of("system") if (c in HEGEMON_COLUMNS) == hegemon]
    for per in ("state", "dyad", "contested"):
        if unit in region.units(per) or (unit == ALL and per == "state"):
            return _columns_of(per)
    known = [*(name for per in ("state", "dyad", "contested") for name in region.units(per))]
    raise Problem(
        ("initial", unit),
        f"is no unit of the region '{region.name}'",
        allowed=", ".join(["a state code", ALL, "a dyad", "a contested unit", "hegemon", "system"]),
        known=["hegemon", "system", *known],
    )


def _misplaced(unit: str, column: str, columns: list[str]) -> Problem:
    path = ("initial", unit, column)
    if column in COMPONENTS:
        variable = VARIABLES[COMPONENTS[column][0]]
        if variable.kind == "flow":
            return Problem(path, "is written afresh every quarter and has no start value")
        if variable.per == "system":
            place = "hegemon" if column in HEGEMON_COLUMNS else "system"
            return Problem(path, f"stands in the wrong table; it belongs to [initial.{place}]")
        return Problem(path, f"stands in the wrong table; it belongs to a {variable.per}")
    if column in VARIABLES and VARIABLES[column].axes:
        parts = [name for name, _ in VARIABLES[column].components()]
        return Problem(path, "needs its component", allowed=", ".join(parts), near=parts[0])
    return Problem(path, "is no column", known=columns)
