"""Ways to predict: three variants of the model, the model frozen at its start, simple guesses.

Every method sees the values up to an origin and nothing else of the data, so that the same method
predicts known years from earlier ones (for its spread) and unknown years from the cut.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sovsim.arrays import FloatArray

Level = Literal["path", "frozen", "none"]


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


Rule = Callable[[From, int, FloatArray, float | FloatArray], FloatArray]
"""From an origin to a later year, by a level ``(..., year, state)`` and a pull."""


@dataclass(frozen=True)
class Method:
    """A way to predict.

    Attributes:
        name: in tables.
        rule: prediction by state, shape ``(..., state)``.
        level: what the rule reads: the model's path, its start for ever, or nothing.
        pulled: whether a pull is fitted before the cut.
        meaning: in words.
    """

    name: str
    rule: Rule
    level: Level
    meaning: str
    pulled: bool = False


def _level(origin: From, year: int, level: FloatArray, pull: float | FloatArray) -> FloatArray:
    found: FloatArray = level[..., year, :]
    return found


def _change(origin: From, year: int, level: FloatArray, pull: float | FloatArray) -> FloatArray:
    return origin.value + level[..., year, :] - level[..., origin.year, :]


def _pull(origin: From, year: int, level: FloatArray, pull: float | FloatArray) -> FloatArray:
    found = origin.value
    for each in range(origin.year + 1, year + 1):
        found = found + pull * (level[..., each, :] - found)
    return found


def _stays(origin: From, year: int, level: FloatArray, pull: float | FloatArray) -> FloatArray:
    return origin.value


_TREND_YEARS = 10
_TREND_LEAST = 3


def _trend(origin: From, year: int, level: FloatArray, pull: float | FloatArray) -> FloatArray:
    past = origin.history[-_TREND_YEARS:]
    there = np.isfinite(past)
    when = np.where(there, np.arange(len(past))[:, None], np.nan)
    count = there.sum(axis=0)
    off = when - _nanmean(when)
    square = np.nansum(off**2, axis=0)
    slope = np.nansum(off * past, axis=0) / np.maximum(square, 1e-12)
    slope = np.where((count >= _TREND_LEAST) & (square > 0), slope, 0.0)
    return origin.value + slope * (year - origin.year)


def _drift(origin: From, year: int, level: FloatArray, pull: float | FloatArray) -> FloatArray:
    steps = np.diff(origin.history, axis=0)
    known = steps[np.isfinite(steps)]
    drift = float(known.mean()) if len(known) else 0.0
    return origin.value + drift * (year - origin.year)


def _own_mean(origin: From, year: int, level: FloatArray, pull: float | FloatArray) -> FloatArray:
    return _nanmean(origin.history)


def _group_mean(origin: From, year: int, level: FloatArray, pull: float | FloatArray) -> FloatArray:
    middle = float(np.nanmean(origin.value)) if np.isfinite(origin.value).any() else np.nan
    kept: float | FloatArray = (1.0 - pull) ** (year - origin.year)
    return middle + kept * (origin.value - middle)


def _nanmean(values: FloatArray) -> FloatArray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nan where a state has nothing
        found: FloatArray = np.nanmean(values, axis=0)
    return found


PERSISTENCE = "persistence"

METHODS: Mapping[str, Method] = {
    one.name: one
    for one in (
        Method("a", _level, "path", "the model's level through the link"),
        Method("b", _change, "path", "last value and the model's change since, through the link"),
        Method("c", _pull, "path", "last value pulled toward the model's level", pulled=True),
        Method("frozen a", _level, "frozen", "the model's start for ever, through a link of its"
               " own"),
        Method("frozen c", _pull, "frozen", "last value pulled toward the frozen start",
               pulled=True),
        Method(PERSISTENCE, _stays, "none", "the last value stays"),
        Method("trend", _trend, "none", "the state's trend over ten years goes on"),
        Method("drift", _drift, "none", "all states move on by the mean yearly change so far"),
        Method("own mean", _own_mean, "none", "the state's mean so far"),
        Method("group mean", _group_mean, "none", "last value pulled toward the mean of all",
               pulled=True),
    )
}  # fmt: skip
"""By name, in the order of tables."""

VARIANTS = ("a", "b", "c")
"""The variants of a prediction by the model."""

SIMPLE = (PERSISTENCE, "trend", "drift", "own mean", "group mean")
"""What needs no model."""
