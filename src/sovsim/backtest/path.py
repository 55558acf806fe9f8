"""The model run freely from its start, knowing nothing of what came after a cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.backtest.design import Design
from sovsim.observed.course import Course
from sovsim.scenario.cut import known_at
from sovsim.simulation import Simulation


@dataclass(frozen=True)
class Paths:
    """What the indicators read of an ensemble.

    Attributes:
        states: codes.
        years: all years, from the first.
        runs: indicator -> ``(run, year, state)``.
        start: indicator -> the mean over runs before the first quarter, by state.
    """

    states: tuple[str, ...]
    years: tuple[int, ...]
    runs: Mapping[str, FloatArray]
    start: Mapping[str, FloatArray]


def paths(asked: Design, cut: int) -> Paths:
    """Return the readings of the ensemble that knows nothing after a year.

    Events, conditions, imposed choices and public facts after it are dropped, running ones end
    with it (`sovsim.scenario.cut.known_at`).
    """
    scenario = known_at(asked.scenario, f"{cut}Q4")
    states = tuple(scenario.region.codes)
    simulation = Simulation.prepare(scenario, asked.seed, range(asked.runs))
    read = (*asked.indicators, *asked.events)
    course = Course(read, states)
    world, first = simulation.world, quarters.parse(scenario.start)
    start = {one.name: _mean(one.reading(world)) for one in read}
    for step in range(scenario.steps):
        world = simulation.step(world)
        course.take(world, first + step)
    names = [one.name for one in read]
    return Paths(
        states,
        tuple(course.years(names[0])),
        {name: np.moveaxis(_full(course.runs(name), asked.runs), 0, 1) for name in names},
        start,
    )


def _mean(reading: FloatArray) -> FloatArray:
    mean: FloatArray = np.asarray(reading, dtype=np.float64).mean(axis=0)
    return mean


def _full(readings: FloatArray, runs: int) -> FloatArray:
    """Return readings with a row for each run, even where all runs share one."""
    year, _, state = readings.shape
    return np.broadcast_to(readings, (year, runs, state))
