"""Runs by compiled rules a quarter at a time, with everything that a listener is told.

Events are applied by the engine itself, so that what is told of them is the engine's own; the rest
of a quarter is one call of a kernel. All that stand side by side in a kernel are the same run here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sovsim import engine
from sovsim.arrays import FloatArray
from sovsim.compiled.events import events
from sovsim.compiled.kernel import built_to_record
from sovsim.compiled.layout import Layout
from sovsim.compiled.pack import Lanes, beside, job, spots
from sovsim.compiled.resting import resting
from sovsim.compiled.runner import loaded
from sovsim.compiled.told import Script
from sovsim.listener import Listener
from sovsim.rules.events import ANNOUNCED
from sovsim.scenario import Scenario
from sovsim.shocks import Shocks
from sovsim.simulation import Simulation
from sovsim.start_at_rest import EVENTS
from sovsim.variables import VARIABLES
from sovsim.world import World, shape_of

Progress = Callable[[int, int], None]
"""Told after every quarter how many are done, and of how many."""


def prepared(scenario: Scenario, seed: int, run: int = 0) -> Simulation:
    """Return a scenario made ready for one run, its start put at rest by compiled rules.

    Raises:
        NotCompiled: the rules cannot be compiled here.
    """
    kernel = built_to_record(scenario).start
    assert kernel is not None
    return Simulation.prepare(scenario, seed, [run], rest=resting(kernel, scenario))


class Recorder:
    """A simulation of one run, at some step of it.

    Attributes:
        layout: where everything stands.
        script: what the numbers that are told mean.
        step: quarters that are done.
        world_slots: how many slots of a state are the world's; they come first.

    Raises:
        NotCompiled: the rules cannot be compiled here.
        ValueError: the simulation is of several runs.
    """

    def __init__(self, simulation: Simulation) -> None:
        if len(simulation.runs) != 1:
            raise ValueError("a recorder takes one run")
        kernel = loaded(built_to_record(simulation.scenario))
        self.layout: Layout = kernel.layout
        self.script: Script = kernel.script
        self.step = 0
        self._machine = kernel.machine
        self._simulation = simulation
        nothing = events(Shocks(), self.layout, simulation.scenario.steps, 1)
        unmoved = replace(nothing, cleared=np.empty(0, np.int64))
        self._job = replace(job(simulation, self.layout), events=beside(unmoved, Lanes(1)))
        self._stage = [stage for stage in simulation.stages if stage.name == EVENTS]
        self._spots = spots(self.layout)
        self.world_slots = sum(last - first for first, last in self._spots.values())
        self._told = np.zeros((1, 1, self.script.slots, self._job.state.shape[-1]))

    @property
    def state(self) -> FloatArray:
        """The world's numbers now, shape ``(slot,)``; a copy."""
        return self._job.state[0, : self.world_slots, 0].copy()

    @property
    def told(self) -> FloatArray:
        """What the last quarter told, shape ``(slot,)``; a copy."""
        return self._told[0, 0, :, 0].copy()

    def put(self, world: World) -> None:
        """Go on from a world of the simulation."""
        self.step = world.step
        for name in self._spots:
            self._write(name, world[name])

    def quarter(self, listener: Listener | None = None, shocks: Shocks | None = None) -> None:
        """Live through a quarter.

        Args:
            listener: told of the events; what rules tell stands in `told` then.
            shocks: in place of the simulation's.
        """
        self._events(self._simulation.shocks if shocks is None else shocks, listener)
        self._machine.run(self._job, self.step, self.step + 1, self._told)
        self.step += 1

    def _events(self, shocks: Shocks, listener: Listener | None) -> None:
        """Apply the events of a quarter to the variables that they move."""
        moved = dict.fromkeys(ANNOUNCED)
        moved |= {shock.variable: None for shock, _ in shocks.due(self.step, 1)}
        world = self.small_world(moved)
        own = self._simulation
        after = engine.through(world, self._stage, own.parameters, own.noise, shocks, listener)
        for name in moved:
            self._write(name, after[name])

    def small_world(self, names: dict[str, None]) -> World:
        """Return a world of some variables alone, as they are now."""
        topology = self._simulation.world.topology
        arrays = {}
        for name in names:
            first, last = self._spots[name]
            values = self._job.state[0, first:last, 0]
            arrays[name] = values.reshape(shape_of(name, topology, 1)).copy()
        return World(arrays, topology, self.step, 1)

    def world(self) -> World:
        """Return the whole world now."""
        return self.small_world(dict.fromkeys(VARIABLES))

    def _write(self, name: str, array: FloatArray) -> None:
        first, last = self._spots[name]
        self._job.state[0, first:last] = array.reshape(-1, 1)


def record(
    simulation: Simulation, listener: Listener, progress: Progress | None = None
) -> tuple[Recorder, FloatArray, FloatArray]:
    """Run a simulation of one run to its end.

    Args:
        listener: told of the events alone.
        progress: told after every quarter.

    Returns:
        The recorder; the world's numbers at the start and after each quarter,
        ``(step + 1, slot)``; and what each quarter told, ``(step, slot)``.
    """
    recorder, steps = Recorder(simulation), simulation.scenario.steps
    states = np.empty((steps + 1, recorder.world_slots))
    told = np.empty((steps, recorder.script.slots))
    states[0] = recorder.state
    for step in range(steps):
        recorder.quarter(listener)
        states[step + 1] = recorder.state
        told[step] = recorder.told
        if progress is not None:
            progress(step + 1, steps)
    return recorder, states, told
