"""One indicator at one cut: what was known then, what the model says, and what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sovsim.arrays import FloatArray
from sovsim.backtest.path import Paths
from sovsim.observed.fitting import Fitted, NothingToFit, fit
from sovsim.observed.indicator import Indicator
from sovsim.observed.panel import Panel

OLDEST = 5
"""Years, the cut's included, in which the last value of a state has to lie (ours)."""


@dataclass(frozen=True)
class Case:
    """What is to be predicted, and from what.

    Attributes:
        indicator: of what.
        cut: the last year known.
        states: codes.
        years: all years, known ones first.
        known: values up to the cut, ``(year, state)``.
        actual: values after the cut, ``(year, state)``; used to score and for nothing else.
        origin: number of the year of each state's last value; -1 where there is none.
        link: fitted to the model's path up to the cut.
        runs: the model's level through the link, ``(run, year, state)``.
        path: the same of the mean reading, ``(year, state)``.
        frozen: the level if the model stayed as it starts, through a link of its own.
        anew, anew_runs: as `path` and `runs`, but with the change of the model started anew in the
            cut's year from there on; the same as these where no start could be built.
        reading: the mean reading, ``(year, state)``.
        before: what the folder held of the indicator as it stood at the cut.
    """

    indicator: Indicator
    cut: int
    states: tuple[str, ...]
    years: tuple[int, ...]
    known: FloatArray
    actual: FloatArray
    origin: FloatArray
    link: Fitted
    runs: FloatArray
    path: FloatArray
    frozen: FloatArray
    anew: FloatArray
    anew_runs: FloatArray
    reading: FloatArray
    before: Panel

    @property
    def last(self) -> FloatArray:
        """The last value known of each state; nan where there is none."""
        column = np.arange(len(self.states))
        at = self.origin.astype(int)
        found: FloatArray = np.where(at >= 0, self.known[at, column], np.nan)
        return found

    def level(self, kind: str) -> FloatArray:
        """Return the mean level that a method reads, ``(year, state)``."""
        return {"frozen": self.frozen, "anew": self.anew}.get(kind, self.path)

    def runs_of(self, kind: str) -> FloatArray | None:
        """Return the levels of the single runs that a method reads; None where it reads none."""
        return {"path": self.runs, "anew": self.anew_runs}.get(kind)


def case(
    indicator: Indicator, before: Panel | None, whole: Panel | None, paths: Paths, cut: int
) -> Case | None:
    """Return what an indicator offers at a cut; None where nothing can be fitted or scored.

    Args:
        indicator, paths, cut: of what, how the model went, and the last year known.
        before: what the folder held of it as it stood at the cut; what is fitted comes from here.
        whole: what it holds now, opened for the values to be scored and for nothing else.
    """
    if before is None or whole is None:
        return None
    known_years = [year for year in paths.years if year <= cut]
    later_years = [year for year in paths.years if year > cut]
    known = _values(before, known_years, paths)
    actual = _values(whole, later_years, paths)
    origin = _origins(known)
    if not (np.isfinite(actual) & (origin >= 0)).any():
        return None
    reading = paths.runs[indicator.name]
    states, years = list(paths.states), list(paths.years)
    mean = pd.DataFrame(reading.mean(axis=0), years, states)
    still = pd.DataFrame(np.tile(paths.start[indicator.name], (len(years), 1)), years, states)
    effects = indicator.year_effects
    try:
        link = fit(indicator.link, mean, before, cut, year_effects=effects)
        frozen = fit(indicator.link, still, before, cut, year_effects=effects)
    except NothingToFit:
        return None
    runs, path = link.predict(reading), link.predict(mean)
    fresh = paths.anew.get(indicator.name)
    return Case(
        indicator,
        cut,
        paths.states,
        paths.years,
        known,
        actual,
        origin,
        link,
        runs,
        path,
        frozen.predict(still),
        path if fresh is None else _joined(path, link.predict(fresh.mean(axis=0)), len(known)),
        runs if fresh is None else _joined(runs, link.predict(fresh), len(known)),
        mean.to_numpy(np.float64),
        before,
    )


def _joined(level: FloatArray, anew: FloatArray, known: int) -> FloatArray:
    """Return a level up to a cut, ``(..., year, state)``, and another one's change after it."""
    found = level.copy()
    found[..., known:, :] = level[..., known - 1 : known, :] + anew[..., 1:, :] - anew[..., :1, :]
    return found


def _values(panel: Panel, years: list[int], paths: Paths) -> FloatArray:
    found: FloatArray = panel.value.reindex(index=years, columns=list(paths.states)).to_numpy(
        np.float64
    )
    return found


def _origins(known: FloatArray) -> FloatArray:
    """Return the number of the last year with a value, -1 where it is too old or missing."""
    there = np.isfinite(known)
    last = len(known) - 1 - there[::-1].argmax(axis=0)
    recent = there.any(axis=0) & (last > len(known) - 1 - OLDEST)
    found: FloatArray = np.where(recent, last, -1).astype(np.float64)
    return found
