"""What indicators read of some runs of a scenario, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.observed.course import Course
from sovsim.observed.indicator import Indicator
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation


@dataclass(frozen=True)
class Readings:
    """What indicators read.

    Attributes:
        years: whole years of the scenario, those that end with its last quarter or before.
        states: codes.
        runs: indicator -> ``(run, year, state)``.
    """

    years: tuple[int, ...]
    states: tuple[str, ...]
    runs: Mapping[str, FloatArray]


def readings(
    scenario: Scenario,
    indicators: Sequence[Indicator],
    seed: int,
    runs: Sequence[int],
    values: Mapping[str, FloatArray],
) -> Readings:
    """Run a scenario and read it.

    Args:
        values: parameters and start values, one for each of the runs.
    """
    columns = {name: value[:, None] for name, value in values.items()}
    simulation = Simulation.prepare(scenario, seed, runs, parameter_values=columns)
    states, first = scenario.region.codes, quarters.parse(scenario.start)
    course, world = Course(indicators, states), simulation.world
    for step in range(scenario.steps):
        world = simulation.step(world)
        course.take(world, first + step)
    years = tuple(
        year for year in range(first // 4, quarters.parse(scenario.end) // 4 + 1)
        if 4 * year + 3 <= quarters.parse(scenario.end)
    )  # fmt: skip
    found = {}
    for one in indicators:
        whole = np.moveaxis(course.runs(one.name)[: len(years)], 0, 1) if years else np.empty(0)
        found[one.name] = np.broadcast_to(whole, (len(runs), *whole.shape[1:]))
    return Readings(years, states, found)
