"""What lives through a quarter of some runs: NumPy, or compiled rules where they can be had."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from sovsim.compiled.kernel import built, built_to_record
from sovsim.compiled.kernel import engine_for as engine_of_one
from sovsim.compiled.pack import Lanes, job, spots, worlds
from sovsim.compiled.runner import Keep, runner
from sovsim.compiled.stepper import Stepper
from sovsim.disk.fingerprint import NUMPY
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.stepped import engine_for as engine_of_many
from sovsim.ensemble.worker import rest_by
from sovsim.listener import Listener
from sovsim.metrics import MetricTally
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation
from sovsim.world import World


class Steps(Protocol):
    """Whoever takes the runs of a simulation a quarter on."""

    def step(self, world: World, *, listener: Listener | None = None) -> World:
        """Return the world one quarter on."""


def engine_for(scenario: Scenario, runs: int, wanted: Engine) -> str:
    """Return the engine by which so many runs of a scenario are computed.

    Raises:
        NotCompiled, EngineMissing: compiled rules are asked for, and cannot be had here.
    """
    return engine_of_one(scenario, wanted) if runs == 1 else engine_of_many(scenario, runs, wanted)


def prepared(
    scenario: Scenario, seed: int, runs: list[int], values: dict[str, float], engine: str
) -> Simulation:
    """Return a scenario made ready, its start put at rest by the engine that runs it."""
    kernel = None
    if engine != NUMPY:
        kernel = built_to_record(scenario) if len(runs) == 1 else built(scenario)
    rest = rest_by(kernel, scenario)
    return Simulation.prepare(scenario, seed, runs, parameter_values=values, rest=rest)


def steps_of(simulation: Simulation, engine: str) -> Steps:
    """Return what steps a simulation by an engine."""
    if engine == NUMPY:
        return simulation
    return Stepper(simulation) if len(simulation.runs) == 1 else Abreast(simulation)


def tally_of(simulation: Simulation, steps: Steps, quarters: int) -> MetricTally:
    """Return the metrics of the first quarters of a simulation."""
    if isinstance(steps, Abreast) and quarters == simulation.scenario.steps:
        return steps.measured()
    return stepped_tally(simulation, steps, quarters)


def stepped_tally(
    simulation: Simulation, steps: Steps, quarters: int, keep: Keep | None = None
) -> MetricTally:
    """Return the metrics of some quarters, taken one after the other.

    Args:
        keep: told of the world at the end of each.
    """
    world = simulation.world
    tally = MetricTally(world, parameters=simulation.parameters)
    for _ in range(quarters):
        world = steps.step(world, listener=tally)
        if keep is not None:
            keep(world)
    return tally


class Abreast:
    """Several runs that compiled rules step side by side.

    A quarter of which somebody is told is NumPy's: the kernel of an ensemble keeps no ledger.

    Raises:
        NotCompiled: the rules cannot be compiled here.
    """

    def __init__(self, simulation: Simulation) -> None:
        scenario = simulation.scenario
        self._simulation = simulation
        self._runner = runner(built(scenario), scenario)
        self._job = job(simulation, self._runner.layout)
        self._at = simulation.world

    def step(self, world: World, *, listener: Listener | None = None) -> World:
        """Return the world one quarter on."""
        if listener is not None:
            return self._simulation.step(world, listener=listener)
        if world is not self._at:
            self._put(world)
        layout, start = self._runner.layout, self._simulation.world
        self._runner.machine.run(self._job, world.step, world.step + 1)
        self._at = worlds(self._job.state, layout, start, world.step + 1)
        return self._at

    def measured(self, keep: Keep | None = None) -> MetricTally:
        """Return the metrics of the whole runs."""
        return self._runner.run(self._simulation, keep)[1]

    def _put(self, world: World) -> None:
        """Go on from a world of the simulation."""
        lanes = Lanes(world.runs)
        for name, (first, last) in spots(self._runner.layout).items():
            rows = np.moveaxis(world[name], -2, -1).reshape(-1, world.runs)
            self._job.state[:, first:last] = lanes.spread(rows)
