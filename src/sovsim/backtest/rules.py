"""Rules of prediction from an origin to a later year, by state; they read no figure after it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sovsim.arrays import FloatArray

TREND_YEARS = 10
TREND_LEAST = 3


@dataclass(frozen=True)
class From:
    """Where a prediction starts.

    Attributes:
        year: number of the origin among the years.
        value: value by state at the origin; nan where there is none.
        history: values of the years up to the origin, ``(year, state)``.
    """

    year: int
    value: FloatArray
    history: FloatArray

    @cached_property
    def slope(self) -> FloatArray:
        """Each state's slope over the last `TREND_YEARS`; 0 below `TREND_LEAST` values."""
        past = self.history[-TREND_YEARS:]
        there = np.isfinite(past)
        when = np.where(there, np.arange(len(past))[:, None], np.nan)
        off = when - _mean(when)
        square = np.nansum(off**2, axis=0)
        found = np.nansum(off * past, axis=0) / np.maximum(square, 1e-12)
        return np.where((there.sum(axis=0) >= TREND_LEAST) & (square > 0), found, 0.0)

    @cached_property
    def mean(self) -> FloatArray:
        """Each state's mean so far; nan where it has nothing."""
        return _mean(self.history)

    @cached_property
    def middle(self) -> float:
        """The mean of all states at the origin."""
        there = self.value[np.isfinite(self.value)]
        return float(there.mean()) if len(there) else float("nan")

    @cached_property
    def drift(self) -> float:
        """The mean yearly change of all states so far."""
        steps = np.diff(self.history, axis=0)
        known = steps[np.isfinite(steps)]
        return float(known.mean()) if len(known) else 0.0


Fit = float | FloatArray
"""What was fitted before the cut: a number, or an array that spreads over the states."""

Rule = Callable[[From, int, FloatArray, Fit], FloatArray]
"""From an origin to a later year, by a level ``(..., year, state)`` and what was fitted."""


def level(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the level."""
    found: FloatArray = level[..., year, :]
    return found


def change(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the value and the change of the level since."""
    return origin.value + level[..., year, :] - level[..., origin.year, :]


def weighed(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the value and a part of the change of the level since; the part is what was fitted."""
    return origin.value + fit * (level[..., year, :] - level[..., origin.year, :])


def pulled(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the value moved toward the level, year by year, by the share that was fitted."""
    found = origin.value
    for each in range(origin.year + 1, year + 1):
        found = found + fit * (level[..., each, :] - found)
    return found


def stays(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the value."""
    return origin.value


def trend(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the value and the state's slope for each year."""
    return origin.value + origin.slope * (year - origin.year)


def drift(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the value and the mean yearly change of all states for each year."""
    return origin.value + origin.drift * (year - origin.year)


def own_mean(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the state's mean so far."""
    return origin.mean


def group_mean(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the value moved toward the mean of all by the share that was fitted."""
    kept: Fit = (1.0 - fit) ** (year - origin.year)
    return origin.middle + kept * (origin.value - origin.middle)


def _mean(values: FloatArray) -> FloatArray:
    """Return the mean over years, nan where a state has nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        found: FloatArray = np.nanmean(values, axis=0)
    return found
