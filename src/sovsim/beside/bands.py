"""Bands within which four of five observed figures should lie, year by year.

Up to the cut, and where a state has no figure to start from, a band is that of the model's *level*:
runs through the link, with what link and model cannot say and the measurement error around them.
After the cut it is that of the *change*: the last figure known and the model's change since, with
the error by lead that the same guess made before the cut, as in `sovsim.backtest`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from sovsim.arrays import FloatArray
from sovsim.backtest.hindcast import LONGEST, Spread, pairs, spread
from sovsim.backtest.methods import METHODS
from sovsim.observed.fitting import Fitted

BAND = (0.1, 0.9)
"""Quantiles between which four of five figures should lie."""

CHANGE = METHODS["b"]
"""The last figure and the model's change since."""

OLDEST = 5
"""Years, that of the cut included, in which the last figure of a state has to lie (ours)."""


@dataclass(frozen=True)
class Bands:
    """Bands of one indicator, each ``(year, state)``.

    Attributes:
        low, middle, high: quantiles of what should be observed.
        changed: where the band is one of the change.
    """

    low: FloatArray
    middle: FloatArray
    high: FloatArray
    changed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def error_by_lead(link: Fitted, known: FloatArray, reading: FloatArray) -> Spread:
    """Return how far the change was off before the cut, by lead.

    Args:
        known: figures up to the cut, ``(year, state)``.
        reading: the model's mean reading in the same years and states.
    """
    form, level = link.link, link.predict(reading)
    return spread(CHANGE, pairs(known), known, level, 0.0, form.low, form.high)


def bands(
    link: Fitted,
    expected: Spread,
    level: FloatArray,
    error: FloatArray,
    known: FloatArray,
    own: float,
    key: str,
) -> Bands:
    """Return the bands of an indicator.

    Runs spread by themselves, and the residual of a link holds that already: around them goes what
    is left of it, and the measurement error at least.

    Args:
        link: fitted up to the cut.
        expected: error of the change by lead.
        level: runs through the link, ``(run, year, state)``.
        error: measurement error, ``(year, state)``; nan where it is not given.
        known: figures up to the cut in the first of those years, ``(year, state)``.
        own: variance between the runs to which the link was fitted, on its scale.
        key: what the noise around the runs belongs to.
    """
    form, shares = link.link, _shares(level.shape[0], level.shape[2], key)
    measured = np.where(np.isfinite(error), error, link.error) ** 2
    unsaid = max(link.noise**2 + link.year_effect**2 - own, 0.0)
    members = level + np.sqrt(unsaid + measured) * ndtri(shares)
    moved = anchored(level, known)
    changed = np.isfinite(moved[0])
    # No lead longer than that was looked at before the cut; bands further ahead grow no more.
    lead = np.minimum(np.arange(level.shape[1])[:, None] - _origins(known), LONGEST)
    variance = expected.floor + expected.growth * np.maximum(lead, 1.0)
    spreads = np.where(changed, moved.var(axis=0), 0.0).sum(axis=1, keepdims=True)
    between = spreads / np.maximum(changed.sum(axis=1, keepdims=True), 1)
    least = np.minimum(link.error**2, variance)
    around = np.sqrt(np.maximum(variance - between, least))
    members = np.where(changed, moved + around * expected.error(shares), members)
    low, middle, high = np.quantile(
        np.minimum(np.maximum(members, form.low), form.high), (BAND[0], 0.5, BAND[1]), axis=0
    )
    return Bands(low, middle, high, changed)


def anchored(level: FloatArray, known: FloatArray) -> FloatArray:
    """Return the last figure known and the change of runs since; nan up to the cut.

    Args:
        level: runs through the link, ``(run, year, state)``.
        known: figures up to the cut in the first of those years.
    """
    found = np.full(level.shape, np.nan)
    for state, at in enumerate(_origins(known)):
        if at >= 0:
            found[:, len(known) :, state] = (
                known[at, state] + level[:, len(known) :, state] - level[:, at, state, None]
            )
    return found


def _origins(known: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the number of the year of each state's last figure; -1 where there is no recent."""
    found = np.full(known.shape[1], -1)
    for state in range(known.shape[1]):
        there = np.flatnonzero(np.isfinite(known[:, state]))
        if len(there) and there[-1] > len(known) - 1 - OLDEST:
            found[state] = there[-1]
    return found


def _shares(runs: int, states: int, key: str) -> FloatArray:
    """Return for each run the share of errors that its own is above, ``(run, 1, state)``.

    They are evenly spread over the runs, in an order of its own for each state that holds for all
    years: a band says nothing of how years hang together.
    """
    even = (np.arange(runs) + 0.5) / runs
    draws = np.random.default_rng(zlib.crc32(key.encode())).random((runs, states))
    found: FloatArray = even[np.argsort(draws, axis=0)][:, None]
    return found
