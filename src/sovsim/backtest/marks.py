"""Marks for a prediction: CRPS of an ensemble, rank correlation."""

from __future__ import annotations

import numpy as np
from scipy.stats import rankdata

from sovsim.arrays import FloatArray


def crps(members: FloatArray, actual: FloatArray) -> FloatArray:
    """Return the continuous ranked probability score of ensembles, in the unit of the figure.

    The closed form of Gneiting and Raftery (2007) for the empirical distribution, over sorted
    members: ``mean |x - y| - mean |x - x'| / 2``. ``scoringrules.crps_ensemble`` gives the same
    numbers (a test holds them together where it is installed); one formula needs no library.

    Args:
        members: ``(member, ...)``.
        actual: what came, ``(...)``.
    """
    ordered = np.sort(members, axis=0)
    size = len(ordered)
    weight = (2.0 * np.arange(1, size + 1) - size - 1.0).reshape(-1, *[1] * (members.ndim - 1))
    found: FloatArray = (
        np.abs(ordered - actual).mean(axis=0) - (weight * ordered).sum(axis=0) / size**2
    )
    return found


def rank_correlation(one: FloatArray, other: FloatArray) -> float:
    """Return Spearman's correlation; nan below four pairs or where one side is flat."""
    there = np.isfinite(one) & np.isfinite(other)
    if int(there.sum()) < 4:
        return float("nan")
    ranks = rankdata(one[there]), rankdata(other[there])
    if min(float(np.ptp(each)) for each in ranks) == 0.0:
        return float("nan")
    return float(np.corrcoef(*ranks)[0, 1])


def place(members: FloatArray, actual: FloatArray) -> FloatArray:
    """Return the share of members below what came; those that equal it count half.

    It is spread evenly from 0 to 1 where bands are right, so that a band of any level covers what
    it should (Gneiting, Balabdaoui and Raftery 2007).
    """
    found: FloatArray = 0.5 * ((members < actual).mean(axis=0) + (members <= actual).mean(axis=0))
    return found
