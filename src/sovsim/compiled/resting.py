"""The start at rest by compiled rules, in place of `sovsim.start_at_rest.at_rest`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.compiled.events import events
from sovsim.compiled.kernel import Built, built_to_rest, host, wholly_given
from sovsim.compiled.layout import Layout
from sovsim.compiled.pack import Job, Lanes, beside
from sovsim.compiled.runner import loaded
from sovsim.engine import Stage
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask
from sovsim.scenario import Scenario
from sovsim.shocks import Shocks
from sovsim.simulation import Rest
from sovsim.start_at_rest import at_rest
from sovsim.world import World


def resting(kernel: Built, scenario: Scenario) -> Rest:
    """Return what puts a scenario's start at rest by a kernel.

    Where a point gives other variables as a whole than the scenario does, NumPy does it. That hangs
    on the arm alone, so that all its runs start alike.
    """
    return partial(_rest, kernel, scenario)


def _rest(
    kernel: Built,
    scenario: Scenario,
    world: World,
    given: Mapping[str, Mask],
    stages: Sequence[Stage],
    parameters: Parameters,
    off: frozenset[str],
) -> World:
    if kernel.rest != wholly_given(given):
        return at_rest(world, given, stages, parameters, off)
    if kernel.host != host():
        kernel = built_to_rest(scenario, given)
    runner = loaded(kernel)
    job = _job(world, given, parameters, runner.layout)
    runner.machine.run(job, 0, 1)
    rows = Lanes(world.runs).gathered(job.state)
    moved: dict[str, FloatArray] = {}
    for (sort, name, *index), (first, units) in runner.layout.state.items():
        if sort == "world" and name in given:
            array = moved.setdefault(name, world[name].copy())
            array[index[0]] = rows[first : first + units].T
    return world.replace(moved)


def _job(world: World, given: Mapping[str, Mask], parameters: Parameters, layout: Layout) -> Job:
    """Return the values before the rest as a job of a single step, in which nothing happens."""
    rows = np.empty((layout.slots, world.runs))
    for key, (first, units) in layout.state.items():
        here = rows[first : first + units]
        if key[0] == "world":
            here[:] = world[key[1]][key[2]].T
        elif key[0] == "given":
            here[:] = given[key[1]][key[2]].T
        else:
            here[:] = np.reshape(parameters[key[1]], (1, -1))
    lanes = Lanes(world.runs)
    numbers = lanes.spread(np.zeros((1, world.runs), np.int64))
    return Job(
        state=lanes.spread(rows),
        seed=0,
        runs=numbers[:, 0],
        words=np.empty((0, 2), np.uint64),
        forced=np.empty((1, 0)),
        events=beside(events(Shocks(), layout, 1, world.runs), lanes),
        late=1,
    )
