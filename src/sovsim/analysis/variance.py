"""What pairing on common random numbers gains: how much of the variance it takes away.

Unpaired, the variance of a difference of means is ``var(x) + var(y)`` over n; paired, it is
``var(x - y)`` over n. The reduction is ``1 - var(x - y) / (var(x) + var(y))``; with equal
variances it is the correlation of the arms.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sovsim.arrays import FloatArray

FEWEST = 3


@dataclass(frozen=True)
class VarianceReduction:
    """Correlation of two arms, and the share of variance that pairing takes away.

    Both are nan where the arms do not vary.
    """

    correlation: float
    reduction: float


def variance_reduction(x: FloatArray, y: FloatArray) -> VarianceReduction:
    """Return what pairing gains for two arms on the same runs."""
    if len(x) < FEWEST:
        return VarianceReduction(math.nan, math.nan)
    var_x, var_y = float(x.var(ddof=1)), float(y.var(ddof=1))
    var_difference = float((x - y).var(ddof=1))
    unpaired = var_x + var_y
    if unpaired <= 0.0:
        return VarianceReduction(math.nan, math.nan)
    scale = math.sqrt(var_x * var_y)
    correlation = (unpaired - var_difference) / (2.0 * scale) if scale > 0.0 else math.nan
    return VarianceReduction(correlation, 1.0 - var_difference / unpaired)
