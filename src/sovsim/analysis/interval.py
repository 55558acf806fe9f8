"""The mean of a sample with a confidence interval, and how sure it is to lie beyond a bound.

Three methods, always named beside the figure: ``t`` (Student's t), ``percentile`` and ``bca``
(bootstrap, resampled whole units). One-sided chances come from the same method as the interval:
the level at which the interval's end would just touch the bound.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray

Method = Literal["t", "percentile", "bca"]
METHODS: tuple[str, ...] = get_args(Method)

RESAMPLES = 1999
"""Bootstrap samples; one more of them would make the smallest chance 1 in 2000."""

FEWEST = 3
"""Units below which no interval is given."""

LARGEST_UNSEEN = 0.05
"""Where all values are equal, the share of units that may still differ without being noticed."""


@dataclass(frozen=True)
class MeanEstimate:
    """The mean of a sample.

    Attributes:
        n: number of units.
        mean: their mean; nan without units.
        low, high: ends of the two-sided confidence interval; nan with fewer than three units.
        confidence: its level.
        method: how it was computed.
    """

    n: int
    mean: float
    low: float
    high: float
    confidence: float
    method: Method
    _values: FloatArray
    _resampled: FloatArray | None = None

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2.0

    def chance_not_above(self, bound: float) -> float:
        """Return the one-sided p-value against "the mean is at most `bound`"."""
        return self._tail(bound, above=True)

    def chance_not_below(self, bound: float) -> float:
        """Return the one-sided p-value against "the mean is at least `bound`"."""
        return self._tail(bound, above=False)

    def _tail(self, bound: float, *, above: bool) -> float:
        if self.n < FEWEST:
            return 1.0
        if _constant(self._values):
            beyond = self.mean > bound if above else self.mean < bound
            return (1.0 - LARGEST_UNSEEN) ** self.n if beyond else 1.0
        if self._resampled is not None:
            return self._bootstrap_tail(bound, above=above)
        from scipy.stats import t

        error = float(self._values.std(ddof=1)) / math.sqrt(self.n)
        distance = (self.mean - bound) / error
        return float(t.sf(distance if above else -distance, self.n - 1))

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
) -> MeanEstimate:
    """Return the mean of independent units with its confidence interval.

    Args:
        values: one number per unit; nan is left out.
        confidence: level of the two-sided interval, between 0 and 1.
        method: ``t``, ``percentile`` or ``bca``.
        seed: of the resampling.
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
        return MeanEstimate(count, mean, math.nan, math.nan, confidence, method, kept)
    if _constant(kept):
        return MeanEstimate(count, float(kept[0]), kept[0], kept[0], confidence, method, kept)
    if method == "t":
        from scipy.stats import t

        reach = float(t.ppf(0.5 + confidence / 2.0, count - 1))
        wide = reach * float(kept.std(ddof=1)) / math.sqrt(count)
        return MeanEstimate(count, mean, mean - wide, mean + wide, confidence, method, kept)
    low, high, resampled = _bootstrap(kept, confidence, method, seed)
    return MeanEstimate(count, mean, low, high, confidence, method, kept, resampled)


def _constant(values: FloatArray) -> bool:
    return bool(np.all(values == values[0]))


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
