"""A start, built: columns of states from figures and assumptions, the rest from dated facts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from sovsim import quarters
from sovsim.bases.declared import Assumed, Link, assumptions, columns, facts
from sovsim.bases.figures import LAST_EARLY, Figure, figures
from sovsim.bases.weigh import Value, matched, weighed
from sovsim.documents.errors import DocumentError
from sovsim.documents.values import NumberOrName
from sovsim.observed.catalogue import catalogue, common
from sovsim.observed.folder import Observed
from sovsim.observed.public_record import public_record
from sovsim.observed.readings import between
from sovsim.region import Region

FIRST = 1992
GROWS = 0.02
"""What a year adds to the doubt about an assumed value (ours: as much as ties move in a year)."""


@dataclass(frozen=True)
class Column:
    """Start values of a column.

    Attributes:
        name: of the column.
        values: by state, in the order of the region.
        source: of what is assumed; of the series where a figure is behind it.
        link: the link, where a series is linked.
    """

    name: str
    values: Mapping[str, Value]
    source: str
    link: Link | None = None


@dataclass(frozen=True)
class Start:
    """What a run of a quarter starts from.

    Attributes:
        quarter: first quarter.
        columns: of states, by name.
        units: unit -> column -> value, for what is given unit by unit.
    """

    quarter: str
    columns: Mapping[str, Column]
    units: Mapping[str, Mapping[str, NumberOrName]] = field(default_factory=dict)


def build(year: int, region: Region, observed: Observed) -> Start:
    """Return the start of the first quarter of a year.

    Args:
        year: in which runs start.
        region: whose states they are.
        observed: a folder of observed data; what is later than the start is not looked at, but
            for states of the years to 1994 that have nothing before.

    Raises:
        DocumentError: the year is not covered.
    """
    quarter = f"{year}Q1"
    known = observed.until(year + 3 if year <= LAST_EARLY else year - 1)
    last = max((read.span[1] for read in known.series.values()), default=0)
    if year < FIRST or last < year - 1:
        newest = max((read.span[1] for read in observed.series.values()), default=FIRST - 1)
        allowed = f"{FIRST} to {newest + 1}" if newest >= FIRST - 1 else "none with this folder"
        raise DocumentError(
            f"there are no figures for a start in {year}\n  allowed: {allowed}; "
            "a later base is carried forward from an earlier one (--from)"
        )
    built = _columns(year, region, known)
    units = {} if year == FIRST else units_at(quarter, region)
    return Start(quarter, built, _with_hegemon(units, year, known))


def _columns(year: int, region: Region, observed: Observed) -> dict[str, Column]:
    """Return the columns of states that figures or dated assumptions give."""
    assumed = assumed_at(f"{year}Q1")
    declared = columns()
    codes = list(region.codes)
    found = {}
    for name, entry in assumed.items():
        link = declared.column.get(name)
        seen = {} if link is None else figures(link, observed, year, codes)
        values = {
            code: weighed(
                entry.values[code],
                _doubt(entry, year),
                seen.get(code),
                0.0 if link is None else link.slack,
            )
            for code in codes
        }
        found[name] = Column(name, values, entry.source, link)
    found[declared.votes.column] = _of_votes(assumed, region, observed, year)
    return found


def assumed_at(quarter: str) -> dict[str, Assumed]:
    """Return what is assumed of each column by a quarter: the last entry that is not later."""
    found: dict[str, Assumed] = {}
    for entry in sorted(assumptions().assumed, key=lambda each: each.at):
        if entry.at <= quarter:
            found[entry.column] = entry
    return found


def _doubt(entry: Assumed, year: int) -> float:
    """Return how unsure an assumed value is: the more, the longer ago it was set."""
    return math.hypot(entry.doubt, GROWS * (year - int(entry.at[:4])))


def _of_votes(
    assumed: Mapping[str, Assumed], region: Region, observed: Observed, year: int
) -> Column:
    """Return the wish that places at the United Nations give.

    A state's place is that of the West and of the hegemon, each in the measure of the wish for it
    (`sovsim.observed.readings.between`); as conduct follows wishes, what the place is apart from
    the assumed one is taken to be so much more or less of the wish for the West.
    """
    link = columns().votes
    wish, other = assumed[link.column], _other(link.other, assumed, region)
    hegemon = of_hegemon(observed, year)
    stands = 0.0 if hegemon is None else 1.0 - 2.0 * hegemon.value
    own = {
        code: float(between(np.array(held), np.array(other[code]), np.array(stands)))
        for code, held in wish.values.items()
    }
    plain = link.model_copy(update={"bounds": [-10.0, 10.0]})
    seen = matched(figures(plain, observed, year, list(own)), own)
    low, high = link.bounds
    values = {}
    for code, held in wish.values.items():
        found = seen.get(code)
        moved = None
        if found is not None:
            meant = min(max(held + found.value - own[code], low), high)
            moved = Figure(meant, found.error, found.years, found.series)
        values[code] = weighed(held, _doubt(wish, year), moved, link.slack)
    return Column(link.column, values, wish.source, link)


def _other(name: str, assumed: Mapping[str, Assumed], region: Region) -> Mapping[str, float]:
    """Return the wish that is held for known: what is assumed of it, in 1992 by the region."""
    if name in assumed:
        return assumed[name].values
    start = region.initial[name]
    return dict(zip(start.units, start.values.tolist(), strict=True))


def units_at(quarter: str, region: Region) -> dict[str, dict[str, NumberOrName]]:
    """Return what is given unit by unit: tenure, dated facts, the hegemon and the system."""
    found: dict[str, dict[str, NumberOrName]] = {
        code: {"tenure": tenure} for code, tenure in _tenures(quarter, region).items()
    }
    for fact in sorted(facts().fact, key=lambda each: each.since):
        if fact.since <= quarter and (fact.until is None or quarter < fact.until):
            for unit in fact.unit:
                found.setdefault(unit, {}).update(fact.values)
    for entry in sorted(assumptions().common, key=lambda each: each.at):
        if entry.at <= quarter:
            found.setdefault(entry.unit, {}).update(entry.values)
    return found


def _tenures(quarter: str, region: Region) -> dict[str, float]:
    """Return the quarters since whoever governs took office, by the record that ships.

    Who takes office in the first month is there at the start.
    """
    now, first = quarters.parse(quarter), quarters.parse(f"{FIRST}Q1")
    start = region.initial["tenure"]
    took = {code: first - int(held) for code, held in zip(start.units, start.values, strict=True)}
    for change in public_record().governments.fact:
        at = quarters.parse(change.at.quarter)
        if change.state in took and change.at.last <= date(int(quarter[:4]), 1, 31):
            took[change.state] = max(took[change.state], at)
    return {code: float(now - at) for code, at in took.items()}


def _with_hegemon(
    units: dict[str, dict[str, NumberOrName]], year: int, observed: Observed
) -> dict[str, dict[str, NumberOrName]]:
    """Return the units with the hegemon's own column from its series."""
    seen = of_hegemon(observed, year)
    if seen is None or year == FIRST:
        return units
    own = {**units.get("hegemon", {}), columns().hegemon.column: round(seen.value, 2)}
    return {**units, "hegemon": own}


def of_hegemon(observed: Observed, year: int) -> Figure | None:
    """Return the figure of the hegemon's own column."""
    code = common().folder.hegemon
    return figures(columns().hegemon, observed, year, [code]).get(code)


def behind(values: Iterable[Value], link: Link | None, assumed: str) -> str:
    """Return the source of values, in a line: data set, years, and what is ours."""
    if link is None:
        return assumed
    series = dict.fromkeys(each.series for each in values if each.series)
    years = sorted({year for each in values for year in each.years})
    if not series:
        return assumed
    cited = " and ".join(catalogue()[name].source.cite.split(":")[0] for name in series)
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}-{years[-1]}"
    names = ", ".join(f"{name}" for name in series)
    return f"{cited} ({names}), {span}"
