"""Offset and scale of a link, fitted to what was observed up to a cut and to nothing later."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.observed.links import Link
from sovsim.observed.panel import Panel

LEAST = 8
"""State-years below which nothing is fitted."""

STEEPEST = 2.5
"""Standard deviation of the pull toward 0 on a logistic scale, in logits for each standard
deviation of the reading: data that a step would part without error make no step (ours; the weak
prior of Gelman and others 2008 in its size)."""

_ROUNDS = 30
_STILL = 1e-9
_STEPS = 100
_STUCK = 1e12
_NO_SPREAD = 1e-9
_NO_SLOPE = 1e-6


class NothingToFit(ValueError):
    """There is too little before the cut to fit a link to."""


@dataclass(frozen=True)
class Fitted:
    """A link with its offset and scale.

    Attributes:
        link: the form.
        offset, scale: as fitted; scale is 0 where the data before the cut run against the link.
        until: last year that was looked at.
        count: state-years that it rests on.
        residual: standard deviation of what the link leaves, measurement error included.
        error: root mean square of the measurement error that the data give; 0 where they give none.
        year_effect: standard deviation of what moves a whole year; 0 where it is not taken out.
        against: whether the data before the cut run against the link, so that nothing of the
            model's reading is used.
    """

    link: Link
    offset: float
    scale: float
    until: int
    count: int
    residual: float
    error: float
    year_effect: float = 0.0
    against: bool = False

    @property
    def noise(self) -> float:
        """Part of the residual that is no measurement error: what model and link cannot say."""
        return math.sqrt(max(self.residual**2 - self.error**2, 0.0))

    def predict(self, reading: FloatArray | pd.DataFrame) -> FloatArray:
        """Return what should be observed for readings of the model, in their shape."""
        return self.link.value(np.asarray(reading, dtype=np.float64), self.offset, self.scale)

    def spread(self, error: float | FloatArray | None = None) -> FloatArray:
        """Return the standard deviation of an observation around the prediction.

        Args:
            error: of the measurement, where it is known; by default as it was before the cut.
        """
        known = np.asarray(self.error if error is None else error, dtype=np.float64)
        filled = np.where(np.isfinite(known), known, self.error)
        total: FloatArray = np.sqrt(self.noise**2 + filled**2 + self.year_effect**2)
        return total


def fit(
    link: Link,
    modelled: pd.DataFrame,
    seen: Panel,
    until: int,
    *,
    year_effects: bool = False,
    plain: bool = False,
) -> Fitted:
    """Fit offset and scale by least squares over all states and the years up to a cut.

    State-years weigh by their measurement error where the data give it: with the variance of the
    noise plus that of the error, the noise being worked out from the residuals. Weak figures are
    left out. A logistic scale is pulled weakly toward 0 (`STEEPEST`).

    Args:
        link: the form.
        modelled: the model's reading, years by states; its mean over runs.
        seen: what was observed; whatever is later than the cut is dropped first.
        until: the cut, a year; it counts.
        year_effects: take out what moves all states of a year together; the offset is then that
            of the mean year, and how far years lie apart is kept as `Fitted.year_effect`.
        plain: every state-year weighs the same, and weak ones count.

    Raises:
        NothingToFit: fewer than `LEAST` state-years are there.
    """
    known = seen.until(until)
    years = [year for year in known.value.index if year in modelled.index]
    states = [state for state in known.value.columns if state in modelled.columns]
    values = (known.value if plain else known.firm()).loc[years, states].to_numpy(np.float64)
    errors = known.error.loc[years, states].to_numpy(np.float64)
    reading = modelled.loc[years, states].to_numpy(np.float64)
    there = np.isfinite(values) & np.isfinite(reading)
    if int(there.sum()) < LEAST:
        raise NothingToFit(f"{int(there.sum())} state-years up to {until}; {LEAST} are needed")
    y, x = values[there], reading[there]
    error = np.zeros_like(y) if plain else np.nan_to_num(errors[there])
    year = np.broadcast_to(np.arange(len(years))[:, None], values.shape)[there]
    return _fit(link, x, y, error, year if year_effects else None, until)


def _fit(
    link: Link,
    x: FloatArray,
    y: FloatArray,
    error: FloatArray,
    year: np.ndarray[tuple[int, ...], np.dtype[np.int64]] | None,
    until: int,
) -> Fitted:
    """Fit, with weights and year effects put right in turns until nothing moves any more."""
    effect = np.zeros_like(y)
    noise = max(float(y.var()), _NO_SPREAD)
    offset = scale = math.nan
    free = 2 * link.fitted
    for _ in range(_ROUNDS):
        weight = 1.0 / np.sqrt(noise + error**2)
        before = (offset, scale)
        offset, scale = _line(link, x, y - effect, weight) if link.fitted else (0.0, 1.0)
        left = y - link.value(x, offset, scale)
        if year is not None:
            effect = _by_year(left, year)
        dof = max(len(y) - free - (0 if year is None else int(year.max())), 1)
        total = float(((left - effect) ** 2).sum() / dof)
        noise = max(total - float((error**2).mean()), 1e-4 * total, _NO_SPREAD**2)
        if np.allclose(before, (offset, scale), rtol=_STILL, atol=0.0):
            break
    return Fitted(
        link,
        float(offset),
        float(scale),
        until,
        len(y),
        math.sqrt(total),
        math.sqrt(float((error**2).mean())),
        0.0 if year is None else float(np.std(_each(effect, year))),
        against=scale == 0.0 and float(x.std()) > _NO_SPREAD,
    )


def _line(link: Link, x: FloatArray, y: FloatArray, weight: FloatArray) -> tuple[float, float]:
    """Return offset and scale by weighted least squares; the scale has the link's direction."""
    middle, spread = float(np.average(x, weights=weight**2)), float(x.std())
    flat = spread < _NO_SPREAD
    sign = 1.0 if link.rises else -1.0
    z = np.zeros_like(x) if flat else sign * (x - middle) / spread
    level = float(np.average(y, weights=weight**2))
    slope = max(
        float(np.sum(weight**2 * z * (y - level)) / max(np.sum((weight * z) ** 2), 1e-300)), 0.0
    )
    start = (level, slope)
    if link.form != "linear":
        start = _curved(link, z, y, weight, start)
    offset, scale = start[0], 0.0 if flat else sign * start[1] / spread
    if abs(scale) * spread < _NO_SLOPE * max(1.0, abs(start[0])):
        scale = 0.0
    return offset - scale * middle, scale


