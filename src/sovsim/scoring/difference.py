"""How the errors of two arms differ: a ratio with its interval, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from sovsim.analysis.multiple import holm
from sovsim.arrays import FloatArray
from sovsim.backtest.again import counts
from sovsim.backtest.pools import HEAD, pooled_indicators
from sovsim.observed.indicators import INDICATORS
from sovsim.scoring.again import interval
from sovsim.scoring.common import Common

SWAPS = 4000
"""How often the names of two arms are swapped within states."""

DIFFER = "where they differ"
"""The indicators of which two arms do not say the same: by these they are judged."""

POOLS: Mapping[str, tuple[str, ...]] = {
    HEAD: ("alignment", "dependence"),
    "alignment": ("alignment",),
    "dependence": ("dependence",),
    "autonomy": ("autonomy",),
    "regime": ("regime",),
}
"""Pool -> groups of indicators in it, as in a backtest."""

MARKS = ("mae", "crps")

_ROW = ["indicator", "group", "cut", "horizon"]
_TINY = 1e-12


@dataclass(frozen=True)
class Sums:
    """Sums of a mark over the years of a row, by state.

    Attributes:
        rows: ``indicator, group, cut, horizon``.
        states: codes.
        values: ``(row, state, arm)``; 0 where nothing is predicted.
        weight: of each row: the same for each indicator, and for each row within it; sums to 1.
    """

    rows: pd.DataFrame
    states: tuple[str, ...]
    values: FloatArray
    weight: FloatArray


def in_pool(
    found: Common, name: str, pair: tuple[int, int] | None = None
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which rows belong to a pool, or to an indicator.

    Where arms differ is asked of a pair; without one, of any two arms.
    """
    if name == DIFFER:
        differing = found.differing if pair is None else found.differing_of(*pair)
        mask = found.rows["indicator"].isin(differing)
    elif name in POOLS:
        main = pooled_indicators(INDICATORS)
        mask = found.rows["group"].isin(POOLS[name]) & found.rows["indicator"].isin(main)
    else:
        mask = found.rows["indicator"] == name
    kept: np.ndarray[tuple[int], np.dtype[np.bool_]] = mask.to_numpy(bool)
    return kept


def sums(found: Common, mark: str) -> Sums:
    """Return the sums of absolute errors (``mae``) or of CRPS by row and state."""
    value = found.error if mark == "mae" else found.crps
    row = found.rows.groupby(_ROW, sort=False).ngroup().to_numpy()
    rows = found.rows[_ROW].drop_duplicates().reset_index(drop=True)
    states = found.states
    column = pd.Index(states).get_indexer(pd.Index(found.rows["state"]))
    total = np.zeros((len(rows), len(states), len(found.arms)))
    np.add.at(total, (row, column), value)
    return Sums(rows, states, total, _weight(rows["indicator"]))


def _weight(names: pd.Series[str]) -> FloatArray:
    each = names.map(names.value_counts()).to_numpy(np.float64)
    found: FloatArray = 1.0 / (each * names.nunique())
    return found


