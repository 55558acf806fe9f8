"""Marks of every method: by indicator, cut and horizon, and pooled, with states drawn again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.again import INTERVAL, Ratio, counts
from sovsim.backtest.design import HORIZONS
from sovsim.backtest.methods import PERSISTENCE

END = "end"
"""The horizon of all years from the cut to the end of the data."""

_MARKS = ("n", "mae", "crps", "coverage", "coverage_runs", "rank", "ratio", "crps_ratio")
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
    ``coverage`` the share within the 80 % band and ``coverage_runs`` that within the band of the
    runs with no more than the measurement error that the data give.
    """
    if rows.empty:
        return pd.DataFrame(columns=[*_KEYS, *_MARKS])
    marked = rows.assign(
        mae=(rows["predicted"] - rows["observed"]).abs(),
        coverage=rows["observed"].between(rows["low"], rows["high"]).astype(float),
        coverage_runs=rows["observed"].between(rows["runs_low"], rows["runs_high"]).astype(float),
    )
    names = ["mae", "crps", "coverage", "coverage_runs"]
    grouped = marked.groupby(_KEYS, sort=False)
    found = grouped[names].mean()
    found.insert(0, "n", grouped.size())
    ranks = _ranks(rows).groupby(_KEYS, sort=False)["rank"].mean()
    table = found.join(ranks).reset_index()
    still = table[table["method"] == PERSISTENCE].set_index(_KEYS[:-1])
    base = table[_KEYS[:-1]].merge(
        still[["mae", "crps"]], how="left", left_on=_KEYS[:-1], right_index=True
    )
    for name, ratio in (("mae", "ratio"), ("crps", "crps_ratio")):
        below = base[name].to_numpy(np.float64)
        table[ratio] = table[name] / np.where(below > 0, below, np.nan)
    return table


def _ranks(rows: pd.DataFrame) -> pd.DataFrame:
    """Return Spearman's correlation over states by year; nan below four or where a side is flat."""
    keys = [*_KEYS, "year"]
    grouped = rows.groupby(keys, sort=False)
    table = rows[keys].assign(one=grouped["predicted"].rank(), other=grouped["observed"].rank())
    middle = table.groupby(keys, sort=False)[["one", "other"]].transform("mean")
    one, other = table["one"] - middle["one"], table["other"] - middle["other"]
    products = table.assign(both=one * other, one=one**2, other=other**2)
    sums = products.groupby(keys, sort=False)[["both", "one", "other"]].sum()
    below = (sums["one"] * sums["other"]) ** 0.5
    found = (sums["both"] / below.mask(below == 0)).where(grouped.size() >= 4)
    return found.rename("rank").reset_index()


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
    drawn = counts(len(found.states), seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(top[kept] @ drawn) - np.log(below[kept] @ drawn)
    there = np.isfinite(logs)
    total = np.where(there, logs * weight[:, None], 0.0).sum(axis=0)
    mean = total / np.maximum((there * weight[:, None]).sum(axis=0), 1e-300)
    low, high = np.quantile(np.exp(mean[1:]), INTERVAL)
    return Ratio(float(np.exp(mean[0])), float(low), float(high), int(kept.sum()))
