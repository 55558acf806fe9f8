"""Student's t for skewed samples: Hall's transformation (Hall 1992, J. R. Statist. Soc. B 54).

The mean of a skewed sample and its spread go together, so that t lies too often on one side. Hall's
cubic takes the first term of that away; it can be inverted, so that intervals and p-values agree.
"""

from __future__ import annotations

import math

import numpy as np

from sovsim.arrays import FloatArray

VISIBLE = 3.0
"""Skewness, in standard errors of that of a normal sample, from which a sample counts as skewed."""


def skewness(values: FloatArray) -> float:
    """Return the skewness of a sample that varies."""
    apart = values - values.mean()
    return float((apart**3).mean() / (apart**2).mean() ** 1.5)


def carrying(values: FloatArray) -> float:
    """Return by how many units the spread of a sample is carried: all over the kurtosis.

    Some equal units far from the rest count as so many; of a normal sample it is a third.
    """
    apart = values - values.mean()
    fourth = float((apart**4).sum())
    return float((apart**2).sum()) ** 2 / fourth if fourth > 0.0 else 0.0


def is_skewed(values: FloatArray) -> bool:
    """Return whether a sample that varies is visibly skewed."""
    return abs(skewness(values)) > VISIBLE * math.sqrt(6.0 / len(values))


def transformed(ratio: float, skew: float) -> float:
    """Return Hall's transform of a t-ratio, to be held against Student's t.

    Args:
        ratio: of the mean's distance from a bound to its standard error.
        skew: skewness over the root of the number of units.
    """
    third = skew / 3.0
    return ratio + third * ratio**2 + third**2 * ratio**3 / 3.0 + skew / 6.0


def inverse(quantile: float, skew: float) -> float:
    """Return the t-ratio of which a quantile of Student's t is the transform."""
    if abs(skew) < 1e-9:
        return quantile
    third = skew / 3.0
    return float((np.cbrt(1.0 + 3.0 * third * (quantile - skew / 6.0)) - 1.0) / third)
