"""Weights with which arms are best mixed into one prediction, and whether they can be told.

Each arm's prediction of a figure is taken as a normal distribution with its mean and the width of
its 80 % band. The weights of the mixture minimise its continuous ranked probability score, which
is a convex quadratic in them (closed form for normal mixtures: Grimit, Gneiting, Berrocal and
Johnson 2006), or maximise its mean log density (Yao, Vehtari, Simpson and Gelman 2018). Predictions
are of years after each cut; weights are fitted on all states, and scored on a state that the fit
left out. Rows weigh as in the pooled ratio; CRPS is counted in the mean CRPS of its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize
from scipy.special import ndtr, ndtri

from sovsim.arrays import FloatArray
from sovsim.backtest.again import counts
from sovsim.backtest.forecast import BAND
from sovsim.scoring.again import interval
from sovsim.scoring.common import Common
from sovsim.scoring.difference import sums

Kind = Literal["crps", "log"]
KINDS: tuple[Kind, ...] = ("crps", "log")

Numbers = npt.NDArray[np.integer[Any]]
"""Numbers of parts or rows."""

_TIMES = 300
"""How often weights are fitted again."""
_FLAT = 1e-10
"""Losses nearer to each other than this, in units of themselves, are the same."""
_LEAST = 1e-2
"""Narrowest distribution, in standard deviations of what was observed of an indicator (ours)."""


@dataclass(frozen=True)
class Stack:
    """Weights of arms.

    Attributes:
        kind: by which score.
        table: ``arm, weight, low, high`` (90 %, states drawn again), ``least, most`` (when each
            cut in turn is left out), ``loss`` of the arm alone.
        decided: the arm whose weight is surely above a half; empty where there is none.
        loss: of the mixture on states that its weights had not seen.
        equal: of equal weights.
        flat: whether all weights fit alike, because the arms predict the same.
    """

    kind: Kind
    table: pd.DataFrame
    decided: str
    loss: float
    equal: float
    flat: bool


@dataclass(frozen=True)
class _Terms:
    """What a loss of weights is made of, by part (a state or a cut).

    ``linear (part, arm)`` and ``square (part, arm, arm)`` for CRPS; ``density (row, arm)``,
    ``weight (row)``, ``part (row)`` for the log score.
    """

    linear: FloatArray
    square: FloatArray
    density: FloatArray
    weight: FloatArray
    part: Numbers


def spread(found: Common) -> FloatArray:
    """Return the standard deviation of each prediction, ``(row, arm)``, from its band."""
    width = (found.high - found.low) / (ndtri(BAND[1]) - ndtri(BAND[0]))
    scale = found.rows.groupby("indicator")["observed"].transform("std").to_numpy(np.float64)
    least = _LEAST * np.nan_to_num(scale, nan=0.0)
    sized: FloatArray = np.maximum(width, np.maximum(least, 1e-9)[:, None])
    return sized


def _distance(mean: FloatArray, sd: FloatArray) -> FloatArray:
    """Return the expected absolute value of a normal variable."""
    at = mean / sd
    density = np.exp(-0.5 * at**2) / np.sqrt(2 * np.pi)
    found: FloatArray = mean * (2 * ndtr(at) - 1) + 2 * sd * density
    return found


def _terms(found: Common, by: str) -> _Terms:
    observed = found.rows["observed"].to_numpy(np.float64)
    mean, sd = found.predicted, spread(found)
    part = found.rows.groupby(by, sort=True).ngroup().to_numpy()
    size = int(part.max()) + 1
    row, weight, scale = _row_weights(found)
    weighed = weight[row]
    to = _distance(mean - observed[:, None], sd)
    between = _distance(
        mean[:, :, None] - mean[:, None, :],
        np.sqrt(sd[:, :, None] ** 2 + sd[:, None, :] ** 2),
    )
    arms = len(found.arms)
    linear, square = np.zeros((size, arms)), np.zeros((size, arms, arms))
    np.add.at(linear, part, to * (weighed / scale[row])[:, None])
    np.add.at(square, part, between * (weighed / scale[row])[:, None, None])
    off = (mean - observed[:, None]) / sd
    density = -0.5 * off**2 - np.log(sd)
    return _Terms(linear, square, density, weighed, part)


def _row_weights(
    found: Common,
) -> tuple[Numbers, FloatArray, FloatArray]:
    """Return the number of each row's indicator, cut and horizon, and weight and scale of those."""
    keys = ["indicator", "group", "cut", "horizon"]
    row = found.rows.groupby(keys, sort=False).ngroup().to_numpy()
    summed = sums(found, "crps")
    size = np.bincount(row)
    scale = summed.values.sum(axis=(1, 2)) / (size * len(found.arms))
    return row, summed.weight / size, np.asarray(np.maximum(scale, 1e-12), dtype=np.float64)


