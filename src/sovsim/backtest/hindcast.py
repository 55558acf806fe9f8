"""How far a method would have been off before the cut: what is fitted of it, its spread by lead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import nnls
from scipy.special import ndtri

from sovsim.arrays import FloatArray
from sovsim.backtest.methods import Method
from sovsim.backtest.regression import coefficients
from sovsim.backtest.rules import Fit, From

LONGEST = 8
"""Years ahead, at most, that are looked at before the cut."""

_PULLS = np.linspace(0.0, 1.0, 41)
_WEIGHTS = np.linspace(0.0, 1.5, 31)


_QUANTILES = (np.arange(100) + 0.5) / 100
_LEAST_ERRORS = 40
"""Errors below which their shape is taken for normal."""


def _normal() -> FloatArray:
    found: FloatArray = ndtri(_QUANTILES)
    return found


@dataclass(frozen=True)
class Spread:
    """Mean squared error of a method by lead: a floor and a part that grows with each year.

    Attributes:
        floor: at no lead.
        growth: for each year.
        shape: quantiles of errors over their standard deviation, evenly spaced; those of a normal
            distribution where few are known. Most moves are small and some are large, so that a
            normal band of four fifths would be right and a narrow one far too wide.
    """

    floor: float
    growth: float
    shape: FloatArray = field(default_factory=_normal)

    def variance(self, lead: int) -> float:
        """Return the mean squared error to be expected some years ahead."""
        return self.floor + self.growth * lead

    def error(self, share: FloatArray) -> FloatArray:
        """Return the errors, in standard deviations, below which a share of them lies."""
        return np.interp(share, _QUANTILES, self.shape)


Pairs = Sequence[tuple[From, int]]
"""Origins and later years."""


def pairs(known: FloatArray) -> Pairs:
    """Return every origin and later year among known years, ``(year, state)``."""
    found = []
    there = [bool(np.isfinite(row).any()) for row in known]
    for year in range(len(known) - 1):
        if not there[year]:
            continue
        origin = From(year, known[year], known[: year + 1])
        for later in range(year + 1, min(year + LONGEST, len(known) - 1) + 1):
            if there[later]:
                found.append((origin, later))
    return found


def fitted(method: Method, past: Pairs, known: FloatArray, level: FloatArray) -> Fit:
    """Return what of a method is fitted: a pull, a weight or coefficients; 0 where nothing is.

    Args:
        method: what predicts.
        past: origins and later years among the known ones.
        known: values up to the cut, ``(year, state)``.
        level: what the method reads, the mean over runs, ``(year, state)``.
    """
    if method.fitted == "pull":
        return float(_PULLS[int(_errors(method, past, known, level, _PULLS).sum(axis=1).argmin())])
    if method.fitted == "weight":
        return _careful(_errors(method, past, known, level, _WEIGHTS))
    if method.fitted == "regression":
        return coefficients(past, known, level, method.level == "path")
    return 0.0


def _errors(
    method: Method, past: Pairs, known: FloatArray, level: FloatArray, tried: FloatArray
) -> FloatArray:
    """Return the sum of absolute errors among known years, ``(tried, state)``."""
    total = np.zeros((len(tried), known.shape[1]))
    for origin, later in past:
        error = np.abs(method.rule(origin, later, level, tried[:, None]) - known[later])
        total += np.where(np.isfinite(error), error, 0.0)
    return total


def _careful(total: FloatArray) -> float:
    """Return the smallest weight that is no worse than the best by more than a standard error.

    The error is that of the difference between the two, over states (Breiman and others 1984), so
    that the model's change counts only where the past shows plainly that it should.
    """
    best = int(total.sum(axis=1).argmin())
    worse = total - total[best]
    doubt = math.sqrt(total.shape[1]) * worse.std(axis=1)
    found: float = _WEIGHTS[int((worse.sum(axis=1) <= doubt).argmax())]
    return float(found)


def spread(
    method: Method,
    past: Pairs,
    known: FloatArray,
    level: FloatArray,
    strength: Fit,
    low: float,
    high: float,
) -> Spread:
    """Return how far a method is off among known years, within bounds of the indicator.

    What is fitted has seen the same years, so that the spread is somewhat too small (ours).
    """
    errors: list[list[FloatArray]] = [[] for _ in range(LONGEST + 1)]
    for origin, later in past:
        found = np.minimum(np.maximum(method.rule(origin, later, level, strength), low), high)
        left = found - known[later]
        errors[later - origin.year].append(left[np.isfinite(left) & np.isfinite(origin.value)])
    joined = [np.concatenate(one) if one else np.zeros(0) for one in errors]
    counts = np.array([len(one) for one in joined])
    there = counts > 0
    if not there.any():
        return Spread(float(np.nanvar(known)), 0.0)
    squares = np.array([float((one**2).sum()) for one in joined])[there] / counts[there]
    leads = np.flatnonzero(there).astype(np.float64)
    weight = np.sqrt(counts[there])
    design = np.column_stack([np.ones_like(leads), leads]) * weight[:, None]
    (floor, growth), _ = nnls(design, squares * weight)
    expected = np.sqrt(np.maximum(floor + growth * leads, 1e-300))
    scaled = [joined[int(lead)] / each for lead, each in zip(leads, expected, strict=True)]
    return Spread(float(floor), float(growth), _shape(np.concatenate(scaled)))


def _shape(errors: FloatArray) -> FloatArray:
    """Return the quantiles of scaled errors, as likely to either side, with a variance of 1."""
    if len(errors) < _LEAST_ERRORS:
        return _normal()
    found = np.quantile(np.append(errors, -errors), _QUANTILES)
    size = float((found**2).mean()) ** 0.5
    return np.asarray(found / size) if size > 0.0 else _normal()
