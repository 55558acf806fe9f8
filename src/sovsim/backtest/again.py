"""Intervals from states drawn again: how a mark would be with other states of the same kind.

What happens to one state is no new case in each year, so that whole states are drawn and never
state-years.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray

AGAIN = 1000
"""How often states are drawn."""

INTERVAL = (0.05, 0.95)
"""Quantiles of the intervals."""


@dataclass(frozen=True)
class Ratio:
    """A ratio with its interval; nan where nothing can be pooled."""

    value: float
    low: float
    high: float
    rows: int

    def columns(self, name: str) -> dict[str, float]:
        """Return the same as columns of a table."""
        return {name: self.value, f"{name}_low": self.low, f"{name}_high": self.high}


@cache
def counts(size: int, seed: int) -> FloatArray:
    """Return how often each state is drawn, ``(state, AGAIN + 1)``; the first column is once."""
    draws = np.random.default_rng([seed, size]).multinomial(size, np.full(size, 1 / size), AGAIN)
    found: FloatArray = np.vstack([np.ones(size), draws]).T
    found.flags.writeable = False
    return found


def ratio(top: pd.Series[float], below: pd.Series[float] | None, states: pd.Series[str],
          seed: int) -> Ratio:  # fmt: skip
    """Return one sum over another, rows being of states; without a second sum, the mean."""
    codes, names = pd.factorize(states.to_numpy(), sort=True)
    if not len(names):
        return Ratio(float("nan"), float("nan"), float("nan"), 0)
    sums = np.bincount(codes, top.to_numpy(np.float64), len(names))
    below_sums = np.bincount(codes, None if below is None else below.to_numpy(np.float64))
    drawn = np.stack([sums, below_sums]) @ counts(len(names), seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = drawn[0] / drawn[1]
    value, there = float(found[0]), found[1:][np.isfinite(found[1:])]
    if not np.isfinite(value) or not len(there):
        return Ratio(float("nan"), float("nan"), float("nan"), len(codes))
    low, high = np.quantile(there, INTERVAL)
    return Ratio(value, float(low), float(high), len(codes))
