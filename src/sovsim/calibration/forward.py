"""Members of an ensemble run from their values, each on noise of its own, read year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.disk.fingerprint import NUMPY
from sovsim.ensemble.stepped import Stepped
from sovsim.observed.course import Course
from sovsim.observed.indicator import Indicator
from sovsim.scenario import Scenario


def readings(
    scenario: Scenario,
    points: pd.DataFrame,
    indicators: Sequence[Indicator],
    until: int,
    seed: int,
    first: int,
    engine: str = NUMPY,
) -> Mapping[str, FloatArray]:
    """Return what indicators read, ``(member, year, state)``, from the start to the end of a year.

    Args:
        points: a row per member (`sovsim.points`).
        first: number of the first member's run; the others follow.
        engine: as from `sovsim.ensemble.stepped.engine_for`.
    """
    values = {str(name): points[name].to_numpy(np.float64)[:, None] for name in points.columns}
    runs = range(first, first + len(points))
    members = Stepped(scenario, seed, runs, values, engine)
    course, begins = Course(indicators, scenario.region.codes), quarters.parse(scenario.start)
    for step, world in enumerate(members.quarters(4 * (until + 1) - begins)):
        course.take(world, begins + step)
    shape = (-1, len(points), len(scenario.region.codes))
    return {
        one.name: np.moveaxis(
            np.broadcast_to(course.runs(one.name), _runs(course, one, shape)), 0, 1
        )
        for one in indicators
    }


def _runs(course: Course, one: Indicator, shape: tuple[int, int, int]) -> tuple[int, int, int]:
    return len(course.years(one.name)), shape[1], shape[2]


def years(scenario: Scenario, until: int) -> list[int]:
    """Return the years that `readings` holds."""
    return list(range(quarters.parse(scenario.start) // 4, until + 1))
