"""Whether bands and chances are what they say: coverage by level, frequency by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sovsim.backtest.again import ratio

LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Nominal levels of central bands."""

CHANCES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0)
"""Edges of the bins of chances: most are small."""


def coverage(
    forecasts: pd.DataFrame, names: Sequence[str], methods: Sequence[str], seed: int
) -> pd.DataFrame:
    """Return how often central bands of each level hold what came.

    Columns ``group, method, level, covers, covers_low, covers_high, n``, over some indicators;
    every year ahead counts, intervals are of states drawn again.
    """
    rows = forecasts[forecasts["indicator"].isin(list(names)) & forecasts["method"].isin(methods)]
    found = []
    for (group, method), part in rows.groupby(["group", "method"], sort=False):
        off = (2.0 * part["place"] - 1.0).abs()
        for level in LEVELS:
            share = ratio((off <= level).astype(float), None, part["state"], seed)
            found.append((group, method, level, share.value, share.low, share.high, len(part)))
    columns = ["group", "method", "level", "covers", "covers_low", "covers_high", "n"]
    return pd.DataFrame(found, columns=columns)


def frequency(chances: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return how often events happened that had a chance within each bin.

    Columns ``indicator, method, chance, happened, happened_low, happened_high, n``: ``chance`` is
    the mean within the bin; intervals are of states drawn again.
    """
    found = []
    bins = np.clip(np.searchsorted(CHANCES, chances["chance"], side="right"), 1, len(CHANCES) - 1)
    keys = ["indicator", "method", "bin"]
    for (name, method, _), part in chances.assign(bin=bins).groupby(keys, sort=False):
        share = ratio(part["happened"], None, part["state"], seed)
        mean = float(part["chance"].mean())
        found.append((name, method, mean, share.value, share.low, share.high, len(part)))
    columns = ["indicator", "method", "chance", "happened", "happened_low", "happened_high", "n"]
    return pd.DataFrame(found, columns=columns).sort_values(
        ["indicator", "method", "chance"], kind="stable", ignore_index=True
    )
