"""Predictions of one indicator from one cut by every method, with bands, beside what came."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from sovsim.arrays import FloatArray
from sovsim.backtest.case import Case
from sovsim.backtest.hindcast import Pairs, Spread, fitted, pairs, spread
from sovsim.backtest.marks import crps, place
from sovsim.backtest.methods import METHODS, Method
from sovsim.backtest.rules import Fit as Strength
from sovsim.backtest.rules import From

BAND = (0.1, 0.9)
"""Quantiles between which four of five values should lie."""

_FIGURES = ("predicted", "low", "high", "runs_low", "runs_high", "crps", "place")

COLUMNS = (
    "indicator", "group", "cut", "state", "year", "method", "origin", "last", "observed", *_FIGURES,
)  # fmt: skip
"""Columns of the table of predictions: ``low`` and ``high`` bound four fifths of the members,
``runs_low`` and ``runs_high`` those of the runs with no more than the measurement error that the
data give; ``place`` is the share of members below what came."""


@dataclass(frozen=True)
class Fit:
    """What of a method was fitted before the cut.

    Attributes:
        strength: a pull, a weight or coefficients; 0 where the method has none.
        spread: its error by lead.
    """

    strength: Strength
    spread: Spread


def fit_of(case: Case, method: Method, past: Pairs) -> Fit:
    """Return what is fitted of a method, and its spread, from years up to the cut alone."""
    level = case.level(method.level)[: len(case.known)]
    strength = fitted(method, past, case.known, level)
    low, high = case.indicator.link.low, case.indicator.link.high
    return Fit(strength, spread(method, past, case.known, level, strength, low, high))


def predicted(
    case: Case, method: Method, strength: Strength, year: int, level: FloatArray
) -> FloatArray:
    """Return the prediction of a later year for every state, from each state's last value.

    Args:
        case, method, strength: what, how, and what was fitted.
        year: number of the year among all years.
        level: what the method reads, ``(..., year, state)``; the answer has the same front.
    """
    last = case.last
    found = np.full((*level.shape[:-2], len(case.states)), np.nan)
    for at in np.unique(case.origin[case.origin >= 0]).astype(int):
        origin = From(int(at), last, case.known[: at + 1])
        here = case.origin == at
        value = np.broadcast_to(method.rule(origin, year, level, strength), found.shape)
        found[..., here] = value[..., here]
    low, high = case.indicator.link.low, case.indicator.link.high
    kept: FloatArray = np.minimum(np.maximum(found, low), high)
    return kept


def forecast(
    case: Case, seed: int, methods: Mapping[str, Method] = METHODS
) -> tuple[pd.DataFrame, dict[str, Fit]]:
    """Return a row for each method, state and year with a figure (`COLUMNS`), and the fits.

    The ensemble of a method is that of the runs, each with an error drawn from those before the
    cut, so that its variance is the error expected then: what the runs do not spread by themselves
    is added. Guesses without a
    model have the errors alone, with as many members.
    """
    past = pairs(case.known)
    fits = {name: fit_of(case, method, past) for name, method in methods.items()}
    there = np.isfinite(case.actual) & (case.origin >= 0)
    later, state = np.nonzero(there)
    scored = [int(number) for number in np.flatnonzero(there.any(axis=1))]
    shares = {number: _shares(case, number, seed) for number in scored}
    figures: dict[str, list[FloatArray]] = {name: [] for name in _FIGURES}
    for method in methods.values():
        for number in scored:
            found = _of_year(case, method, fits[method.name], number, shares[number])
            for name, values in found.items():
                figures[name].append(values[there[number]])
    again, size = len(methods), len(state)
    columns = {
        "indicator": np.full(size * again, case.indicator.name, dtype=object),
        "group": np.full(size * again, case.indicator.group, dtype=object),
        "cut": np.full(size * again, case.cut),
        "state": np.tile(np.array(case.states, dtype=object)[state], again),
        "year": np.tile(np.array(case.years)[len(case.known) + later], again),
        "method": np.repeat(np.array(list(methods), dtype=object), size),
        "origin": np.tile(np.array(case.years)[case.origin[state].astype(int)], again),
        "last": np.tile(case.last[state], again),
        "observed": np.tile(case.actual[there], again),
        **{name: np.concatenate(values) for name, values in figures.items()},
    }
    return pd.DataFrame(columns)[list(COLUMNS)], fits


def _of_year(
    case: Case, method: Method, fit: Fit, number: int, shares: FloatArray
) -> Mapping[str, FloatArray]:
    """Return the figures of one method for one later year, by state."""
    year, actual = len(case.known) + number, case.actual[number]
    point = predicted(case, method, fit.strength, year, case.level(method.level))
    runs = point[None]
    levels = case.runs_of(method.level)
    if levels is not None:
        runs = predicted(case, method, fit.strength, year, levels)
    around = _around(case, fit.spread, year, runs) * fit.spread.error(shares)
    members = _members(case, runs, around)
    members.sort(axis=0)
    marks = crps(members, actual), place(members, actual)
    measured = runs + case.link.error * ndtri(shares) if levels is not None else runs
    ends = (*_ends(members), *_ends(np.sort(measured, axis=0)))
    return dict(zip(_FIGURES, (point, *ends, *marks), strict=True))


def _ends(ordered: FloatArray) -> Iterator[FloatArray]:
    """Yield the ends of the band among ordered members, as `numpy.quantile` has them."""
    for share in BAND:
        at = share * (len(ordered) - 1)
        below = int(at)
        above = min(below + 1, len(ordered) - 1)
        yield ordered[below] + (at - below) * (ordered[above] - ordered[below])


def _around(case: Case, spread: Spread, year: int, runs: FloatArray) -> FloatArray:
    """Return the standard deviation of the noise by state: what the runs leave of the spread."""
    lead = np.maximum(year - case.origin, 1.0)
    expected = spread.floor + spread.growth * lead
    own = float(np.nanmean(runs.var(axis=0))) if len(runs) > 1 else 0.0
    least = min(case.link.error**2, float(expected.max()))
    found: FloatArray = np.sqrt(np.maximum(expected - own, least))
    return found


def _members(case: Case, runs: FloatArray, errors: FloatArray) -> FloatArray:
    """Return runs with errors, within the bounds of the indicator."""
    low, high = case.indicator.link.low, case.indicator.link.high
    found: FloatArray = np.minimum(np.maximum(runs + errors, low), high)
    return found


def _shares(case: Case, number: int, seed: int) -> FloatArray:
    """Return for each run and state the share of errors that its own is above, for a later year.

    They are evenly spread, in an order of its own for each state.
    """
    members, states = len(case.runs), len(case.states)
    name = zlib.crc32(case.indicator.name.encode())
    even = (np.arange(members) + 0.5) / members
    key = [seed, name, case.cut, len(case.known) + number]
    draws = np.random.default_rng(key).random((members, states))
    found: FloatArray = even[np.argsort(draws, axis=0)]
    return found
