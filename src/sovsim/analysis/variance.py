"""What pairing on common random numbers gains: how much of the variance it takes away.

Unpaired, the variance of a difference of means is ``var(x) + var(y)`` over n; paired, it is
``var(x - y)`` over n. The reduction is ``1 - var(x - y) / (var(x) + var(y))``; with equal
variances it is the correlation of the arms. Only what chance makes counts: where parameters are
sampled, both arms would stand at the same points without common noise as well, so that variances
are those of the runs of a point about its mean.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray

FEWEST = 3


@dataclass(frozen=True)
class VarianceReduction:
    """Correlation of two arms, and the share of variance that pairing takes away.

    Both are nan where the arms do not vary, and where no point has two runs that could tell.
    """

    correlation: float
    reduction: float


def variance_reduction(
    x: FloatArray, y: FloatArray, point: npt.NDArray[np.int64] | None = None
) -> VarianceReduction:
    """Return what pairing gains for two arms on the same runs.

    Args:
        x, y: values of the arms, run by run.
        point: number of the sampled point of each run; None where nothing is sampled.
    """
    groups = np.zeros(len(x), dtype=np.int64) if point is None else point
    free = len(x) - len(np.unique(groups))
    if len(x) < FEWEST or free < FEWEST - 1:
        return VarianceReduction(math.nan, math.nan)
    var_x, var_y, var_difference = (_within(part, groups) / free for part in (x, y, x - y))
    unpaired = var_x + var_y
    if unpaired <= 0.0:
        return VarianceReduction(math.nan, math.nan)
    scale = math.sqrt(var_x * var_y)
    correlation = (unpaired - var_difference) / (2.0 * scale) if scale > 0.0 else math.nan
    return VarianceReduction(correlation, 1.0 - var_difference / unpaired)


def _within(values: FloatArray, groups: npt.NDArray[np.int64]) -> float:
    """Return the sum of squares of values about the means of their groups."""
    _, place = np.unique(groups, return_inverse=True)
    means = np.bincount(place, weights=values) / np.bincount(place)
    return float(((values - means[place]) ** 2).sum())
