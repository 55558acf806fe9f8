"""A small regression of change on what is known at the origin, with or without the model's change.

It says what a reader with a spreadsheet could have said at the cut; with the model's change among
its causes, it says whether the model knows more than that (a test of encompassing).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.backtest.rules import Fit, From

DAMPED = 0.9
"""What of a year's change goes on in the next one (Gardner and McKenzie 1985; the size is a usual
one): eight years count as 5.7, so that nothing runs away."""

_PENALTIES = np.array([0.0, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, np.inf])
"""Ridge penalties tried, in units of the mean square of the causes; the last one is persistence."""

MOST = 1.5
"""Largest coefficient of the model's change, which is in the indicator's unit already (ours)."""

CAUSES = 5
"""Drift, own trend, gap to the mean of all, gap to the own mean, change of the model."""


def causes(origin: From, year: int, level: FloatArray) -> FloatArray:
    """Return what change is laid on, shape ``(cause, ..., state)``; the last is the model's."""
    lead = (1.0 - DAMPED ** (year - origin.year)) / (1.0 - DAMPED)
    moved = level[..., year, :] - level[..., origin.year, :]
    shape = np.broadcast_shapes(moved.shape, origin.value.shape)
    known = (
        np.ones_like(origin.value),
        origin.slope,
        origin.middle - origin.value,
        origin.mean - origin.value,
    )
    found: FloatArray = np.stack(
        [*(np.broadcast_to(lead * each, shape) for each in known), np.broadcast_to(moved, shape)]
    )
    return found


def rule(origin: From, year: int, level: FloatArray, fit: Fit) -> FloatArray:
    """Return the value and the change that the coefficients say, ``(cause,)``."""
    found: FloatArray = origin.value + np.tensordot(
        np.asarray(fit, dtype=np.float64), causes(origin, year, level), axes=(0, 0)
    )
    return found


def coefficients(
    pairs: Sequence[tuple[From, int]], known: FloatArray, level: FloatArray, model: bool
) -> FloatArray:
    """Return the coefficients by ridge, ``(cause,)``; 0 for the model's where it does not count.

    The penalty is the one with the least squared error on states that are left out, one at a time,
    among known years; an infinite one leaves persistence. The model's coefficient lies between 0
    and `MOST`: a change told the wrong way round is worth nothing, and none is blown up.

    Args:
        pairs: origins and later years, all of them known.
        known: values up to the cut, ``(year, state)``.
        level: what the model says, ``(year, state)``.
        model: whether its change counts.
    """
    count = CAUSES if model else CAUSES - 1
    states = known.shape[1]
    square, product = np.zeros((states, count, count)), np.zeros((states, count))
    for origin, later in pairs:
        x = causes(origin, later, level)[:count]
        y = known[later] - origin.value
        there = np.isfinite(y) & np.isfinite(x).all(axis=0)
        x = np.where(there, x, 0.0)
        y = np.where(there, y, 0.0)
        square += np.einsum("is,js->sij", x, x)
        product += (x * y).T
    found = np.zeros(CAUSES)
    found[:count] = _ridge(square, product)
    held = min(max(float(found[-1]), 0.0), MOST)
    if held != found[-1]:
        left = product[:, :-1] - held * square[:, :-1, -1]
        found[:-1], found[-1] = _ridge(square[:, :-1, :-1], left), held
    return found


def _ridge(square: FloatArray, product: FloatArray) -> FloatArray:
    """Return coefficients from sums by state, at the penalty that does best on states left out."""
    scale = np.sqrt(np.maximum(np.einsum("sii->i", square), 1e-300))
    square = square / np.outer(scale, scale)
    product = product / scale
    all_square, all_product = square.sum(axis=0), product.sum(axis=0)
    losses = []
    for penalty in _PENALTIES:
        loss = 0.0
        for one, other in zip(square, product, strict=True):
            beta = _solved(all_square - one, all_product - other, penalty)
            loss += float(beta @ one @ beta - 2.0 * beta @ other)
        losses.append(loss)
    best = _PENALTIES[::-1][int(np.argmin(losses[::-1]))]
    return _solved(all_square, all_product, best) / scale


def _solved(square: FloatArray, product: FloatArray, penalty: float) -> FloatArray:
    if not np.isfinite(penalty):
        return np.zeros_like(product)
    held = square + max(penalty, 1e-9) * np.eye(len(product))
    found: FloatArray = np.asarray(np.linalg.solve(held, product), dtype=np.float64)
    return found
