"""How much of a spread lies between groups of runs, and how much within them.

Runs of one group share what is not known (a member of a posterior); within a group they differ by
chance alone. By the analysis of variance of one random factor (Searle, Casella and McCulloch 1992,
§3.6), the share of the variance that lies between groups, with the interval that holds where values
are normal; the mean size of the groups stands in for equal sizes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray

CONFIDENCE = 0.9
"""Level of the interval."""


@dataclass(frozen=True)
class Apart:
    """A variance told apart.

    Attributes:
        between: variance of what the groups come to in the long run.
        within: variance of the runs of a group.
        share: that of `between` in both; nan where no group has two runs, or nothing varies.
        low, high: its interval.
        groups: how many; `runs` over them all.
    """

    between: float
    within: float
    share: float
    low: float
    high: float
    groups: int
    runs: int


def apart(values: FloatArray, group: npt.NDArray[np.int64]) -> Apart:
    """Return the variance between and within groups; undefined values are left out.

    Args:
        values: one per run.
        group: number of the group of each run.
    """
    there = np.isfinite(values)
    values, (_, place) = values[there], np.unique(group[there], return_inverse=True)
    sizes = np.bincount(place).astype(np.float64) if len(place) else np.empty(0)
    groups, runs = len(sizes), len(values)
    if groups < 2 or runs <= groups:
        return Apart(math.nan, math.nan, math.nan, math.nan, math.nan, groups, runs)
    means = np.bincount(place, weights=values) / sizes
    inside = float(((values - means[place]) ** 2).sum()) / (runs - groups)
    across = float((sizes * (means - values.mean()) ** 2).sum()) / (groups - 1)
    size = (runs - float((sizes**2).sum()) / runs) / (groups - 1)
    between = max(0.0, (across - inside) / size)
    whole = between + inside
    if whole <= 0.0:
        return Apart(between, inside, math.nan, math.nan, math.nan, groups, runs)
    low, high = _interval(across, inside, size, groups, runs)
    return Apart(between, inside, between / whole, low, high, groups, runs)


def _interval(
    across: float, inside: float, size: float, groups: int, runs: int
) -> tuple[float, float]:
    """Return the interval of the share between groups, from the distribution of F."""
    if inside <= 0.0:
        return 1.0, 1.0
    from scipy.stats import f

    tail = (1.0 - CONFIDENCE) / 2.0
    ratio, degrees = across / inside, (groups - 1, runs - groups)
    ends = [ratio / float(f.ppf(level, *degrees)) for level in (1.0 - tail, tail)]
    low, high = (max(0.0, (end - 1.0) / (end - 1.0 + size)) for end in ends)
    return low, high
