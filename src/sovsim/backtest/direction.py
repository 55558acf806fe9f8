"""Whether a method sees which way a state moves in five years, and where it turns round."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sovsim.backtest.again import INTERVAL, Ratio, counts, ratio
from sovsim.backtest.case import Case
from sovsim.backtest.design import HORIZONS

AHEAD = HORIZONS[0]

LEAST = 0.25
"""Smallest move that counts, in standard deviations of all values up to the cut."""


def moves(forecasts: pd.DataFrame, cases: Sequence[Case]) -> pd.DataFrame:
    """Return every prediction of a five-year move that was no small one.

    Columns ``indicator, group, cut, state, method, up, right, turned, said``. A method that says
    nothing (no change) is ``right`` by half. ``turned`` tells whether a move of the five years up
    to the cut, no small one either, was reversed by the one after it, and ``said`` whether the
    method has it reversed; both are nan where there was no such move before.
    """
    names = ["indicator", "group", "cut", "state", "method", "up", "right", "turned", "said"]
    if not cases:
        return pd.DataFrame(columns=names)
    known = [_known(one) for one in cases]
    rows = forecasts[forecasts["year"] - forecasts["cut"] == AHEAD]
    rows = rows.merge(pd.concat(known, ignore_index=True))
    moved = rows["observed"] - rows["last"]
    rows = rows[moved.abs() > LEAST * rows["scale"]]
    up = np.sign(rows["observed"] - rows["last"])
    told = np.sign((rows["predicted"] - rows["last"]).round(12))
    before = np.sign(rows["before"].where(rows["before"].abs() > LEAST * rows["scale"]))
    before = before.where(before != 0)
    marked = rows.assign(
        up=(up > 0).astype(float),
        right=np.where(told == 0, 0.5, (told == up).astype(float)),
        turned=(up != before).astype(float).where(before.notna()),
        said=(told == -before).astype(float).where(before.notna()),
    )
    return marked[names].reset_index(drop=True)


def _known(case: Case) -> pd.DataFrame:
    """Return what counts as a small move at a cut, and how states moved in five years up to it."""
    back = case.known[:-AHEAD] if len(case.known) > AHEAD else case.known[:0]
    before = case.last - back[-1] if len(back) else np.full(len(case.states), np.nan)
    return pd.DataFrame(
        {
            "indicator": case.indicator.name,
            "cut": case.cut,
            "state": case.states,
            "before": before,
            "scale": float(np.nanstd(case.known)),
        }
    )


def directions(marked: pd.DataFrame, by: Sequence[str], seed: int) -> pd.DataFrame:
    """Return the share of moves whose direction a method has, each move weighing the same.

    Columns ``*by, method, n, right, right_low, right_high, up``: ``up`` is the share of moves that
    go up; intervals are of states drawn again.
    """
    rows = []
    for keys, part in marked.groupby([*by, "method"], sort=False):
        found = ratio(part["right"], None, part["state"], seed)
        rows.append((*keys, len(part), found.value, found.low, found.high, part["up"].mean()))
    names = [*by, "method", "n", "right", "right_low", "right_high", "up"]
    return pd.DataFrame(rows, columns=names)


def turns(marked: pd.DataFrame, by: Sequence[str], seed: int) -> pd.DataFrame:
    """Return how well a method sees turning points among five-year moves.

    Columns ``*by, method, n, turns, seen, false, skill, skill_low, skill_high``: ``seen`` is the
    share of turns that it says, ``false`` that of moves which went on and which it has turning;
    ``skill`` is their difference (Peirce 1884), 0 for a method that always or never says one.
    """
    rows = []
    there = marked.dropna(subset=["turned"])
    for keys, part in there.groupby([*by, "method"], sort=False):
        turned = part["turned"] > 0
        seen = ratio(part["said"].where(turned, 0.0), part["turned"], part["state"], seed)
        false = ratio(part["said"].where(~turned, 0.0), 1.0 - part["turned"], part["state"], seed)
        skill = _skill(part, seed)
        marks = (seen.value, false.value, skill.value, skill.low, skill.high)
        rows.append((*keys, len(part), int(turned.sum()), *marks))
    names = [*by, "method", "n", "turns", "seen", "false", "skill", "skill_low", "skill_high"]
    return pd.DataFrame(rows, columns=names)


def _skill(part: pd.DataFrame, seed: int) -> Ratio:
    """Return Peirce's skill with its interval, from counts by state that can be drawn again."""
    both = part["said"] * part["turned"]
    table = part.assign(both=both, one=1.0).groupby("state")[["one", "said", "turned", "both"]]
    sums = table.sum().to_numpy(np.float64)
    n, said, turned, both_ = sums.T @ counts(len(sums), seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = both_ / turned - (said - both_) / (n - turned)
    there = found[1:][np.isfinite(found[1:])]
    if not np.isfinite(found[0]) or not len(there):
        return Ratio(float("nan"), float("nan"), float("nan"), len(part))
    low, high = np.quantile(there, INTERVAL)
    return Ratio(float(found[0]), float(low), float(high), len(part))
