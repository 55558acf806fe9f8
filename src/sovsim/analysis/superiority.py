"""Probability of superiority: in what share of the pairs one arm has more than the other.

Ties count half. The interval is Wilson's, with the independent units (points) as its number; ties
and means over a point only lower the variance, so it errs to the wide side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sovsim.analysis.pairs import Pairs
from sovsim.arrays import FloatArray


@dataclass(frozen=True)
class Share:
    """A share with its interval; nan without units."""

    share: float
    low: float
    high: float


def superiority(pairs: Pairs, confidence: float = 0.95) -> Share:
    """Return the share of pairs in which the first arm has more, ties half."""
    difference = pairs.difference
    more: FloatArray = (difference > 0) + 0.5 * (difference == 0)
    return wilson(pairs.over_points(more), confidence)


def wilson(values: FloatArray, confidence: float = 0.95) -> Share:
    """Return the mean of values between 0 and 1 with Wilson's interval."""
    from scipy.special import ndtri

    count = len(values)
    if count == 0:
        return Share(math.nan, math.nan, math.nan)
    share = float(np.mean(values))
    z = float(ndtri(0.5 + confidence / 2.0))
    weight = z * z / count
    middle = (share + weight / 2.0) / (1.0 + weight)
    wide = z * math.sqrt(share * (1.0 - share) / count + weight / (4.0 * count)) / (1.0 + weight)
    return Share(share, max(0.0, middle - wide), min(1.0, middle + wide))
