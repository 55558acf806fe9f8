"""The model run freely from its start, knowing nothing of what came after a cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import pandas as pd

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.backtest.design import Design
from sovsim.backtest.started import started
from sovsim.observed.course import Course
from sovsim.observed.folder import Observed
from sovsim.scenario import Scenario
from sovsim.scenario.cut import known_at
from sovsim.simulation import Simulation
from sovsim.world import World


class Drawn(Protocol):
    """A sample of points that was fitted to years up to a cut (`sovsim.points` has the names)."""

    @property
    def points(self) -> pd.DataFrame:
        """A row for each member, a column for each name."""

    @property
    def until(self) -> int:
        """The last year that it knows."""


Fitting = Callable[[int], Drawn | None]
"""From a cut to a sample that knows nothing later; None for the assumed values."""


@dataclass(frozen=True)
class Paths:
    """What the indicators read of an ensemble.

    Attributes:
        states: codes.
        years: all years, from the first.
        runs: indicator -> ``(run, year, state)``.
        start: indicator -> the mean over runs before the first quarter, by state.
        anew: indicator -> the same as `runs` from the end of the cut's year on, of the model
            started anew in that year; empty where no start can be built.
    """

    states: tuple[str, ...]
    years: tuple[int, ...]
    runs: Mapping[str, FloatArray]
    start: Mapping[str, FloatArray]
    anew: Mapping[str, FloatArray] = field(default_factory=dict)


def every_path(
    asked: Design, fit: Fitting | None = None, observed: Observed | None = None
) -> Iterator[tuple[int, Paths]]:
    """Yield every cut with the readings of the ensemble that knows nothing after it.

    Events, conditions, imposed choices and public facts after a cut are dropped, running ones end
    with it (`sovsim.scenario.cut.known_at`). Runs that start from the same values go the same way
    up to their cut, so that those of a later cut go on from where an earlier one parted; the bits
    are those of runs of their own.

    Args:
        asked: the design.
        fit: gives a sample for a cut.
        observed: the data from which the model is started anew at a cut; nothing later is read.
    """
    trunk: _Trunk | None = None
    for cut in asked.cuts:
        sample = None if fit is None else fit(cut)
        if sample is not None:
            found = _finished(asked, _Trunk(asked, cut, sample))
        else:
            trunk = trunk or _Trunk(asked, asked.cuts[-1])
            trunk.advance(cut)
            found = _finished(asked, trunk.parted(cut))
        if observed is not None:
            anew = started(asked, observed.until(cut), cut, _values(asked, sample))
            found = replace(found, anew=anew)
        yield cut, found


def paths(asked: Design, cut: int, sample: Drawn | None = None) -> Paths:
    """Return the readings at one cut, from runs of its own."""
    return _finished(asked, _Trunk(asked, cut, sample))


class _Trunk:
    """An ensemble on its way, with what was read of it."""

    def __init__(self, asked: Design, cut: int, sample: Drawn | None = None) -> None:
        if sample is not None and sample.until > cut:
            raise ValueError(f"a sample fitted to {sample.until} knows more than the cut, {cut}")
        self._asked = asked
        self._values = _values(asked, sample)
        self._first = quarters.parse(asked.scenario.start)
        self._simulation = self._prepared(cut)
        self.world: World = self._simulation.world
        read = asked.everything
        self.course = Course(read, self._simulation.scenario.region.codes)
        self.start = {one.name: _mean(one.reading(self.world)) for one in read}

    def _prepared(self, cut: int) -> Simulation:
        scenario: Scenario = known_at(self._asked.scenario, f"{cut}Q4")
        runs = range(self._asked.runs)
        return Simulation.prepare(scenario, self._asked.seed, runs, parameter_values=self._values)

    def advance(self, year: int) -> None:
        """Go on to the end of a year."""
        while self._first + self.world.step < 4 * (year + 1):
            quarter = self._first + self.world.step
            self.world = self._simulation.step(self.world)
            self.course.take(self.world, quarter)

    def parted(self, cut: int) -> _Trunk:
        """Return the ensemble that goes on from here without what came after a cut."""
        other = object.__new__(_Trunk)
        other.__dict__.update(self.__dict__)
        other._simulation = self._prepared(cut)
        other.course = self.course.parted()
        return other


def _finished(asked: Design, trunk: _Trunk) -> Paths:
    trunk.advance(asked.last)
    names = [one.name for one in asked.everything]
    course = trunk.course
    return Paths(
        tuple(asked.scenario.region.codes),
        tuple(course.years(names[0])),
        {name: np.moveaxis(_full(course.runs(name), asked.runs), 0, 1) for name in names},
        trunk.start,
    )


def _values(asked: Design, sample: Drawn | None) -> dict[str, float | FloatArray]:
    """Return what the runs take instead of shipped values; run k takes point k, round and round."""
    found: dict[str, float | FloatArray] = dict(asked.assumed)
    if sample is not None:
        rows = np.arange(asked.runs) % len(sample.points)
        for name in sample.points.columns:
            found[str(name)] = sample.points[name].to_numpy(np.float64)[rows, None]
    return found


def _mean(reading: FloatArray) -> FloatArray:
    mean: FloatArray = np.asarray(reading, dtype=np.float64).mean(axis=0)
    return mean


def _full(readings: FloatArray, runs: int) -> FloatArray:
    """Return readings with a row for each run, even where all runs share one."""
    year, _, state = readings.shape
    return np.broadcast_to(readings, (year, runs, state))
