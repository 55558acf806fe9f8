"""The model started anew in the year of a cut, from start values of the years before.

A free run since the first year may stand far from where a state stood at the cut, so that its
change is that of another state. Here the start of the cut's own year is built from figures of
earlier years and dated assumptions (`sovsim.bases`); the year itself runs through with what is
known of it, and the change after it is taken. Nothing of the year after the cut is looked at.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.backtest.design import SCENARIO, Design
from sovsim.bases.make import made
from sovsim.disk.put import put
from sovsim.documents.errors import DocumentError
from sovsim.observed.course import Course
from sovsim.observed.folder import Observed
from sovsim.points import is_start
from sovsim.scenario import Scenario, load_scenario
from sovsim.scenario.cut import known_at
from sovsim.simulation import Simulation


def started(
    asked: Design, known: Observed, cut: int, values: Mapping[str, float | FloatArray]
) -> dict[str, FloatArray]:
    """Return what indicators read from the end of the cut's year on, ``(run, year, state)``.

    Nothing where no start can be built: figures or years are missing, which is said by a warning,
    or the scenario is of another region or record.

    Args:
        asked: the design; rules, variants and parameters of its scenario hold.
        known: the folder as it stood at the cut.
        cut: the last year known.
        values: of parameters; start values among them are of another year and not used.
    """
    if asked.scenario.name != SCENARIO or cut <= asked.first:
        return {}
    try:
        base = _base(known, cut)
    except DocumentError as error:
        why = str(error).splitlines()[0]
        warnings.warn(
            f"the model is not started anew at the cut of {cut}, where variant s is b: {why}",
            stacklevel=2,
        )
        return {}
    scenario = known_at(_like(base, asked), f"{cut}Q4")
    own = {name: value for name, value in values.items() if not is_start(name)}
    simulation = Simulation.prepare(scenario, asked.seed, range(asked.runs), parameter_values=own)
    course = Course(asked.indicators, scenario.region.codes)
    world, first = simulation.world, quarters.parse(scenario.start)
    for step in range(4 * (asked.last - cut + 1)):
        world = simulation.step(world)
        if step >= 3:
            course.take(world, first + step)
    return {one.name: np.moveaxis(course.runs(one.name), 0, 1) for one in asked.indicators}


def _base(known: Observed, year: int) -> Scenario:
    """Return the base of a year, from figures of earlier years."""
    with tempfile.TemporaryDirectory() as folder:
        return load_scenario(put(Path(folder) / f"base-{year}.toml", made(year, known)))


def _like(base: Scenario, asked: Design) -> Scenario:
    """Return a base with the rules, variants and parameters of the scenario that is asked for."""
    own = asked.scenario
    return replace(
        base, end=own.end, parameters=own.parameters, mechanisms=own.mechanisms, off=own.off
    )
