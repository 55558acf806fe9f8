"""What a prediction asks of a design: points for its average, and for its share of the ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass

POWER = 0.9
"""Chance with which an average is told that should be."""
HALF_WIDTH = 0.1
"""Of the interval of a share."""


@dataclass(frozen=True)
class Need:
    """What a prediction asks for.

    Attributes:
        side, metric, arms, smallest, check: of the prediction.
        between, within: standard deviations of its difference, between points and within one.
        share: at which it holds in the pilot, as near to one half as its interval allows.
        power_now: chance with the experiment's own design that the average is told.
    """

    side: str
    metric: str
    arms: str
    smallest: float
    check: bool
    between: float
    within: float
    share: float
    power_now: float

    def variance(self, replicates: int) -> float:
        """Return the variance of the mean of the runs at a point."""
        return self.between**2 + self.within**2 / replicates

    def for_average(self, replicates: int, level: float) -> int:
        """Return the points at which the average is told."""
        largest = self.smallest / (normal(1.0 - level / 2.0) + normal((1.0 + POWER) / 2.0))
        return max(2, math.ceil(self.variance(replicates) / largest**2))

    def for_share(self, replicates: int, confidence: float) -> int:
        """Return the points at which the share is precise; of none where all is chance."""
        if self.between == 0.0:
            return 2
        wide = (normal(0.5 + confidence / 2.0) / HALF_WIDTH) ** 2
        blurred = self.variance(replicates) / self.between**2
        return max(2, math.ceil(wide * self.share * (1.0 - self.share) * blurred))


def normal(share: float) -> float:
    """Return the quantile of the standard normal distribution."""
    from scipy.special import ndtri

    return float(ndtri(share))


def below(value: float) -> float:
    """Return the share of the standard normal distribution below a value."""
    from scipy.special import ndtr

    return float(ndtr(value))