def _loss(terms: _Terms, kind: Kind, times: FloatArray, weights: FloatArray) -> float:
    """Return the loss of weights, parts counting so many times."""
    if kind == "crps":
        linear = times @ terms.linear
        square = np.tensordot(times, terms.square, axes=1)
        return float(linear @ weights - 0.5 * weights @ square @ weights)
    top = terms.density.max(axis=1)
    mixed = np.exp(terms.density - top[:, None]) @ weights
    logs = np.log(np.maximum(mixed, 1e-300)) + top
    return float(-(terms.weight * times[terms.part]) @ logs)


def _slope(terms: _Terms, kind: Kind, times: FloatArray, weights: FloatArray) -> FloatArray:
    found: FloatArray
    if kind == "crps":
        found = times @ terms.linear - np.tensordot(times, terms.square, axes=1) @ weights
        return found
    top = terms.density.max(axis=1)
    each = np.exp(terms.density - top[:, None])
    share = (terms.weight * times[terms.part]) / np.maximum(each @ weights, 1e-300)
    found = -(share @ each)
    return found


def fitted(terms: _Terms, kind: Kind, times: FloatArray) -> FloatArray | None:
    """Return the weights with the least loss; None where all weights have the same."""
    arms = terms.linear.shape[1]
    start = np.full(arms, 1.0 / arms)
    at_start = _loss(terms, kind, times, start)
    corners = [_loss(terms, kind, times, np.eye(arms)[at]) for at in range(arms)]
    unit = max(abs(loss - at_start) for loss in corners)
    if unit <= _FLAT * max(float(times.sum()) / len(times), abs(at_start), 1e-12):
        return None
    found = minimize(
        lambda weights: (_loss(terms, kind, times, weights) - at_start) / unit,
        start,
        jac=lambda weights: _slope(terms, kind, times, weights) / unit,
        method="SLSQP",
        bounds=[(0.0, 1.0)] * arms,
        constraints=[
            {"type": "eq", "fun": lambda w: w.sum() - 1.0, "jac": lambda w: np.ones(arms)}
        ],
        options={"ftol": 1e-10, "maxiter": 200},
    )
    weights: FloatArray = np.clip(found.x, 0.0, 1.0)
    best = weights / weights.sum()
    if _loss(terms, kind, times, best) > min(corners):
        best = np.eye(arms)[int(np.argmin(corners))]
    return best


def stack(found: Common, kind: Kind, seed: int) -> Stack:
    """Return weights of the arms, with their intervals and the loss on states left out."""
    arms = len(found.arms)
    by_state, by_cut = _terms(found, "state"), _terms(found, "cut")
    states, cuts = len(by_state.linear), len(by_cut.linear)
    ones = np.ones(states)
    equal = np.full(arms, 1.0 / arms)
    alone = [_loss(by_state, kind, ones, np.eye(arms)[at]) for at in range(arms)]
    weights = fitted(by_state, kind, ones)
    flat = weights is None
    best = equal if weights is None else weights
    if flat:
        low, high = np.zeros(arms), np.ones(arms)
        least, most = low, high
    else:
        drawn = counts(states, seed)[:, 1 : _TIMES + 1].T
        again = _all(by_state, kind, drawn, equal)
        ends = [interval(again[:, at], states) for at in range(arms)]
        low, high = np.array([end[0] for end in ends]), np.array([end[1] for end in ends])
        without = _all(by_cut, kind, 1.0 - np.eye(cuts), equal) if cuts > 1 else best[None]
        least, most = without.min(axis=0), without.max(axis=0)
    held = 0.0
    for at in range(states):
        left = ones.copy()
        left[at] = 0.0
        chosen = fitted(by_state, kind, left) if states > 1 else None
        held += _loss(by_state, kind, ones - left, equal if chosen is None else chosen)
    table = pd.DataFrame(
        {
            "arm": list(found.arms),
            "weight": best,
            "low": low,
            "high": high,
            "least": least,
            "most": most,
            "loss": alone,
        }
    )
    sure = table[table["low"] > 0.5]
    decided = "" if flat or sure.empty else str(sure["arm"].iloc[0])
    return Stack(kind, table, decided, held, _loss(by_state, kind, ones, equal), flat)


def _all(terms: _Terms, kind: Kind, times: FloatArray, equal: FloatArray) -> FloatArray:
    """Return weights for each row of times."""
    found = [fitted(terms, kind, each) for each in times]
    return np.array([equal if one is None else one for one in found])
