"""What it would take to tell two arms apart: more states, more years, more indicators.

The pooled difference is a sum over states. Its spread over states, squared, is the variance of the
difference; a part of it is common to all years of a state (or to all its indicators) and does not
shrink however many of them are added. That part is the mean covariance of a state's contributions
from different years (from different indicators); for years, of those five or more apart, since
predictions of near years share most of what happened between.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import t as student

from sovsim.scoring.again import LEVEL
from sovsim.scoring.common import Common
from sovsim.scoring.difference import in_pool

POWER = 0.90
"""Chance with which a difference of that size is to be seen."""
_APART = 5
"""Years between two that are taken as separate."""
_MOST = 100_000


@dataclass(frozen=True)
class Power:
    """What it would take to tell two arms apart, at the spread that was observed.

    Attributes:
        x, y: the arms; `pool` of indicators.
        difference: of x from y, relative to the mean of both errors.
        error: its standard error, states taken as independent and nothing else.
        seen: smallest difference that these data would show nine times in ten.
        rows: predictions that were scored; `effective` what they are worth as independent ones.
        states, years, indicators: how many there are.
        states_needed, years_needed, indicators_needed: how many there would have to be, each alone,
            to see a difference as large as the one observed nine times in ten; inf where none are
            enough, nan where there is no difference.
    """

    x: str
    y: str
    pool: str
    difference: float
    error: float
    seen: float
    rows: int
    effective: float
    states: int
    years: int
    indicators: int
    states_needed: float
    years_needed: float
    indicators_needed: float


def power(found: Common, x: int, y: int, pool: str) -> Power | None:
    """Return what it would take to tell two arms apart over a pool; None where it is empty."""
    part = found.chosen(in_pool(found, pool, (x, y)))
    if not len(part.rows):
        return None
    table = _contributions(part, x, y)
    states, years = part.states, sorted(set(part.rows["year"]))
    names = list(dict.fromkeys(part.rows["indicator"]))
    size = len(states)
    by_state = table.groupby("state")["part"].sum().reindex(list(states)).to_numpy(np.float64)
    difference = float(by_state.sum())
    off = by_state - by_state.mean()
    variance = float((off**2).sum()) * size / (size - 1) if size > 1 else math.nan
    error = math.sqrt(variance) if variance >= 0 else math.nan
    reach = _reach(size)
    each = table["part"].to_numpy(np.float64)
    alone = float(((each - each.mean()) ** 2).sum())
    wanted = (difference / reach) ** 2 if size > 1 else math.nan
    by_year = _lasting(table, "year", states, years, _APART)
    by_name = _lasting(table, "indicator", states, names, 0)
    return Power(
        found.arms[x],
        found.arms[y],
        pool,
        difference,
        error,
        reach * error,
        len(each),
        min(len(each) * alone / variance, float(len(each))) if variance > 0 else math.nan,
        size,
        len(years),
        len(names),
        _states_needed(difference, variance, size),
        _needed(variance, by_year, wanted, len(years)),
        _needed(variance, by_name, wanted, len(names)),
    )


def _contributions(part: Common, x: int, y: int) -> pd.DataFrame:
    """Return what each prediction adds to the pooled relative difference of two arms."""
    error = part.error
    keys = ["indicator", "group", "cut", "horizon"]
    table = part.rows.assign(off=error[:, x] - error[:, y], both=(error[:, x] + error[:, y]) / 2)
    total = table.groupby(keys, sort=False)["both"].transform("sum").to_numpy(np.float64)
    rows = table[keys].drop_duplicates()
    each = table["indicator"].map(rows["indicator"].value_counts()).to_numpy(np.float64)
    weight = 1.0 / (each * table["indicator"].nunique())
    return table.assign(part=np.where(total > 0, table["off"] / np.where(total > 0, total, 1), 0)
                        * weight)  # fmt: skip


def _lasting(
    table: pd.DataFrame, by: str, states: tuple[str, ...], kinds: list[object], apart: int
) -> float:
    """Return the part of the variance that stays however many years or indicators there are.

    Contributions are scaled to those of one kind (a year, an indicator) alone, so that the mean
    covariance between kinds is the variance that is left with infinitely many.
    """
    if len(kinds) < 2 or len(states) < 2:
        return math.nan
    wide = table.pivot_table(index="state", columns=by, values="part", aggfunc="sum")
    values = wide.reindex(index=list(states), columns=kinds).fillna(0.0).to_numpy(np.float64)
    off = (values - values.mean(axis=0)) * len(kinds)
    covariance = off.T @ off * len(states) / (len(states) - 1)
    if by == "year":
        numbers = np.array(kinds, dtype=np.float64)
        pairs = np.abs(numbers[:, None] - numbers[None, :]) >= apart
    else:
        pairs = ~np.eye(len(kinds), dtype=bool)
    return max(float(covariance[pairs].mean()), 0.0) if pairs.any() else math.nan


def _reach(states: int) -> float:
    """Return how many standard errors a difference needs, to be seen nine times in ten."""
    if states < 2:
        return math.nan
    free = states - 1
    return float(student.ppf((1 + LEVEL) / 2, free) + student.ppf(POWER, free))


def _needed(variance: float, lasting: float, wanted: float, there: int) -> float:
    """Return how many years or indicators would do, the variance falling to what lasts."""
    if math.isnan(lasting) or math.isnan(wanted) or wanted <= 0:
        return math.nan
    if variance <= wanted:
        return float(there)
    if lasting >= wanted:
        return math.inf
    return math.ceil(there * (variance - lasting) / (wanted - lasting))


def _states_needed(difference: float, variance: float, size: int) -> float:
    """Return how many states would do, more of the same kind."""
    if not variance > 0 or difference == 0:
        return math.nan
    many = 2
    while many < _MOST:
        spread = math.sqrt(variance * size / many)
        if abs(difference) >= _reach(many) * spread:
            return float(many)
        many = many + 1 if many < 200 else math.ceil(many * 1.02)
    return math.inf
