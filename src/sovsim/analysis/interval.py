"""The mean of a sample with a confidence interval, and how sure it is to lie beyond a bound.

Three methods may be asked for: ``t`` (Student's t), ``percentile`` and ``bca`` (bootstrap,
resampled whole units). One-sided chances come from the same method as the interval: the level at
which the interval's end would just touch the bound. A method gives way where it would claim too
much, and the estimate says to what (`MeanEstimate.used`):

* where more than half of the units are equal, to ``few differ``: t with some units more, for what
  was too rare to be seen (`sovsim.analysis.unseen`);
* t on a visibly skewed sample to ``skewed t``: the wider of t and Hall's interval
  (`sovsim.analysis.skewed`);
* a bootstrap of fewer than `FEWEST_RESAMPLED` units to t.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from sovsim.analysis.skewed import carrying, inverse, is_skewed, skewness, transformed
from sovsim.analysis.unseen import common_value, reach, with_unseen
from sovsim.arrays import FloatArray

Method = Literal["t", "percentile", "bca"]
METHODS: tuple[str, ...] = get_args(Method)
Used = Literal["t", "percentile", "bca", "few differ", "skewed t"]
"""What an interval may have been computed by."""

RESAMPLES = 1999
"""Bootstrap samples; one more of them would make the smallest chance 1 in 2000."""

FEWEST = 3
"""Units below which no interval is given."""

FEWEST_RESAMPLED = 50
"""Units below which bootstrap intervals are too narrow (docs/statistics.md), and t is given."""


@dataclass(frozen=True)
class MeanEstimate:
    """The mean of a sample.

    Attributes:
        n: number of units.
        mean: their mean; nan without units.
        low, high: ends of the two-sided confidence interval; nan with fewer than three units.
        confidence: its level.
        method: how it was to be computed; `used` says how it was.
        differing: units that differ from the value that most have; all where most have none.
    """

    n: int
    mean: float
    low: float
    high: float
    confidence: float
    method: Method
    used: Used
    differing: int
    _values: FloatArray
    _resampled: FloatArray | None = None

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2.0

    @property
    def carrying(self) -> float:
        """By how many units the width is carried (`sovsim.analysis.skewed.carrying`).

        All where few differ, for then the interval does not rest on the spread that was seen.
        """
        if self.used == "few differ" or self.n < FEWEST:
            return float(self.n)
        return carrying(self._values)

    @property
    def note(self) -> str:
        """What a reader of the interval should know, in a sentence; mostly nothing."""
        if self.used == "few differ":
            told = f"{self.differing or 'none'} of {self.n} differ from the rest"
            return f"{told}: the interval allows for what was too rare to be seen"
        if self.used == "skewed t":
            return "skewed: the interval is the wider of t and Hall's"
        if self.used != self.method:
            return f"too few for {self.method} ({self.n} of {FEWEST_RESAMPLED}): t in its place"
        return ""

    def chance_not_above(self, bound: float) -> float:
        """Return the one-sided p-value against "the mean is at most `bound`"."""
        return self._tail(bound, above=True)

    def chance_not_below(self, bound: float) -> float:
        """Return the one-sided p-value against "the mean is at least `bound`"."""
        return self._tail(bound, above=False)

    def _tail(self, bound: float, *, above: bool) -> float:
        if self.n < FEWEST:
            return 1.0
        if self._resampled is not None:
            return self._bootstrap_tail(bound, above=above)
        from scipy.stats import t

        values, sign = self._values, 1.0 if above else -1.0
        size = len(values)
        error = float(values.std(ddof=1)) / math.sqrt(size)
        if error == 0.0:
            return 0.0 if sign * (float(values[0]) - bound) > 0.0 else 1.0
        ratio = sign * (float(values.mean()) - bound) / error
        if self.used == "skewed t":
            ratio = min(ratio, transformed(ratio, sign * skewness(values) / math.sqrt(size)))
        return float(t.sf(ratio, size - 1))

    def _bootstrap_tail(self, bound: float, *, above: bool) -> float:
        from scipy.special import ndtr, ndtri

        assert self._resampled is not None
        resampled, count = self._resampled, len(self._resampled)
        reached = int((resampled <= bound).sum() if above else (resampled >= bound).sum())
        share = min((reached + 1) / (count + 1), count / (count + 1))
        if self.method == "percentile":
            return float(share)
        shift, skew = _correction(self._values, resampled)
        if not above:
            shift, skew = -shift, -skew
        distance = ndtri(share) - shift
        return float(ndtr(distance / (1.0 + skew * distance) - shift))


def mean_estimate(
    values: npt.ArrayLike,
    confidence: float = 0.95,
    method: Method = "t",
    seed: int = 0,
    outcome: float | None = None,
) -> MeanEstimate:
    """Return the mean of independent units with its confidence interval.

    Args:
        values: one number per unit; nan is left out.
        confidence: level of the two-sided interval, between 0 and 1.
        method: ``t``, ``percentile`` or ``bca``.
        seed: of the resampling.
        outcome: how far a unit that was not seen may lie from those that were
            (`sovsim.analysis.unseen.reach`); as far as the units reach themselves by default.
    """
    if method not in METHODS:
        raise ValueError(f"method '{method}' is not one of {', '.join(METHODS)}")
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
    given = np.asarray(values, dtype=np.float64)
    kept = given[~np.isnan(given)]
    count = len(kept)
    mean = float(kept.mean()) if count else math.nan
    if count < FEWEST:
        return MeanEstimate(
            count, mean, math.nan, math.nan, confidence, method, method, count, kept
        )
    common = common_value(kept)
    if common is not None:
        far = reach(kept) if outcome is None else outcome
        more = with_unseen(kept, *common, far)
        low, high = _student(more, confidence)
        alike = common[1]
        mean = common[0] if alike == count else mean
        return MeanEstimate(
            count, mean, low, high, confidence, method, "few differ", count - alike, more
        )
    if method == "t" or count < FEWEST_RESAMPLED:
        low, high = _student(kept, confidence)
        used: Used = "t"
        if is_skewed(kept):
            used = "skewed t"
            low, high = _wider(kept, confidence, low, high)
        return MeanEstimate(count, mean, low, high, confidence, method, used, count, kept)
    low, high, resampled = _bootstrap(kept, confidence, method, seed)
    return MeanEstimate(count, mean, low, high, confidence, method, method, count, kept, resampled)


def _student(values: FloatArray, confidence: float) -> tuple[float, float]:
    """Return the ends of Student's interval."""
    from scipy.stats import t

    size, mean = len(values), float(values.mean())
    wide = float(t.ppf(0.5 + confidence / 2.0, size - 1))
    wide *= float(values.std(ddof=1)) / math.sqrt(size)
    return mean - wide, mean + wide


