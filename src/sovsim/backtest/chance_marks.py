"""Marks of chances against a guess, with intervals from states drawn again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sovsim.backtest.again import ratio
from sovsim.backtest.events import auc

_LEAST = 0.005
"""No chance is nearer to 0 or 1 where log loss is taken."""


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
    keys = ["cut", "state", "year"]
    marked = table.assign(square=(table["chance"] - table["happened"]) ** 2)
    for name, part in marked.groupby("indicator", sort=False):
        guess = part[part["method"] == against].set_index(keys)["square"].rename("guess")
        for method, own in part.groupby("method", sort=False):
            over = ratio(own["square"], own.join(guess, on=keys)["guess"], own["state"], seed)
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
                    "brier": float(own["square"].mean()),
                    "log_loss": float(log_loss),
                    "auc": auc(chance, happened),
                    "ratio": over.value,
                    "low": over.low,
                    "high": over.high,
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
