"""Marks of chances against a guess, with intervals from states drawn again."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.events import auc

DRAWS = 1000
"""Draws of states behind an interval."""

_LEAST = 0.005
"""No chance is nearer to 0 or 1 where log loss is taken."""

_LEVEL = (0.05, 0.95)


def chance_marks(table: pd.DataFrame, against: str, seed: int) -> pd.DataFrame:
    """Return the marks of every indicator and method over all cuts, best reference first.

    Columns ``indicator, method, n, cases, expected, brier, log_loss, auc, ratio, low, high``:
    ``n`` state-years (one year stands under several cuts), ``cases`` those with 1, ``expected``
    the sum of chances, ``ratio`` the Brier score over that of the guess, with a 90 % interval from
    states drawn again; nan where the guess makes no error.

    Args:
        table: ``indicator, cut, state, year, method, chance, happened``.
        against: the method that is the guess to beat.
        seed: of the draws.
    """
    rows = []
    for name, part in table.groupby("indicator", sort=False):
        guess = _losses(part[part["method"] == against])
        for method, own in part.groupby("method", sort=False):
            chance = own["chance"].to_numpy(np.float64)
            happened = own["happened"].to_numpy(np.float64)
            sure = np.clip(chance, _LEAST, 1.0 - _LEAST)
            log_loss = -np.log(np.where(happened > 0, sure, 1.0 - sure)).mean()
            rows.append(
                {
                    "indicator": name,
                    "method": method,
                    "n": len(own),
                    "cases": int(happened.sum()),
                    "expected": float(chance.sum()),
                    "brier": float(((chance - happened) ** 2).mean()),
                    "log_loss": float(log_loss),
                    "auc": auc(chance, happened),
                    **_ratio(_losses(own), guess, seed),
                }
            )
    return pd.DataFrame(rows)


def changes(table: pd.DataFrame, methods: Sequence[str]) -> pd.DataFrame:
    """Return for each indicator how many values differ from the last one, and who saw it.

    Columns ``indicator, changed, began, ended`` (state-years under cuts) and one for each method:
    its mean chance of a change where there was one, less that where there was none; 0 is blind.
    """
    rows = []
    for name, part in table.groupby("indicator", sort=False):
        any_method = part[part["method"] == methods[0]]
        moved = any_method["happened"] != any_method["last"]
        row: dict[str, object] = {
            "indicator": name,
            "changed": int(moved.sum()),
            "began": int((moved & (any_method["happened"] > 0)).sum()),
            "ended": int((moved & (any_method["happened"] == 0)).sum()),
        }
        for method in methods:
            own = part[part["method"] == method]
            said = (own["chance"] - own["last"]).abs()
            there = own["happened"] != own["last"]
            row[method] = float(said[there].mean() - said[~there].mean()) if there.any() else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


def _losses(own: pd.DataFrame) -> pd.Series[float]:
    """Return the sum of squared errors of each state."""
    squares = (own["chance"] - own["happened"]) ** 2
    found: pd.Series[float] = squares.groupby(own["state"], sort=True).sum()
    return found


def _ratio(own: pd.Series[float], guess: pd.Series[float], seed: int) -> dict[str, float]:
    if not float(guess.sum()) > 0.0:
        return {"ratio": math.nan, "low": math.nan, "high": math.nan}
    mine, other = own.to_numpy(np.float64), guess.reindex(own.index).to_numpy(np.float64)
    draws = np.random.default_rng(seed).integers(len(mine), size=(DRAWS, len(mine)))
    above, below = mine[draws].sum(axis=1), other[draws].sum(axis=1)
    ratios: FloatArray = above[below > 0] / below[below > 0]
    low, high = np.quantile(ratios, _LEVEL)
    return {"ratio": float(mine.sum() / other.sum()), "low": float(low), "high": float(high)}
