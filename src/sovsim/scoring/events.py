"""Chances of events on state-years: how the log loss of two arms differs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.again import counts
from sovsim.observed.indicators import INDICATORS
from sovsim.scoring.again import interval
from sovsim.scoring.difference import pairs
from sovsim.scoring.predictions import Predictions

METHODS = ("model", "model, scaled")
"""The share of runs, and the same with the rate before the cut for its mean."""

_KEYS = ["indicator", "cut", "state", "year"]
COLUMNS = (
    "x", "y", "event", "method", "n", "cases", "loss_x", "loss_y", "difference", "low", "high",
    "brier",
)  # fmt: skip


def event_differences(
    found: Sequence[Predictions], seed: int, *, passed_on: bool = False
) -> pd.DataFrame:
    """Return a row for each pair of arms, event and method (`COLUMNS`).

    ``difference`` is the mean log loss of x less that of y by state-year, below 0 where x is
    nearer, with its 90 % interval from states drawn again; ``brier`` the same of Brier scores. One
    state-year stands under several cuts, so that ``n`` and ``cases`` count it as often.
    """
    names = [one.name for one in found]
    tables = {
        (one.name, method): one.chances[one.chances["method"] == method].set_index(_KEYS)
        for one in found
        for method in METHODS
    }
    ships = {one.name for one in INDICATORS if one.declared.ships}
    rows = []
    for first, second in pairs(names):
        for method in METHODS:
            one, other = tables[names[first], method], tables[names[second], method]
            told = other["chance"].rename("chance_y")
            both = one[["chance", "happened"]].join(told, how="inner")
            for event, part in both.groupby(level="indicator", sort=False):
                if passed_on and str(event) not in ships:
                    continue
                rows.append((names[first], names[second], event, method, *_marks(part, seed)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _marks(part: pd.DataFrame, seed: int) -> tuple[float, ...]:
    """Return n, cases, both losses, their difference with its interval, and that of Brier."""
    happened = part["happened"].to_numpy(np.float64)
    x, y = (part[name].to_numpy(np.float64) for name in ("chance", "chance_y"))
    off = _log_loss(x, happened) - _log_loss(y, happened)
    state = part.index.get_level_values("state")
    states = sorted(set(state))
    column = pd.Index(states).get_indexer(state)
    drawn = counts(len(states), seed)
    total = np.bincount(column, weights=off, minlength=len(states)) @ drawn
    size = np.bincount(column, minlength=len(states)).astype(np.float64) @ drawn
    low, high = interval(total[1:] / np.maximum(size[1:], 1.0), len(states))
    brier = float(((x - happened) ** 2 - (y - happened) ** 2).mean())
    return (
        len(part),
        int(happened.sum()),
        float(_log_loss(x, happened).mean()),
        float(_log_loss(y, happened).mean()),
        float(off.mean()),
        low,
        high,
        brier,
    )


def _log_loss(chance: FloatArray, happened: FloatArray) -> FloatArray:
    sure = np.clip(chance, 1e-6, 1 - 1e-6)
    found: FloatArray = -np.log(np.where(happened > 0, sure, 1 - sure))
    return found
