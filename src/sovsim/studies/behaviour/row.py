"""A row of the table of behaviour: a figure with its band, and what is wanted of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray

Verdict = Literal["met", "missed", "reported"]

BAND = 80.0
"""Percent of the resampled values that lie in the band of a figure."""
_RESAMPLES = 400


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes:
        group: what it belongs to.
        question: what was looked at.
        value, low, high: the figure and its 80 % band over resampled runs.
        least, most: what is wanted; both None where the figure is only reported.
        before: what the model showed before its states could move, where it was measured.
    """

    group: str
    question: str
    value: float
    low: float
    high: float
    least: float | None = None
    most: float | None = None
    before: str = ""

    @property
    def verdict(self) -> Verdict:
        """``met`` where the band touches what is wanted."""
        if self.least is None and self.most is None:
            return "reported"
        if not np.isfinite(self.value):
            return "missed"
        above = self.least is None or self.high >= self.least
        below = self.most is None or self.low <= self.most
        return "met" if above and below else "missed"

    @property
    def wanted(self) -> str:
        """What is wanted, in words."""
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}"
        if self.least is not None:
            return f"at least {self.least:g}"
        return "" if self.most is None else f"at most {self.most:g}"

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, with the verdict and what is wanted in words."""
        return {**vars(self), "wanted": self.wanted, "verdict": self.verdict}


def figure(
    group: str,
    question: str,
    statistic: Callable[..., float],
    *samples: npt.NDArray[Any],
    least: float | None = None,
    most: float | None = None,
    before: str = "",
) -> Row:
    """Return a row: a statistic of values per run, with a band from runs drawn again.

    Args:
        statistic: of the samples, in their order; all have the runs first and are drawn together,
            so that pairs stay pairs.
    """
    value = float(statistic(*samples))
    rng = np.random.default_rng(20260101)
    runs = len(samples[0])
    again = []
    for _ in range(_RESAMPLES):
        drawn = rng.integers(0, runs, runs)
        again.append(float(statistic(*(sample[drawn] for sample in samples))))
    finite = np.array(again)[np.isfinite(again)]
    if not len(finite):
        return Row(group, question, value, np.nan, np.nan, least, most, before)
    edge = (100.0 - BAND) / 2.0
    low, high = np.percentile(finite, [edge, 100.0 - edge])
    return Row(group, question, value, float(low), float(high), least, most, before)


def mean(sample: FloatArray) -> float:
    """Return the mean; of a share of runs where the sample says yes or no."""
    return float(np.mean(sample)) if np.size(sample) else float("nan")


def ratio(above: FloatArray, below: FloatArray) -> float:
    """Return the ratio of two means; half a run is put below where nothing happened there."""
    least = 0.5 / max(len(below), 1)
    return mean(above) / max(mean(below), least)


def apart(first: FloatArray, second: FloatArray) -> float:
    """Return the mean difference of pairs."""
    return mean(first - second)
