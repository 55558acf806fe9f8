"""Runs of a scenario by compiled rules: a simulation in, the world at the end and metrics out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from sovsim.arrays import FloatArray
from sovsim.compiled.kernel import Built, built, generator, host, unsealed
from sovsim.compiled.layout import Layout
from sovsim.compiled.pack import Job, job, spots, totals, worlds
from sovsim.compiled.totals import Totals
from sovsim.compiled.view import View
from sovsim.metrics import MetricTally
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation
from sovsim.world import World

Keep = Callable[[World], None]
"""Told of the world at the end of every quarter; it can be read as long as that lasts."""


class Machine(Protocol):
    """Machine code that has been loaded, such as `sovsim.compiled.llvm.run.Kernel`."""

    def run(self, job: Job, first: int, last: int, told: FloatArray | None = None) -> None:
        """Take a job from one step to another, its state changed in place."""


class Runner:
    """A kernel that is loaded, with where it finds what.

    Attributes:
        layout: where everything stands.
        machine: what runs.
        script: what is told of in a quarter, where it is.
    """

    def __init__(self, layout: Layout, machine: Machine, script: Any = None) -> None:
        self.layout = layout
        self.machine = machine
        self.script = script

    def run(self, simulation: Simulation, keep: Keep | None = None) -> tuple[World, MetricTally]:
        """Run a simulation to its end; return the world then, and the metrics.

        Args:
            simulation: at its start, of the mechanisms and the region of the kernel.
            keep: told of every quarter.
        """
        steps, start = simulation.scenario.steps, simulation.world
        work = job(simulation, self.layout)
        if keep is None:
            self.machine.run(work, 0, steps)
        else:
            for world in self._quarters(work, start, steps):
                keep(world)
        told = totals(work.state, self.layout, start.runs)
        return worlds(work.state, self.layout, start, steps), Totals(simulation, told)

    def quarters(self, simulation: Simulation, steps: int) -> Iterator[World]:
        """Yield the world at the end of each quarter; it can be read until the next is asked for.

        Args:
            simulation: as for `run`.
            steps: how many quarters.
        """
        yield from self._quarters(job(simulation, self.layout, steps), simulation.world, steps)

    def _quarters(self, work: Job, start: World, steps: int) -> Iterator[World]:
        places = spots(self.layout)
        for step in range(steps):
            self.machine.run(work, step, step + 1)
            world = View(work.state, places, start, step + 1)
            yield world
            world.close()


_loaded: dict[str, Runner] = {}
_MOST = 32
"""Kernels that a process holds loaded."""


def runner(kernel: Built, scenario: Scenario) -> Runner:
    """Return the kernel of an ensemble of a scenario, loaded.

    One that was made for a processor of another kind is not run: it is made for this one.

    Raises:
        NotCompiled: the kernel is not of this processor, and nothing can be compiled here.
    """
    return loaded(kernel if kernel.host == host() else built(scenario))


def loaded(own: Built) -> Runner:
    """Return a kernel that was made for this processor, loaded."""
    if own.key not in _loaded:
        while len(_loaded) >= _MOST:
            _loaded.pop(next(iter(_loaded)))
        plan, code, script = unsealed(own.content)
        _loaded[own.key] = Runner(plan, generator().load(code), script)
    return _loaded[own.key]
