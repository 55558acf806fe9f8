"""A simulation as the arrays that a kernel works on, and its worlds and metrics back from them.

Runs stand side by side in groups of `LANES`; a last group that is not full repeats its last run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.compiled.events import Events, events
from sovsim.compiled.layout import Layout
from sovsim.compiled.program import Key
from sovsim.compiled.view import View
from sovsim.metrics import METRICS
from sovsim.metrics.metric import TAIL_QUARTERS, Window
from sovsim.noise import Purpose
from sovsim.shocks import Shocks
from sovsim.simulation import Simulation
from sovsim.world import World

LANES = 8
"""Runs that a kernel computes side by side."""

LINE = 64
"""Bytes of a line of the cache: a vector that lies across two is read at half the speed."""

FREE = -1.0
"""Stands in the table of imposed options where none is imposed."""

Number = TypeVar("Number", np.float64, np.int64)


@dataclass(frozen=True)
class Lanes:
    """Some runs in groups.

    Attributes:
        runs: how many there are.
    """

    runs: int

    @property
    def groups(self) -> int:
        """How many groups they fill."""
        return -(-self.runs // LANES)

    def spread(self, rows: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """Return ``(row, run)`` as ``(group, row, lane)``."""
        more = self.groups * LANES - self.runs
        if more:
            rows = np.concatenate([rows, np.repeat(rows[:, -1:], more, axis=1)], axis=1)
        grouped = aligned((self.groups, len(rows), LANES), rows.dtype)
        grouped[...] = rows.reshape(len(rows), self.groups, LANES).transpose(1, 0, 2)
        return grouped

    def gathered(self, grouped: npt.NDArray[np.float64]) -> FloatArray:
        """Return ``(group, row, lane)`` as ``(row, run)``."""
        rows = grouped.transpose(1, 0, 2).reshape(grouped.shape[1], -1)
        return rows[:, : self.runs]


def aligned(shape: tuple[int, ...], dtype: npt.DTypeLike = np.float64) -> npt.NDArray[Any]:
    """Return an array of 64-bit numbers that begins at a line of the cache; it holds anything."""
    size = math.prod(shape) * 8
    whole = np.empty(size + LINE, np.uint8)
    first = -whole.ctypes.data % LINE
    return whole[first : first + size].view(dtype).reshape(shape)


def state(simulation: Simulation, layout: Layout) -> FloatArray:
    """Return the state at the start, shape ``(group, slot, lane)``."""
    world, parameters = simulation.world, simulation.parameters
    rows = np.zeros((layout.slots, world.runs))
    for key, (first, units) in layout.state.items():
        here = rows[first : first + units]
        if key[0] in ("world", "before", "start"):
            here[:] = world[key[1]][key[2]].T
        elif key[0] == "parameter":
            here[:] = np.reshape(parameters[key[1]], (1, -1))
        else:
            here[:] = _at_first(key)
    spread: FloatArray = Lanes(world.runs).spread(rows)
    return spread


def spots(layout: Layout) -> dict[str, tuple[int, int]]:
    """Return the slots of each variable of the world: (first, after the last).

    Components of a variable stand one after the other in the order of its array.
    """
    found: dict[str, tuple[int, int]] = {}
    for key, (first, units) in layout.state.items():
        if key[0] == "world":
            found[key[1]] = (found.get(key[1], (first, 0))[0], first + units)
    return found


def _at_first(key: Key) -> float:
    """Return what a total is before the first quarter."""
    held = METRICS[key[1]].window in (Window.LOWEST, Window.HIGHEST)
    return np.nan if held else 0.0


def worlds(grouped: FloatArray, layout: Layout, before: World, step: int) -> World:
    """Return the world that a state holds.

    Args:
        before: an earlier world of the same runs.
    """
    return View(grouped, spots(layout), before, step).whole()


def totals(grouped: FloatArray, layout: Layout, runs: int) -> dict[tuple[str, str], FloatArray]:
    """Return metric and part -> what has come together of it, shape ``(run, unit)``."""
    rows = Lanes(runs).gathered(grouped)
    return {
        (key[1], key[2]): np.ascontiguousarray(rows[first : first + units].T)
        for key, (first, units) in layout.state.items()
        if key[0] == "total"
    }


def words(simulation: Simulation, layout: Layout) -> npt.NDArray[np.uint64]:
    """Return the address of each slot of draws, ``(slot, 2)``: word of the unit, purpose."""
    found = np.zeros((layout.draw_slots, 2), dtype=np.uint64)
    for (_, purpose), (first, units) in layout.draws.items():
        found[first : first + units, 0] = simulation.noise._words[Purpose(purpose).axis]
        found[first : first + units, 1] = purpose
    return found


def forced(shocks: Shocks, layout: Layout, steps: int) -> FloatArray:
    """Return the options that are imposed, shape ``(step, slot)``; `FREE` where none is."""
    table = np.full((steps, layout.forced_slots), FREE)
    for override in shocks.overrides:
        place = layout.forced.get(("forced", override.decision, override.index))
        if place is None:
            continue  # these rules do not take such a decision
        first, units = place
        slots = slice(first, first + units) if override.unit is None else first + override.unit
        last = override.start + override.duration
        table[max(override.start, 0) : max(last, 0), slots] = override.option
    return table


@dataclass(frozen=True)
class Job:
    """Some runs as a kernel works on them.

    Attributes:
        state: changed in place, shape ``(group, slot, lane)``.
        seed: of the noise.
        runs: number of each run, shape ``(group, lane)``.
        words: see `words`.
        forced: see `forced`.
        events: what happens; its columns of runs have the shape ``(group, event, lane)``.
        late: the step from which on the program of the last quarters is run.
    """

    state: FloatArray
    seed: int
    runs: npt.NDArray[np.int64]
    words: npt.NDArray[np.uint64]
    forced: FloatArray
    events: Events
    late: int


def beside(happening: Events, lanes: Lanes) -> Events:
    """Return events with their runs in groups."""
    begin, size = lanes.spread(happening.begin), lanes.spread(happening.size)
    return replace(happening, begin=begin, size=size)


def job(simulation: Simulation, layout: Layout, steps: int | None = None) -> Job:
    """Return a simulation, from its start to its end, as a job.

    Args:
        steps: quarters of it; those of its scenario by default.
    """
    steps = simulation.scenario.steps if steps is None else steps
    count = simulation.world.runs
    lanes = Lanes(count)
    happening = events(simulation.shocks, layout, steps, count)
    return Job(
        state=state(simulation, layout),
        seed=simulation.seed,
        runs=lanes.spread(simulation.runs[np.newaxis])[:, 0],
        words=words(simulation, layout),
        forced=forced(simulation.shocks, layout, steps),
        events=beside(happening, lanes),
        late=max(steps - TAIL_QUARTERS, 0),
    )
