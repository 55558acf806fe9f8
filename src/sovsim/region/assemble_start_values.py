"""Turns the ``[initial.*]`` tables of a region into values over the unit axis, with provenance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sovsim import claims
from sovsim.axes import member_name
from sovsim.documents.errors import Faults, Problem, unknown
from sovsim.documents.lines import Key
from sovsim.documents.text import listed
from sovsim.region.region import Region
from sovsim.region.schema import InitialEntry, ProvenanceEntry
from sovsim.region.start_values import NOT_NAMED, OURS, InitialValue, Provenance
from sovsim.variables import COMPONENTS, VARIABLES, Variable

ELSEWHERE = {
    "formal_sovereignty": "is 1 for every state and never changes",
    "membership": "follows from the [[membership]] facts",
    "founded": "follows from the [[institution]] tables",
    "near_pole": "follows from the [[outside]] tables",
    "holder": "follows from the [[contested_unit]] tables",
}
"""Variables that a region does not set by ``[initial.*]``, and why."""

Entry = tuple[Faults, str, InitialEntry]
"""Where faults of its file are gathered, key below ``initial``, content."""


def initial_values(region: Region, entries: Iterable[Entry]) -> dict[str, InitialValue]:
    """Return the start value of every column that the region gives, by column.

    A state that no document names carries no claim: where the column rests on claims, its own
    provenance becomes ``assumed``. What is wrong is gathered where the entry says: an unknown
    column or unit, a value out of bounds, a missing state, a claim that does not exist.
    """
    found = {}
    for faults, key, entry in entries:
        with faults:
            _check_sources(entry, key)
        with faults:
            for column, part in _columns(key, entry):
                if column in found:
                    raise Problem(("initial", key), f"gives '{column}', which is given already")
                found[column] = _initial(region, key, column, part)
    if region.contested:
        found["holder"] = _holders(region)
    return {column: found[column] for column in COMPONENTS if column in found}


def _check_sources(entry: InitialEntry, key: str) -> None:
    """Raise Problems for claims and gaps that do not exist."""
    faults = Faults()
    known = {record.id: record for record in claims.all_claims()}
    parts: list[tuple[Key, ProvenanceEntry]] = [(("initial", key), entry)]
    parts += [(("initial", key, "for", unit), part) for unit, part in entry.exceptions.items()]
    for path, part in parts:
        for claim in part.claims:
            if claim not in known:
                wrong = "names a claim that does not exist"
                faults.add(Problem((*path, "claims"), wrong, known=known, found=claim))
        if part.gap:
            try:
                claims.gap(part.gap)
            except KeyError:
                faults.add(Problem((*path, "gap"), "names no gap", found=part.gap))
    faults.settle()


def _columns(key: str, entry: InitialEntry) -> list[tuple[str, InitialEntry]]:
    """Return the columns that a table speaks of: itself, or the components of its variable."""
    at: Key = ("initial", key)
    if key not in COMPONENTS and key not in VARIABLES:
        raise Problem(at, "is no column", known=[*COMPONENTS, *VARIABLES], name=key)
    name = COMPONENTS[key][0] if key in COMPONENTS else key
    if name in ELSEWHERE:
        raise Problem(at, ELSEWHERE[name])
    if VARIABLES[name].kind == "flow":
        raise Problem(at, "is written afresh every quarter and has no start value")
    if key in COMPONENTS:
        return [(key, entry)]
    if VARIABLES[name].per != "system":
        columns = [column for column, _ in VARIABLES[name].components()]
        raise Problem(at, "needs a table for each component", allowed=listed(columns))
    return _split(VARIABLES[name], entry)


def _split(variable: Variable, entry: InitialEntry) -> list[tuple[str, InitialEntry]]:
    """Return a table per component of a system variable with axes."""
    suffixes = [column.removeprefix(f"{variable.name}_") for column, _ in variable.components()]
    faults = Faults()
    for part, given in (
        ("values", entry.values),
        ("spreads", entry.spreads),
        ("for", entry.exceptions),
    ):
        for suffix in given:
            if suffix not in suffixes:
                at = ("initial", variable.name, part, suffix)
                faults.add(unknown(at, f"component of {variable.name}", suffix, suffixes))
    faults.settle()
    parts = []
    for suffix in suffixes:
        value = entry.values.get(suffix, entry.value)
        if value is None:
            continue
        changed: dict[str, object] = {"value": value, "values": {}, "exceptions": {}, "spreads": {}}
        changed["spread"] = entry.spreads.get(suffix, entry.spread)
        if suffix in entry.exceptions:
            changed |= vars(entry.exceptions[suffix])
        parts.append((f"{variable.name}_{suffix}", entry.model_copy(update=changed)))
    return parts


def _initial(region: Region, key: str, column: str, entry: InitialEntry) -> InitialValue:
    variable = VARIABLES[COMPONENTS[column][0]]
    units = region.units(variable.per)
    at: Key = ("initial", key)
    what = f"{variable.per} of the region"
    faults = Faults()
    for part, given in (
        ("values", entry.values),
        ("spreads", entry.spreads),
        ("for", entry.exceptions),
    ):
        for unit in given:
            if unit not in units:
                faults.add(unknown((*at, part, unit), what, unit, units))
    values = {unit: entry.values.get(unit, entry.value) for unit in units}
    missing = [unit for unit, value in values.items() if value is None]
    if missing:
        faults.add(Problem((*at, "values"), f"has no value for {listed(missing)}"))
    low, high = entry.range or (variable.low, variable.high)
    within = max(low, variable.low), min(high, variable.high)
    if within[0] > within[1]:
        allowed = f"{variable.low:g} to {variable.high:g}"
        faults.add(Problem((*at, "range"), "lies out of bounds", allowed=allowed))
        faults.settle()
    if variable.kind == "code" and (entry.spread or entry.spreads):
        faults.add(Problem((*at, "spread"), "does not go with codes, which are no quantities"))
    numbers = []
    for unit, value in values.items():
        if value is None:
            continue
        place = (*at, "values", unit) if unit in entry.values else (*at, "value")
        with faults:
            number = _number(variable, value, place)
            if not within[0] <= number <= within[1]:
                allowed = f"{within[0]:g} to {within[1]:g}"
                raise Problem(place, "is outside the range", allowed=allowed, found=value)
            numbers.append(number)
    faults.settle()
    return InitialValue(
        column=column,
        units=units,
        values=np.array(numbers),
        provenance=_provenance(entry),
        low=low,
        high=high,
        spread=entry.spread,
        spreads=dict(entry.spreads),
        exceptions=_exceptions(region, key, column, entry, units),
    )


def _number(variable: Variable, value: float | str, place: Key) -> float:
    """Return a value as a number; codes may be written by their names."""
    if isinstance(value, str):
        names = {member_name(code): float(code) for code in variable.codes or ()}
        if not names:
            raise Problem(place, "must be a number", found=value)
        if value not in names:
            raise unknown(place, f"value of {variable.name}", value, names, value)
        return names[value]
    if variable.kind == "code" and variable.codes is not None and value != int(value):
        raise Problem(place, "must be a whole number or a name", found=value)
    return float(value)


def _provenance(entry: ProvenanceEntry) -> Provenance:
    return Provenance(entry.status, entry.claims, entry.source or OURS, entry.gap)


def _exceptions(
    region: Region, key: str, column: str, entry: InitialEntry, units: Sequence[str]
) -> Mapping[str, Provenance]:
    exceptions = {unit: _provenance(part) for unit, part in entry.exceptions.items()}
    if VARIABLES[COMPONENTS[column][0]].per != "state":
        return exceptions
    for state in region.states:
        if state.named_in:
            continue
        own = exceptions.get(state.code)
        if own is not None and own.claims:
            wrong = f"cites claims, but no document names {state.code}"
            raise Problem(("initial", key, "for", state.code), wrong)
        if own is None and entry.claims:
            seen = entry.status in ("observed", "calibrated")
            exceptions[state.code] = Provenance(
                entry.status if seen else "assumed",
                source=entry.source if seen else NOT_NAMED,
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
