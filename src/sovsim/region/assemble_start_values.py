"""Turns the ``[initial.*]`` tables of a region into values over the unit axis, with provenance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sovsim.axes import member_name
from sovsim.region.errors import RegionError, nearest
from sovsim.region.region import Region
from sovsim.region.schema import InitialEntry, ProvenanceEntry, Value
from sovsim.region.start_values import NOT_NAMED, OURS, InitialValue, Provenance
from sovsim.variables import COMPONENTS, VARIABLES, Variable

ELSEWHERE = {
    "formal_sovereignty": "is 1 for every state and never changes",
    "membership": "follows from the [[membership]] facts",
    "founded": "follows from the [[institution]] tables",
    "holder": "follows from the [[contested_unit]] tables",
}
"""Variables that a region does not set by ``[initial.*]``, and why."""

Entry = tuple[str, str, InitialEntry]
"""Label of the file, key below ``initial``, content."""


def initial_values(region: Region, entries: Iterable[Entry]) -> dict[str, InitialValue]:
    """Return the start value of every column that the region gives, by column.

    A state that no document names carries no claim: where the column rests on claims, its own
    provenance becomes ``assumed``.

    Raises:
        RegionError: an unknown column or unit, a value out of bounds, a missing state.
    """
    found = {}
    for label, key, entry in entries:
        for column, part in _columns(label, key, entry):
            if column in found:
                raise RegionError(f"'{column}' is given twice", label, f"initial.{key}")
            found[column] = _initial(region, label, column, part)
    if region.contested:
        found["holder"] = _holders(region)
    return {column: found[column] for column in COMPONENTS if column in found}


def _columns(label: str, key: str, entry: InitialEntry) -> list[tuple[str, InitialEntry]]:
    """Return the columns that a table speaks of: itself, or the components of its variable."""
    at = (label, f"initial.{key}")
    if key not in COMPONENTS and key not in VARIABLES:
        raise RegionError(f"unknown column '{key}'{nearest(key, COMPONENTS)}", *at)
    name = COMPONENTS[key][0] if key in COMPONENTS else key
    if name in ELSEWHERE:
        raise RegionError(f"'{name}' {ELSEWHERE[name]}", *at)
    if VARIABLES[name].kind == "flow":
        raise RegionError(f"'{name}' is written afresh every quarter; it has no start", *at)
    if key in COMPONENTS:
        return [(key, entry)]
    if VARIABLES[name].per != "system":
        columns = [column for column, _ in VARIABLES[name].components()]
        raise RegionError(f"needs a table for each of {', '.join(columns)}", *at)
    return _split(label, VARIABLES[name], entry)


def _split(label: str, variable: Variable, entry: InitialEntry) -> list[tuple[str, InitialEntry]]:
    """Return a table per component of a system variable with axes."""
    suffixes = [column.removeprefix(f"{variable.name}_") for column, _ in variable.components()]
    for suffix in (*entry.values, *entry.exceptions):
        if suffix not in suffixes:
            hint = nearest(suffix, suffixes)
            at = (label, f"initial.{variable.name}.{suffix}")
            raise RegionError(f"unknown member '{suffix}'{hint}", *at)
    parts = []
    for suffix in suffixes:
        value = entry.values.get(suffix, entry.value)
        if value is None:
            continue
        changed: dict[str, object] = {"value": value, "values": {}, "exceptions": {}}
        if suffix in entry.exceptions:
            changed |= vars(entry.exceptions[suffix])
        parts.append((f"{variable.name}_{suffix}", entry.model_copy(update=changed)))
    return parts


def _initial(region: Region, label: str, column: str, entry: InitialEntry) -> InitialValue:
    variable = VARIABLES[COMPONENTS[column][0]]
    units = region.units(variable.per)
    at = f"initial.{column}"
    for unit in (*entry.values, *entry.exceptions):
        if unit not in units:
            hint = nearest(unit, units)
            raise RegionError(f"unknown code '{unit}'{hint}", label, f"{at}.{unit}")
    given = {unit: entry.values.get(unit, entry.value) for unit in units}
    missing = [unit for unit, value in given.items() if value is None]
    if missing:
        raise RegionError(f"no value for {', '.join(missing)}", label, f"{at}.values")
    low, high = entry.range or (variable.low, variable.high)
    values = []
    for unit, value in given.items():
        assert value is not None
        number = _number(variable, value, label, f"{at}.values.{unit}")
        if not max(low, variable.low) <= number <= min(high, variable.high):
            message = f"{number} is outside the range {low} to {high}"
            raise RegionError(message, label, f"{at}.values.{unit}")
        values.append(number)
    return InitialValue(
        column=column,
        units=units,
        values=np.array(values),
        provenance=_provenance(entry),
        low=low,
        high=high,
        spread=entry.spread,
        exceptions=_exceptions(region, label, column, entry, units),
    )


def _number(variable: Variable, value: Value, label: str, key: str) -> float:
    """Return a value as a number; codes may be written by their names."""
    if isinstance(value, str):
        names = {member_name(code): float(code) for code in variable.codes or ()}
        if value not in names:
            hint = nearest(value, names)
            raise RegionError(f"'{value}' is not a value of {variable.name}{hint}", label, key)
        return names[value]
    if variable.kind == "code" and variable.codes is not None and value != int(value):
        raise RegionError(f"{value} is not a code of {variable.name}", label, key)
    return float(value)


def _provenance(entry: ProvenanceEntry) -> Provenance:
    return Provenance(entry.status, entry.claims, entry.source or OURS, entry.gap)


def _exceptions(
    region: Region, label: str, column: str, entry: InitialEntry, units: Sequence[str]
) -> Mapping[str, Provenance]:
    exceptions = {unit: _provenance(part) for unit, part in entry.exceptions.items()}
    if VARIABLES[COMPONENTS[column][0]].per != "state":
        return exceptions
    for state in region.states:
        if state.named_in:
            continue
        own = exceptions.get(state.code)
        if own is not None and own.claims:
            at = f"initial.{column}.for.{state.code}"
            raise RegionError(f"no document names {state.code}; cite no claim", label, at)
        if own is None and entry.claims:
            observed = entry.status == "observed"
            exceptions[state.code] = Provenance(
                "observed" if observed else "assumed",
                source=entry.source if observed else NOT_NAMED,
                gap=entry.gap,
            )
    return {unit: exceptions[unit] for unit in units if unit in exceptions}


def _holders(region: Region) -> InitialValue:
    sources = sorted({unit.source for unit in region.contested})
    return InitialValue(
        column="holder",
        units=region.units("contested"),
        values=np.array([float(unit.holder) for unit in region.contested]),
        provenance=Provenance("observed", source="; ".join(sources)),
        low=VARIABLES["holder"].low,
        high=VARIABLES["holder"].high,
    )
