"""What is assumed and what is observed, weighed by their errors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sovsim.bases.figures import Figure


@dataclass(frozen=True)
class Value:
    """A start value.

    Attributes:
        value: in the column's unit.
        spread: standard deviation of the draw around it.
        status: ``observed``, ``calibrated`` or ``assumed``.
        years: years of the figure behind it, if there is one.
        series: its series.
    """

    value: float
    spread: float
    status: Literal["observed", "calibrated", "assumed"]
    years: tuple[int, ...] = ()
    series: str = ""


def weighed(assumed: float, doubt: float, figure: Figure | None, slack: float) -> Value:
    """Return the mean of an assumed value and a figure, weighed by their variances.

    Args:
        assumed: value without any figure.
        doubt: its standard deviation.
        figure: what a series says; None where it says nothing.
        slack: of the link; where it is 0 the figure holds alone.
    """
    if figure is None:
        return Value(assumed, doubt, "assumed")
    if slack == 0.0:
        return Value(figure.value, figure.error, "observed", figure.years, figure.series)
    own, other = doubt**-2, figure.error**-2
    value = (own * assumed + other * figure.value) / (own + other)
    spread = math.sqrt(1.0 / (own + other))
    return Value(value, spread, "calibrated", figure.years, figure.series)


def matched(figures: dict[str, Figure], assumed: dict[str, float]) -> dict[str, Figure]:
    """Return figures with the mean and the spread over states of what is assumed.

    A series whose level and scale say nothing of the column speaks by its order alone.

    Args:
        figures: by state.
        assumed: by state, of those states at least.
    """
    if len(figures) < 3:
        return {}
    plain = np.array([each.value for each in figures.values()])
    own = np.array([assumed[code] for code in figures])
    scale = float(own.std() / plain.std()) if plain.std() > 0.0 else 0.0
    return {
        code: Figure(
            float(own.mean()) + scale * (each.value - float(plain.mean())),
            each.error,
            each.years,
            each.series,
        )
        for code, each in figures.items()
    }
