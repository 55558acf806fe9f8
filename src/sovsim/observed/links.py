"""Links: the monotone forms by which a reading of the model becomes an observed figure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit

from sovsim.arrays import FloatArray

Form = Literal["linear", "bounded", "logistic", "same"]


@dataclass(frozen=True)
class Link:
    """How an indicator follows the model's reading, up to an offset and a scale.

    Attributes:
        form: ``linear``, ``offset + scale * x``; ``bounded``, the same cut off at its bounds;
            ``logistic``, from one bound to the other; ``same``, the reading itself within its
            bounds, with nothing to fit.
        low, high: bounds of the indicator.
        rises: whether it rises with the reading; else it falls. A fitted scale never turns it
            round.
    """

    form: Form = "linear"
    low: float = -math.inf
    high: float = math.inf
    rises: bool = True

    def __post_init__(self) -> None:
        if self.form == "logistic" and not (math.isfinite(self.low) and math.isfinite(self.high)):
            raise ValueError("a logistic link needs two bounds")

    @property
    def fitted(self) -> bool:
        """Whether offset and scale come from data."""
        return self.form != "same"

    def value(self, reading: FloatArray, offset: float = 0.0, scale: float = 1.0) -> FloatArray:
        """Return what should be observed for a reading of the model, in any shape."""
        if self.form == "same":
            return np.clip(reading, self.low, self.high)
        inner: FloatArray = offset + scale * np.asarray(reading, dtype=np.float64)
        if self.form == "linear":
            return inner
        if self.form == "bounded":
            return np.clip(inner, self.low, self.high)
        share: FloatArray = self.low + (self.high - self.low) * expit(inner)
        return share

    def steepness(self, reading: FloatArray, offset: float, scale: float) -> FloatArray:
        """Return how fast the value rises with the offset, in the shape of the readings."""
        inner: FloatArray = offset + scale * np.asarray(reading, dtype=np.float64)
        if self.form == "logistic":
            share: FloatArray = expit(inner)
            return (self.high - self.low) * share * (1.0 - share)
        if self.form == "bounded":
            return ((inner >= self.low) & (inner <= self.high)).astype(np.float64)
        return np.full(inner.shape, float(self.form == "linear"))
