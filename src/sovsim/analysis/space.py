"""In what share of the sampled parameter space a direction holds.

Each sampled point is one vote: the mean difference over its runs is above ``d``, below ``-d``, or
between. The interval (Clopper and Pearson 1934) takes points as independent draws from the space,
which Latin hypercube and Sobol samples beat. Chance within a point blurs its vote, the more so the
fewer runs it has, and so moves shares away from 0 and 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sovsim.analysis.superiority import Share
from sovsim.arrays import FloatArray

FEWEST = 2
"""Points below which there is no space to speak of."""


@dataclass(frozen=True)
class SpaceShares:
    """Shares of the sampled points by direction; each with its interval."""

    points: int
    higher: Share
    same: Share
    lower: Share


def space_shares(differences: FloatArray, smallest: float, confidence: float = 0.95) -> SpaceShares:
    """Return in what share of the points a difference is higher, the same or lower.

    Args:
        differences: mean difference at each sampled point.
        smallest: smallest effect that matters.
        confidence: level of the intervals.
    """
    count = len(differences)
    higher = int((differences > smallest).sum())
    lower = int((differences < -smallest).sum())
    votes = (higher, count - higher - lower, lower)
    shares = [clopper_pearson(number, count, confidence) for number in votes]
    return SpaceShares(count, *shares)


def clopper_pearson(hits: int, count: int, confidence: float = 0.95) -> Share:
    """Return a share with its exact interval; nan with fewer than two units."""
    if count < FEWEST:
        return Share(math.nan, math.nan, math.nan)
    from scipy.stats import beta

    tail = (1.0 - confidence) / 2.0
    low = 0.0 if hits == 0 else float(beta.ppf(tail, hits, count - hits + 1))
    high = 1.0 if hits == count else float(beta.ppf(1.0 - tail, hits + 1, count - hits))
    return Share(hits / count, low, high)