def _curved(
    link: Link, z: FloatArray, y: FloatArray, weight: FloatArray, start: tuple[float, float]
) -> tuple[float, float]:
    """Return offset and scale of a form that is no straight line."""
    begin = np.array(start)
    if link.form == "logistic":
        span = link.high - link.low
        share = float(np.clip((start[0] - link.low) / span, 0.02, 0.98))
        begin = np.array([math.log(share / (1 - share)), start[1] / (span * share * (1 - share))])
    pull = 1.0 / STEEPEST if link.form == "logistic" else 0.0
    return _least(link, z, y, weight, pull, (float(begin[0]), float(begin[1]) + 1e-6))


def _least(
    link: Link,
    z: FloatArray,
    y: FloatArray,
    weight: FloatArray,
    pull: float,
    start: tuple[float, float],
) -> tuple[float, float]:
    """Return offset and scale by damped steps of Gauss and Newton; the scale is never negative.

    For two numbers this is many times faster than a general solver, and links are fitted by the
    thousand where states are left out.
    """
    (offset, scale), damping = start, 1e-3
    left = weight * (link.value(z, offset, scale) - y)
    loss = float(left @ left) + (pull * scale) ** 2
    for _ in range(_STEPS):
        steep = weight * link.steepness(z, offset, scale)
        across = steep * z
        first, second = float(steep @ left), float(across @ left) + pull**2 * scale
        one, both = float(steep @ steep), float(steep @ across)
        other = float(across @ across) + pull**2
        while damping < _STUCK:
            new = _stepped(offset, scale, first, second, one, both, other, damping)
            ahead = weight * (link.value(z, *new) - y)
            below = float(ahead @ ahead) + (pull * new[1]) ** 2
            if below <= loss:
                break
            damping *= 4.0
        else:
            return offset, scale
        moved = loss - below
        (offset, scale), left, loss, damping = new, ahead, below, max(damping / 10.0, 1e-9)
        if moved <= _STILL * 1e-4 * max(loss, 1e-300):
            break
    return offset, scale


def _stepped(
    offset: float,
    scale: float,
    first: float,
    second: float,
    one: float,
    both: float,
    other: float,
    damping: float,
) -> tuple[float, float]:
    """Return offset and scale after a step; at a scale of 0 that would fall, the offset alone."""
    one, other = one * (1.0 + damping) + 1e-300, other * (1.0 + damping) + 1e-300
    if not (scale <= 0.0 and second > 0.0):
        whole = one * other - both * both
        if whole > 0.0:
            moved = (one * second - both * first) / whole
            if scale - moved >= 0.0:
                return offset - (other * first - both * second) / whole, scale - moved
            first -= both * scale
            scale = 0.0
    return offset - first / one, scale


def _by_year(left: FloatArray, year: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> FloatArray:
    """Return for each state-year the mean residual of its year, with a mean of 0 over years."""
    count = np.bincount(year)
    mean = np.bincount(year, left) / np.maximum(count, 1)
    mean = mean - mean[count > 0].mean()
    effect: FloatArray = mean[year]
    return effect


def _each(effect: FloatArray, year: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> FloatArray:
    """Return the effect of each year once."""
    _, first = np.unique(year, return_index=True)
    once: FloatArray = effect[first]
    return once
