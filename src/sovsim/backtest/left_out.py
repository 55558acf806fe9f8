"""One state left out: links, pulls and weights fitted without it, scored on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from sovsim.backtest.case import Case
from sovsim.backtest.design import HORIZONS
from sovsim.backtest.forecast import predicted
from sovsim.backtest.hindcast import fitted, pairs
from sovsim.backtest.methods import METHODS
from sovsim.observed.fitting import NothingToFit, fit
from sovsim.observed.panel import Panel

LEFT_OUT = ("a", "b", "c", "d")
"""Methods that are fitted anew; the guesses beside them are as they are."""

COLUMNS = ("indicator", "group", "cut", "state", "year", "method", "last", "observed", "predicted")
"""Columns of the table."""


CUTS = 4
"""Cuts at most, evenly spread, at which states are left out: every link is fitted anew for each."""


def left_out(cases: Sequence[Case]) -> pd.DataFrame:
    """Return predictions of states that were no part of what was fitted, at the two horizons.

    The model's own parameters and start values are as they are: what is left out is the state's
    part in the link and in what was fitted of the method.
    """
    cuts = sorted({one.cut for one in cases})
    places = np.linspace(0, len(cuts) - 1, min(CUTS, len(cuts))).round().astype(int)
    chosen = {cuts[place] for place in places}
    rows = [row for one in cases if one.cut in chosen for row in _rows(one)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(case: Case) -> Iterator[tuple[object, ...]]:
    years = [len(case.known) - 1 + ahead for ahead in HORIZONS]
    years = [year for year in years if year < len(case.years)]
    actual = {year: case.actual[year - len(case.known)] for year in years}
    reading = pd.DataFrame(case.reading, case.years, list(case.states))
    for number, state in enumerate(case.states):
        there = [year for year in years if np.isfinite(actual[year][number])]
        if case.origin[number] < 0 or not there:
            continue
        before = Panel(
            *(
                each.drop(columns=state, errors="ignore")
                for each in (case.before.value, case.before.error, case.before.weak)
            )
        )
        try:
            link = fit(
                case.indicator.link, reading, before, case.cut,
                year_effects=case.indicator.year_effects,
            )  # fmt: skip
        except NothingToFit:
            continue
        known = case.known.copy()
        known[:, number] = np.nan
        level = link.predict(reading)
        past = pairs(known)
        without = replace(case, path=level, anew=level, link=link)
        for name in LEFT_OUT:
            strength = fitted(METHODS[name], past, known, level[: len(known)])
            for year in there:
                value = predicted(without, METHODS[name], strength, year, level)[number]
                yield (
                    case.indicator.name, case.indicator.group, case.cut, state, case.years[year],
                    name, case.last[number], actual[year][number], value,
                )  # fmt: skip
