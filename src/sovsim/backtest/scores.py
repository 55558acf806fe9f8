"""Marks of every method: by indicator, cut and horizon, and pooled, with states drawn again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.design import HORIZONS
from sovsim.backtest.marks import rank_correlation
from sovsim.backtest.methods import PERSISTENCE

END = "end"
"""The horizon of all years from the cut to the end of the data."""

AGAIN = 1000
"""How often states are drawn again."""

INTERVAL = (0.05, 0.95)

_KEYS = ["indicator", "group", "cut", "horizon", "method"]


def by_horizon(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Return the predictions with a column ``horizon``; a year may stand under two of them."""
    ahead = forecasts["year"] - forecasts["cut"]
    parts = [forecasts[ahead == years].assign(horizon=str(years)) for years in HORIZONS]
    return pd.concat([*parts, forecasts.assign(horizon=END)], ignore_index=True)


def scores(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the marks of each method by indicator, cut and horizon.

    ``mae`` and ``crps`` are in the unit of the indicator, ``ratio`` and ``crps_ratio`` divide them
    by those of persistence, ``rank`` is the mean over years of the rank correlation over states,
    ``coverage`` the share within the 80 % band and ``coverage_runs`` that within the runs' own.
    """
    marked = rows.assign(
        mae=(rows["predicted"] - rows["observed"]).abs(),
        coverage=rows["observed"].between(rows["low"], rows["high"]).astype(float),
        coverage_runs=rows["observed"].between(rows["runs_low"], rows["runs_high"]).astype(float),
    )
    names = ["mae", "crps", "coverage", "coverage_runs"]
    grouped = marked.groupby(_KEYS, sort=False)
    found = grouped[names].mean()
    found.insert(0, "n", grouped.size())
    order = [
        (*keys[:-1], rank_correlation(part["predicted"].to_numpy(), part["observed"].to_numpy()))
        for keys, part in rows.groupby([*_KEYS, "year"], sort=False)
    ]
    ranks = pd.DataFrame(order, columns=[*_KEYS, "rank"]).groupby(_KEYS)["rank"].mean()
    table = found.join(ranks).reset_index()
    still = table[table["method"] == PERSISTENCE].set_index(_KEYS[:-1])
    base = table[_KEYS[:-1]].merge(
        still[["mae", "crps"]], how="left", left_on=_KEYS[:-1], right_index=True
    )
    for name, ratio in (("mae", "ratio"), ("crps", "crps_ratio")):
        below = base[name].to_numpy(np.float64)
        table[ratio] = table[name] / np.where(below > 0, below, np.nan)
    return table


@dataclass(frozen=True)
class Errors:
    """Sums of a mark by row (indicator, cut, horizon) and state, for every method.

    Attributes:
        rows: ``indicator, group, cut, horizon``.
        states: codes.
        sums: method -> ``(row, state)``; 0 where nothing is scored.
    """

    rows: pd.DataFrame
    states: tuple[str, ...]
    sums: Mapping[str, FloatArray]

    def chosen(self, mask: npt.NDArray[np.bool_]) -> Errors:
        """Return some of the rows."""
        kept = {name: sums[mask] for name, sums in self.sums.items()}
        return Errors(self.rows[mask].reset_index(drop=True), self.states, kept)


def errors(rows: pd.DataFrame, mark: str = "mae") -> Errors:
    """Return the sums of absolute errors, or of another mark, by row and state."""
    value = (rows["predicted"] - rows["observed"]).abs() if mark == "mae" else rows[mark]
    keys = ["indicator", "group", "cut", "horizon"]
    wide = rows.assign(value=value).pivot_table(
        index=keys, columns=["method", "state"], values="value", aggfunc="sum", sort=False
    )
    states = tuple(sorted(set(rows["state"])))
    sums = {
        str(name): wide[name].reindex(columns=list(states)).fillna(0.0).to_numpy(np.float64)
        for name in dict.fromkeys(rows["method"])
    }
    return Errors(wide.index.to_frame(index=False), states, sums)


@dataclass(frozen=True)
class Ratio:
    """A pooled ratio with its interval; nan where nothing can be pooled."""

    value: float
    low: float
    high: float
    rows: int


def pooled(found: Errors, method: str, seed: int, against: str = PERSISTENCE) -> Ratio:
    """Return the ratio of a method's errors to another's.

    It is the geometric mean over rows within an indicator, then over indicators, so that one with
    more cuts weighs no more. Rows in which the other makes no error have no ratio and are left
    out. The 90 % interval comes from states drawn again, the same for all rows.
    """
    top, below = found.sums[method], found.sums[against]
    kept = below.sum(axis=1) > 0
    if not kept.any():
        return Ratio(float("nan"), float("nan"), float("nan"), 0)
    names = found.rows["indicator"].to_numpy()[kept]
    weight = np.zeros(int(kept.sum()))
    for name in dict.fromkeys(names):
        weight[names == name] = 1.0 / (names == name).sum()
    size = len(found.states)
    draws = np.random.default_rng([seed, size]).multinomial(size, np.full(size, 1 / size), AGAIN)
    counts = np.vstack([np.ones(size), draws]).T
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(top[kept] @ counts) - np.log(below[kept] @ counts)
    there = np.isfinite(logs)
    total = np.where(there, logs * weight[:, None], 0.0).sum(axis=0)
    mean = total / np.maximum((there * weight[:, None]).sum(axis=0), 1e-300)
    low, high = np.quantile(np.exp(mean[1:]), INTERVAL)
    return Ratio(float(np.exp(mean[0])), float(low), float(high), int(kept.sum()))
