"""What lasts, such as memberships: how it stands in the last year, against the last value known."""

from __future__ import annotations

import pandas as pd

from sovsim.backtest.again import ratio
from sovsim.backtest.methods import PERSISTENCE

GROUP = "bodies"
"""Group of indicators that are there or not and stay so."""

ALL = "all bodies"


def lasting(forecasts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return how chances for the last year stand to what came.

    The chance of a method is its prediction; that of persistence is 0 or 1. Columns ``indicator,
    method, n, changed, wrong, brier, ratio, ratio_low, ratio_high``: ``changed`` counts cases that
    are not as at the cut, ``wrong`` those on whose wrong side of a half the chance lies; ``ratio``
    is the Brier score over that of persistence, with its interval from states drawn again.
    """
    rows = forecasts[forecasts["group"] == GROUP]
    columns = ["indicator", "method", "n", "changed", "wrong", "brier"]
    columns += ["ratio", "ratio_low", "ratio_high"]
    if rows.empty:
        return pd.DataFrame(columns=columns)
    rows = rows[rows["year"] == rows.groupby(["indicator", "cut"])["year"].transform("max")]
    rows = rows.assign(square=(rows["predicted"] - rows["observed"]) ** 2)
    keys = ["indicator", "cut", "state"]
    still = rows[rows["method"] == PERSISTENCE].set_index(keys)["square"].rename("still")
    rows = rows.join(still, on=keys)
    found = []
    names = list(dict.fromkeys(rows["indicator"]))
    for name in (ALL, *names) if len(names) > 1 else names:
        chosen = rows if name == ALL else rows[rows["indicator"] == name]
        for method, part in chosen.groupby("method", sort=False):
            side = (part["predicted"] > 0.5) != (part["observed"] > 0.5)
            moved = (part["last"] > 0.5) != (part["observed"] > 0.5)
            over = ratio(part["square"], part["still"], part["state"], seed)
            marks = (len(part), int(moved.sum()), int(side.sum()), part["square"].mean())
            found.append((name, method, *marks, over.value, over.low, over.high))
    return pd.DataFrame(found, columns=columns)
