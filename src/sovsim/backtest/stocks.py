"""What lasts after a cut, by state and year: chances of 0 or 1 against the last value.

Memberships, broken relations and recognised land hardly change, so that the guess to beat is that
nothing does.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.events import COLUMNS
from sovsim.backtest.path import Paths
from sovsim.observed.indicator import Indicator
from sovsim.observed.panel import Panel

LAST = "last value"
"""The guess that nothing changes."""

LEAST_RUNS = 5
"""Runs that must stand where the state stood at the cut, or the model says nothing (ours)."""

_PRIOR = (0.5, 20.0)
"""Changes and state-years that are added before a yearly rate of change is taken (ours): with
nothing known, one change in forty state-years."""


def lasting(
    indicator: Indicator, before: Panel | None, whole: Panel | None, paths: Paths, cut: int
) -> pd.DataFrame:
    """Return the chance that something lasts or begins, for each state and year after a cut.

    Columns of `sovsim.backtest.events.COLUMNS` and ``last``, the value at the cut. ``model`` is
    the share among those runs which stood at the cut where the state stood: the last value where
    fewer than `LEAST_RUNS` did. ``model, all runs`` knows nothing of the cut. ``rates`` lets the
    last value change at the region's yearly rates of entry and exit up to the cut.
    """
    columns = [*COLUMNS, "last"]
    if before is None or whole is None or cut not in before.value.index:
        return pd.DataFrame(columns=columns)
    states = list(paths.states)
    known = before.value.reindex(columns=states)
    last = known.loc[cut].to_numpy(np.float64)
    runs = paths.runs[indicator.name]
    matching = np.equal(runs[:, paths.years.index(cut), :], last)
    entry, leaving = _rates(known.to_numpy(np.float64))
    tables = []
    for year in paths.years:
        if year <= cut or year not in whole.value.index:
            continue
        now = runs[:, paths.years.index(year), :]
        ahead = year - cut
        said = {
            "model": _among(now, matching, last),
            "model, all runs": now.mean(axis=0),
            LAST: last,
            "rates": np.where(last > 0, (1.0 - leaving) ** ahead, 1.0 - (1.0 - entry) ** ahead),
        }
        happened = whole.value.loc[year].reindex(states).to_numpy(np.float64)
        tables += [
            pd.DataFrame(
                {
                    "indicator": indicator.name,
                    "cut": cut,
                    "state": states,
                    "year": year,
                    "method": name,
                    "chance": chance,
                    "happened": happened,
                    "last": last,
                }
            )
            for name, chance in said.items()
        ]
    if not tables:
        return pd.DataFrame(columns=columns)
    return pd.concat(tables, ignore_index=True).dropna()[columns]


def _among(now: FloatArray, matching: np.ndarray, last: FloatArray) -> FloatArray:
    """Return the share of runs with 1 among those that match, by state."""
    count = matching.sum(axis=0)
    share = (now * matching).sum(axis=0) / np.maximum(count, 1)
    found: FloatArray = np.where(count >= LEAST_RUNS, share, last)
    return found


def _rates(known: FloatArray) -> tuple[float, float]:
    """Return the yearly rates of entry and of exit over all states, ``(year, state)``."""
    early, late = known[:-1], known[1:]
    there = np.isfinite(early) & np.isfinite(late)
    changes, years = _PRIOR
    rates = []
    for value in (0.0, 1.0):
        at_risk = there & (early == value)
        moved = at_risk & (late != value)
        rates.append((float(moved.sum()) + changes) / (float(at_risk.sum()) + years))
    return rates[0], rates[1]
