"""What a folder covers: a row a series, and which state-years are there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from sovsim.observed.catalogue import Series, catalogue, common
from sovsim.observed.folder import Observed
from sovsim.observed.indicators import INDICATORS
from sovsim.observed.series import Read


@dataclass(frozen=True)
class Covered:
    """What a folder holds of a series.

    Attributes:
        series: its name.
        group: heading under which it stands.
        there: whether anything of it can be used.
        states: how many of the folder's states it holds.
        first, last: years; 0 where it is missing.
        rows: that can be used.
        filled: share of the state-years between its first and last year that have a figure.
        lost: rows left out.
        damage: faults of every kind.
        lacking: codes of states without a row.
        unit, measures, caution: as declared.
        standing: word for its licence.
        licence, cite, carried: of its source.
        indicators: names of the measurement models that use it.
    """

    series: str
    group: str
    there: bool
    states: int
    first: int
    last: int
    rows: int
    filled: float
    lost: int
    damage: int
    lacking: tuple[str, ...]
    unit: str
    measures: str
    caution: str
    standing: str
    licence: str
    cite: str
    carried: str
    indicators: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def coverage(observed: Observed) -> list[Covered]:
    """Return a row for each series that is there or missing, in the order of the catalogue."""
    faults: dict[str, list[str]] = {}
    for damage in observed.damage:
        faults.setdefault(damage.series, []).append(damage.loss)
    return [
        _covered(series, observed.series.get(name), faults.get(name, []))
        for name, series in catalogue().items()
        if name in observed.series or name in observed.missing
    ]


def filled(observed: Observed) -> pd.DataFrame:
    """Return the share of states with a figure: ``row, group, year, value``; year may be nan."""
    states = common().folder.states
    found: list[tuple[str, str, float, float]] = []
    for name, series in catalogue().items():
        read = observed.series.get(name)
        if read is None and name not in observed.missing:
            continue
        if read is None:
            found.append((name, series.group, float("nan"), 0.0))
            continue
        rows = read.rows[read.rows["iso3"].isin(states)]
        for year, count in rows.groupby("year")["iso3"].nunique().items():
            found.append((name, series.group, float(str(year)), float(count) / len(states)))
    return pd.DataFrame(found, columns=["row", "group", "year", "value"])


def _covered(series: Series, read: Read | None, losses: list[str]) -> Covered:
    states = common().folder.states
    there = read is not None and len(read.rows) > 0
    rows = read.rows[read.rows["iso3"].isin(states)] if read is not None else pd.DataFrame()
    seen = set(rows["iso3"]) if there else set()
    years = [int(year) for year in rows["year"]] if there else [0]
    pairs = len(rows[["iso3", "year"]].drop_duplicates()) if there else 0
    span = (max(years) - min(years) + 1) * max(len(seen), 1)
    return Covered(
        series=series.name,
        group=series.group,
        there=there,
        states=len(seen),
        first=min(years),
        last=max(years),
        rows=0 if read is None else len(read.rows),
        filled=pairs / span if there else 0.0,
        lost=losses.count("row"),
        damage=len(losses),
        lacking=tuple(code for code in states if code not in seen),
        unit=series.declared.unit,
        measures=series.declared.measures,
        caution=series.declared.caution,
        standing=series.source.standing,
        licence=series.source.licence,
        cite=series.source.cite,
        carried=series.source.carried,
        indicators=tuple(one.name for one in INDICATORS if one.series == series.name),
    )