def _wider(values: FloatArray, confidence: float, low: float, high: float) -> tuple[float, float]:
    """Return the ends of an interval, each at least as far out as Hall's."""
    from scipy.stats import t

    size, mean = len(values), float(values.mean())
    error, skew = float(values.std(ddof=1)) / math.sqrt(size), skewness(values) / math.sqrt(size)
    far = float(t.ppf(0.5 + confidence / 2.0, size - 1))
    below, above = mean - error * inverse(far, skew), mean - error * inverse(-far, skew)
    return min(low, below), max(high, above)


def _bootstrap(
    values: FloatArray, confidence: float, method: Method, seed: int
) -> tuple[float, float, FloatArray]:
    from scipy.stats import bootstrap

    result = bootstrap(
        (values,),
        np.mean,
        n_resamples=RESAMPLES,
        confidence_level=confidence,
        method="BCa" if method == "bca" else "percentile",
        random_state=np.random.default_rng(seed),
        batch=max(1, 2_000_000 // len(values)),
    )
    low, high = result.confidence_interval
    return float(low), float(high), np.asarray(result.bootstrap_distribution)


def _correction(values: FloatArray, resampled: FloatArray) -> tuple[float, float]:
    """Return the bias and the acceleration of a bootstrapped mean (Efron 1987)."""
    from scipy.special import ndtri

    mean = values.mean()
    below = ((resampled < mean).mean() + (resampled <= mean).mean()) / 2.0
    edge = 1.0 / (len(resampled) + 1)
    bias = float(ndtri(min(max(below, edge), 1.0 - edge)))
    pulls = mean - values
    spread = float((pulls**2).sum()) ** 1.5
    skew = float((-(pulls**3)).sum()) / (6.0 * spread)
    return bias, skew
