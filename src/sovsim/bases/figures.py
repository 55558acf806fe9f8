"""Figures of a start: what a series says of each state by the year in which a run begins."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim.bases.declared import Link
from sovsim.documents.errors import DocumentError
from sovsim.observed.catalogue import catalogue, common
from sovsim.observed.folder import Observed
from sovsim.observed.indicator import model_states
from sovsim.observed.panel import panel

LAST_EARLY = 1994
"""Last start for which first years after it may stand in: states had just come to be."""

MOST_APART = 0.1
"""Standard error that the spread between years gives at most."""


@dataclass(frozen=True)
class Figure:
    """A figure in a column's unit.

    Attributes:
        value: the figure behind its link.
        error: standard deviation, of measurement and of what the link leaves open.
        years: years that it comes from.
        series: name of its series.
    """

    value: float
    error: float
    years: tuple[int, ...]
    series: str


def figures(link: Link, observed: Observed, year: int, states: list[str]) -> dict[str, Figure]:
    """Return the figures of a link for a start, by state; without those that have none.

    Args:
        link: how a series gives a column.
        observed: a folder of observed data.
        year: in which the run starts, in its first quarter.
        states: codes.

    Raises:
        DocumentError: the licence of a series that is linked is unclear.
    """
    asked = [code for code in states if not link.states or code in link.states]
    if link.leave is not None and year >= link.leave.since:
        asked = [code for code in asked if code not in link.leave.states]
    found: dict[str, Figure] = {}
    for name in link.series:
        if not catalogue()[name].ships:
            raise DocumentError(f"base/columns.toml: {name} may not ship, its licence is unclear")
        missing = [code for code in asked if code not in found]
        found |= _of_series(link, observed, name, year, missing)
    return found


def _of_series(
    link: Link, observed: Observed, name: str, year: int, states: list[str]
) -> dict[str, Figure]:
    """Return the figures of one series."""
    read = observed.series.get(name)
    if read is None or not states:
        return {}
    hegemon = common().folder.hegemon
    seen = panel(read, list(dict.fromkeys([*states, *model_states(), hegemon])))
    values, errors = seen.firm(), seen.error
    if link.against:
        values = values.div(values[hegemon], axis=0)
    behind = None if link.few is None else panel(read, states, column=link.few.column).value
    found = {}
    for code in states:
        years = _years(values[code], link, year)
        if not years:
            continue
        plain = values.loc[years, code]
        given = [float(entry) for entry in errors.loc[years, code] if math.isfinite(entry)]
        error = float(np.sqrt(np.mean(np.square(given)))) if given else link.error
        early = link.early_offset is not None and year <= LAST_EARLY
        offset = link.early_offset if early and link.early_offset is not None else link.offset
        figure = _linked(link, float(plain.mean()), offset)
        apart = _apart(link, plain, offset)
        slack = link.slack
        if behind is not None and link.few is not None:
            weight = float(behind.loc[years, code].mean())
            slack *= math.sqrt(1.0 + link.few.half / max(weight, 1e-9))
        sd = math.sqrt(error**2 + apart**2 + slack**2)
        low, high = link.bounds
        found[code] = Figure(min(max(figure, low), high), sd, tuple(years), name)
    return found


def _years(values: pd.Series[float], link: Link, year: int) -> list[int]:
    """Return the years that a figure comes from; none where the series holds none of them."""
    known = [int(each) for each in values.dropna().index if each >= link.since]
    before = [each for each in known if year - link.window <= each < year]
    if before:
        return before
    first = [each for each in known if year <= each <= year + link.after]
    return first if year <= LAST_EARLY else []


def _linked(link: Link, figure: float, offset: float) -> float:
    """Return a figure in the column's unit."""
    if link.form == "saturating":
        return 1.0 - math.exp(-figure / link.scale)
    return offset + link.scale * figure


def _apart(link: Link, plain: pd.Series[float], offset: float) -> float:
    """Return the standard error that the spread between years gives, a tenth at most.

    Years differ by what happens too, which is no error.
    """
    if len(plain) < 2:
        return 0.0
    linked = [_linked(link, float(each), offset) for each in plain]
    return min(float(np.std(linked, ddof=1)) / math.sqrt(len(linked)), MOST_APART)