def log_ratio(x: FloatArray, y: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the weighted mean over rows of the log of the ratio of two sums.

    Args:
        x, y: sums, ``(row, ...)``; rows in which one of them is 0 have no ratio and are left out.
        weight: of each row.
    """
    good = (x > _TINY) & (y > _TINY)
    logs = np.log(np.where(good, x, 1.0)) - np.log(np.where(good, y, 1.0))
    shape = (-1, *[1] * (x.ndim - 1))
    weighed = np.where(good, weight.reshape(shape), 0.0)
    total = weighed.sum(axis=0)
    found: FloatArray = np.where(
        total > 0, (logs * weighed).sum(axis=0) / np.where(total > 0, total, 1.0), np.nan
    )
    return found


def pairs(arms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield every two arms by number."""
    yield from combinations(range(len(arms)), 2)


def differences(found: Common, seed: int) -> pd.DataFrame:
    """Return a row for each pair of arms, pool or indicator, and mark.

    Columns: ``x, y, kind`` (pool or indicator), ``pool, mark``; ``ratio`` of the errors of x to
    those of y, pooled as in a backtest, with ``low, high`` (90 %, states drawn again, the same for
    both); ``won``, the share of rows (indicator, cut, horizon) in which x has the smaller error,
    and ``won_each`` the share of single predictions, ties half; ``chance`` of a difference as large
    if the two names were swapped at random within states, and ``chance_all`` the same corrected by
    Holm over the indicators of a pair; ``apart`` how far the two predictions lie from each other,
    in mean absolute errors; ``rows, states``.
    """
    names = [name for name in (DIFFER, *POOLS) if in_pool(found, name).any()]
    names += list(dict.fromkeys(found.rows["indicator"]))
    tables = []
    for name in names:
        kind = "pool" if name == DIFFER or name in POOLS else "indicator"
        for x, y in pairs(found.arms):
            part = found.chosen(in_pool(found, name, (x, y)))
            if len(part.rows):
                tables += [
                    {"kind": kind, "pool": name, "mark": mark}
                    | _pair(part, sums(part, mark), x, y, seed)
                    for mark in MARKS
                ]
    table = pd.DataFrame(tables)
    table["chance_all"] = table["chance"]
    single = table[table["kind"] == "indicator"]
    for _, rows in single.groupby(["x", "y", "mark"], sort=False):
        table.loc[rows.index, "chance_all"] = holm(rows["chance"].fillna(1.0).to_numpy())
    return table


def _pair(part: Common, summed: Sums, x: int, y: int, seed: int) -> dict[str, object]:
    one, other = summed.values[..., x], summed.values[..., y]
    size = len(summed.states)
    drawn = counts(size, seed)
    logs = log_ratio(one @ drawn, other @ drawn, summed.weight)
    low, high = interval(logs[1:], size)
    total = one.sum(axis=1), other.sum(axis=1)
    error = part.error
    between = np.abs(part.predicted[:, x] - part.predicted[:, y])
    return {
        "x": part.arms[x],
        "y": part.arms[y],
        "ratio": float(np.exp(logs[0])),
        "low": float(np.exp(low)),
        "high": float(np.exp(high)),
        "won": _smaller(*total),
        "won_each": _smaller(error[:, x], error[:, y]),
        "chance": swapped(one, other, summed.weight, seed),
        "apart": _apart(part, between, (error[:, x] + error[:, y]) / 2),
        "rows": len(summed.rows),
        "states": size,
    }


def _smaller(x: FloatArray, y: FloatArray) -> float:
    """Return the share in which x is the smaller, ties half."""
    near = np.isclose(x, y, rtol=1e-12, atol=1e-15)
    return float(np.where(near, 0.5, x < y).mean())


def _apart(part: Common, between: FloatArray, error: FloatArray) -> float:
    """Return the mean distance of two predictions in mean errors; indicators weigh the same."""
    table = pd.DataFrame(
        {"indicator": part.rows["indicator"], "between": between, "error": error}
    ).groupby("indicator")[["between", "error"]].mean()  # fmt: skip
    there = table["error"] > 0
    return float((table["between"] / table["error"])[there].mean()) if there.any() else 0.0


def swapped(x: FloatArray, y: FloatArray, weight: FloatArray, seed: int) -> float:
    """Return the chance of so large a difference if names were swapped at random within states.

    Under the hypothesis that it does not matter which arm predicts a state, the two may change
    places in any states. Without any difference the chance is 1.

    Args:
        x, y: sums by row and state.
        weight: of each row.
    """
    size = x.shape[1]
    draw = np.random.default_rng([seed, size, SWAPS])
    swap = draw.integers(0, 2, (size, SWAPS)).astype(np.float64)
    swap[:, 0] = 0.0
    logs = log_ratio(x @ (1 - swap) + y @ swap, y @ (1 - swap) + x @ swap, weight)
    if not np.isfinite(logs[0]):
        return float("nan")
    return float((np.abs(logs) >= abs(logs[0]) - _TINY).mean())


def persistence_ratio(found: Common) -> dict[str, float]:
    """Return each arm's pooled ratio of errors to persistence, over alignment and dependence."""
    part = found.chosen(in_pool(found, HEAD))
    if not len(part.rows):
        return {}
    summed = sums(part, "mae")
    row = part.rows.groupby(_ROW, sort=False).ngroup().to_numpy()
    still = np.bincount(row, weights=part.still).astype(np.float64)
    return {
        name: float(np.exp(log_ratio(summed.values[..., at].sum(axis=1), still, summed.weight)))
        for at, name in enumerate(found.arms)
    }
