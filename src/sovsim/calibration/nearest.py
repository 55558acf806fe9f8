"""Approximate Bayesian computation by rejection with regression adjustment.

Rates are drawn from the prior and run; those whose counts come nearest to the observed ones are
kept, weighed by nearness (Epanechnikov) and adjusted by a weighted linear regression of rates on
counts (Beaumont, Zhang and Balding 2002, Genetics 162). Counts are put together beforehand into
one number for each rate, its expectation by a linear regression over all draws (Fearnhead and
Prangle 2012, Journal of the Royal Statistical Society B 74), so that what tells nothing of any rate
makes nobody near or far. A rate of which counts tell less than a declared share of the variance,
each run left out in turn, has no such number and is not adjusted: it keeps its prior.

These are some hundred lines; the packages that hold them (pyabc, for one) bring a database, a
message queue and a scheduler for many machines with them, which six numbers do not need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray

Rows = npt.NDArray[np.int64]

_MOST_LEVERAGE = 0.99


@dataclass(frozen=True)
class Nearest:
    """The draws that were kept.

    Attributes:
        rows: their numbers among the draws.
        weights: how much each counts; they sum to 1.
        numbers: rates of the kept draws, adjusted, ``(kept, rate)``.
        told: share of the variance of each rate that counts tell, ``(rate,)``; may be below 0.
        adjusted: whether a rate was adjusted, ``(rate,)``.
        beyond: share of all draws whose numbers lie farther from the middle of the draws than the
            observed ones do: near 0, the observed counts are no counts of this model.
    """

    rows: Rows
    weights: FloatArray
    numbers: FloatArray
    told: FloatArray
    adjusted: npt.NDArray[np.bool_]
    beyond: float

    def moments(self, values: FloatArray) -> tuple[float, float]:
        """Return mean and standard deviation of values of the kept draws."""
        mean = float((self.weights * values).sum())
        return mean, math.sqrt(float((self.weights * (values - mean) ** 2).sum()))

    def quantile(self, values: FloatArray, tail: float) -> float:
        """Return a quantile of values of the kept draws."""
        order = np.argsort(values, kind="stable")
        place = int(np.searchsorted(np.cumsum(self.weights[order]), tail))
        return float(values[order[min(place, len(order) - 1)]])


def nearest(
    numbers: FloatArray, counts: FloatArray, observed: FloatArray, share: float, least: float
) -> Nearest:
    """Return the draws nearest to what was observed, weighed and adjusted.

    Args:
        numbers: rates on a scale without bounds, ``(draw, rate)``.
        counts: of each draw, ``(draw, number)``; roots are taken, which evens their spread.
        observed: ``(number,)``.
        share: of the draws that is kept.
        least: share of the variance below which counts tell nothing.
    """
    roots, goal = _standard(np.sqrt(counts), np.sqrt(observed))
    fitted, told = _expected(numbers, roots)
    adjusted = told > least
    if not adjusted.any():
        every = len(numbers)
        return Nearest(
            np.arange(every), np.full(every, 1.0 / every), numbers.copy(), told, adjusted, 1.0
        )
    inner = np.column_stack([np.ones(len(roots)), roots])
    slopes, *_ = np.linalg.lstsq(inner, numbers[:, adjusted], rcond=None)
    away = fitted[:, adjusted] - np.append(1.0, goal) @ slopes
    far = np.sqrt((away**2).sum(axis=1))
    count = max(round(share * len(numbers)), 3 * int(adjusted.sum()) + 3)
    order = np.argsort(far, kind="stable")[: min(count + 1, len(far))]
    width = max(float(far[order[-1]]), np.finfo(np.float64).tiny)
    rows = order[:-1]
    weights = np.maximum(1.0 - (far[rows] / width) ** 2, 0.0)
    weights = weights / weights.sum() if weights.sum() > 0 else np.full(len(rows), 1 / len(rows))
    moved = numbers[rows].copy()
    moved[:, adjusted] = _moved(moved[:, adjusted], away[rows], weights)
    middle = fitted[:, adjusted].mean(axis=0)
    spread = np.sqrt(((fitted[:, adjusted] - middle) ** 2).sum(axis=1))
    own = float(np.sqrt(((np.append(1.0, goal) @ slopes - middle) ** 2).sum()))
    return Nearest(rows, weights, moved, told, adjusted, float((spread > own).mean()))


def _standard(roots: FloatArray, goal: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return numbers that differ between draws, centred and scaled, and the goal likewise."""
    spread = roots.std(axis=0)
    there = spread > 0
    middle = roots[:, there].mean(axis=0)
    return (roots[:, there] - middle) / spread[there], (goal[there] - middle) / spread[there]


def _expected(numbers: FloatArray, roots: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the expectation of rates by counts, and what it tells of each.

    Its share of the variance is of draws that were left out: residuals over one less leverage.
    """
    inner = np.column_stack([np.ones(len(roots)), roots])
    back = np.linalg.pinv(inner)
    fitted: FloatArray = inner @ (back @ numbers)
    leverage = np.minimum((inner * back.T).sum(axis=1), _MOST_LEVERAGE)
    missed = (numbers - fitted) / (1.0 - leverage)[:, None]
    whole = (numbers - numbers.mean(axis=0)) * len(numbers) / max(len(numbers) - 1, 1)
    told: FloatArray = 1.0 - (missed**2).sum(axis=0) / (whole**2).sum(axis=0)
    return fitted, told


def _moved(numbers: FloatArray, away: FloatArray, weights: FloatArray) -> FloatArray:
    """Return numbers less what their regression on the distance to the goal says of them."""
    root = np.sqrt(weights)[:, None]
    inner = np.column_stack([np.ones(len(away)), away])
    slopes, *_ = np.linalg.lstsq(inner * root, numbers * root, rcond=None)
    moved: FloatArray = numbers - away @ slopes[1:]
    return moved


def drawn_again(found: Nearest, members: npt.NDArray[np.int64], count: int, at: float) -> Rows:
    """Return for each member the number of a kept draw, drawn by weight.

    As few as can be go to another member than the one whose start values they ran from.

    Args:
        members: of each kept draw.
        count: of members.
        at: where between two steps the even steps over the weights begin, from 0 to 1.
    """
    steps = (np.arange(count) + at) / count
    chosen = np.minimum(np.searchsorted(np.cumsum(found.weights), steps), len(found.weights) - 1)
    place = np.full(count, -1, dtype=np.int64)
    left = []
    for draw in chosen:
        own = members[draw]
        if place[own] < 0:
            place[own] = draw
        else:
            left.append(draw)
    place[place < 0] = left
    return place
