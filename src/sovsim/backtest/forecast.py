"""Predictions of one indicator from one cut by every method, with bands, beside what came."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from sovsim.arrays import FloatArray
from sovsim.backtest.case import Case
from sovsim.backtest.hindcast import Spread, pull, spread
from sovsim.backtest.marks import crps
from sovsim.backtest.methods import METHODS, From, Method

BAND = (0.1, 0.9)
"""Quantiles between which four of five values should lie."""

COLUMNS = (
    "indicator", "group", "cut", "state", "year", "method", "origin", "last", "observed",
    "predicted", "low", "high", "runs_low", "runs_high", "crps",
)  # fmt: skip
"""Columns of the table of predictions."""


@dataclass(frozen=True)
class Fit:
    """What of a method was fitted before the cut.

    Attributes:
        pull: how far a value moves toward the level in a year; 0 where the method has none.
        spread: its error by lead.
    """

    pull: float
    spread: Spread


def fitted(case: Case, method: Method) -> Fit:
    """Return a method's pull and spread, from years up to the cut alone."""
    level = case.level(method.level)[: len(case.known)]
    strength = pull(method, case.known, level)
    low, high = case.indicator.link.low, case.indicator.link.high
    return Fit(strength, spread(method, case.known, level, strength, low, high))


def predicted(case: Case, method: Method, fit: Fit, year: int, level: FloatArray) -> FloatArray:
    """Return the prediction of a later year for every state, from each state's last value.

    Args:
        case, method, fit: what, how, and what was fitted.
        year: number of the year among all years.
        level: what the method reads, ``(..., year, state)``; the answer has the same front.
    """
    last = case.last
    found = np.full((*level.shape[:-2], len(case.states)), np.nan)
    for at in np.unique(case.origin[case.origin >= 0]).astype(int):
        origin = From(int(at), last, case.known[: at + 1])
        here = case.origin == at
        value = np.broadcast_to(method.rule(origin, year, level, fit.pull), found.shape)
        found[..., here] = value[..., here]
    low, high = case.indicator.link.low, case.indicator.link.high
    clipped: FloatArray = np.clip(found, low, high)
    return clipped


def forecast(case: Case, seed: int) -> tuple[pd.DataFrame, dict[str, Fit]]:
    """Return a row for each method, state and year with a figure (`COLUMNS`), and the fits.

    The ensemble of a method is that of the runs, each with noise, so that its variance is the error
    expected before the cut: what the runs do not spread by themselves is added. Guesses without a
    model have the noise alone, with as many members.
    """
    fits = {name: fitted(case, method) for name, method in METHODS.items()}
    tables = [
        _of_year(case, fits, case.years.index(year), seed)
        for year, row in zip(case.years[len(case.known) :], case.actual, strict=True)
        if (np.isfinite(row) & (case.origin >= 0)).any()
    ]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)], fits


def _of_year(case: Case, fits: dict[str, Fit], year: int, seed: int) -> pd.DataFrame:
    actual = case.actual[year - len(case.known)]
    there = np.isfinite(actual) & (case.origin >= 0)
    number = zlib.crc32(case.indicator.name.encode())
    noise = _noise(len(case.runs), len(case.states), [seed, number, case.cut, year])
    last, origin = case.last, case.origin
    tables = []
    for name, method in METHODS.items():
        point = predicted(case, method, fits[name], year, case.level(method.level))
        runs = point[None]
        if method.level == "path":
            runs = predicted(case, method, fits[name], year, case.runs)
        around = _around(case, fits[name].spread, year, runs)
        members = _members(case, runs, around, noise)
        low, high = np.quantile(members, BAND, axis=0)
        runs_low, runs_high = np.quantile(runs, BAND, axis=0)
        tables.append(
            pd.DataFrame(
                {
                    "indicator": case.indicator.name,
                    "group": case.indicator.group,
                    "cut": case.cut,
                    "state": np.array(case.states)[there],
                    "year": case.years[year],
                    "method": name,
                    "origin": np.array(case.years)[origin[there].astype(int)],
                    "last": last[there],
                    "observed": actual[there],
                    "predicted": point[there],
                    "low": low[there],
                    "high": high[there],
                    "runs_low": runs_low[there],
                    "runs_high": runs_high[there],
                    "crps": crps(members[:, there], actual[there]),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def _around(case: Case, spread: Spread, year: int, runs: FloatArray) -> FloatArray:
    """Return the standard deviation of the noise by state: what the runs leave of the spread."""
    lead = np.maximum(year - case.origin, 1.0)
    expected = spread.floor + spread.growth * lead
    own = float(np.nanmean(runs.var(axis=0))) if len(runs) > 1 else 0.0
    least = min(case.link.error**2, float(expected.max()))
    found: FloatArray = np.sqrt(np.maximum(expected - own, least))
    return found


def _members(case: Case, runs: FloatArray, around: FloatArray, noise: FloatArray) -> FloatArray:
    """Return runs with noise, within the bounds of the indicator."""
    low, high = case.indicator.link.low, case.indicator.link.high
    found: FloatArray = np.clip(runs + around * noise, low, high)
    return found


def _noise(members: int, states: int, key: list[int]) -> FloatArray:
    """Return standard normal members, evenly spread, in an order of their own for each state."""
    even = ndtri((np.arange(members) + 0.5) / members)
    draws = np.random.default_rng(key).random((members, states))
    found: FloatArray = even[np.argsort(draws, axis=0)]
    return found
