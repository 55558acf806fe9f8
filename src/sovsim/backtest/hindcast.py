"""How far a method would have been off before the cut: its pull, and its spread by lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from sovsim.arrays import FloatArray
from sovsim.backtest.methods import From, Method

LONGEST = 8
"""Years ahead, at most, that are looked at before the cut."""

_PULLS = np.linspace(0.0, 1.0, 41)


@dataclass(frozen=True)
class Spread:
    """Mean squared error of a method by lead: a floor and a part that grows with each year.

    Attributes:
        floor: at no lead.
        growth: for each year.
    """

    floor: float
    growth: float

    def variance(self, lead: int) -> float:
        """Return the mean squared error to be expected some years ahead."""
        return self.floor + self.growth * lead


def pairs(known: FloatArray) -> Iterator[tuple[From, int]]:
    """Yield every origin and later year among known years, ``(year, state)``."""
    for year in range(len(known) - 1):
        if np.isfinite(known[year]).any():
            origin = From(year, known[year], known[: year + 1])
            for later in range(year + 1, min(year + LONGEST, len(known) - 1) + 1):
                if np.isfinite(known[later]).any():
                    yield origin, later


def pull(method: Method, known: FloatArray, level: FloatArray) -> float:
    """Return the pull by which a method's absolute errors among known years are least.

    Args:
        method: what predicts.
        known: values up to the cut, ``(year, state)``.
        level: what the method reads, the mean over runs, ``(year, state)``.
    """
    if not method.pulled:
        return 0.0
    total = np.zeros(len(_PULLS))
    for origin, later in pairs(known):
        found = method.rule(origin, later, level, _PULLS[:, None])
        total += np.nansum(np.abs(found - known[later]), axis=1)
    return float(_PULLS[int(total.argmin())])


def spread(
    method: Method,
    known: FloatArray,
    level: FloatArray,
    strength: float,
    low: float,
    high: float,
) -> Spread:
    """Return how far a method is off among known years, within bounds of the indicator.

    Pull and link have seen the same years, so that the spread is somewhat too small (ours).
    """
    squares = np.zeros(LONGEST + 1)
    counts = np.zeros(LONGEST + 1)
    for origin, later in pairs(known):
        found = np.clip(method.rule(origin, later, level, strength), low, high)
        left = found - known[later]
        left = left[np.isfinite(left) & np.isfinite(origin.value)]
        squares[later - origin.year] += float((left**2).sum())
        counts[later - origin.year] += len(left)
    there = counts > 0
    if not there.any():
        return Spread(float(np.nanvar(known)), 0.0)
    leads = np.flatnonzero(there).astype(np.float64)
    weight = np.sqrt(counts[there])
    design = np.column_stack([np.ones_like(leads), leads]) * weight[:, None]
    (floor, growth), _ = nnls(design, squares[there] / counts[there] * weight)
    return Spread(float(floor), float(growth))
