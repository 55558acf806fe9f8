"""Runs that are read quarter by quarter and leave no folder, by either engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sovsim.arrays import FloatArray
from sovsim.disk.fingerprint import NUMPY
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.batch import Batch, Engine
from sovsim.ensemble.cells import Cells
from sovsim.ensemble.engines import kernel_for, settle
from sovsim.ensemble.worker import rest_by
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation
from sovsim.world import World


def engine_for(scenario: Scenario, runs: int, wanted: Engine = "auto") -> str:
    """Return the engine by which so many runs of a scenario are computed.

    Raises:
        EngineMissing: the compiled engine is asked for, and cannot be used.
    """
    batch = Batch({"all": Arm(scenario)}, Cells(runs), 0, (), single=True)
    settle(batch, wanted, None, None)
    return batch.engine


class Stepped:
    """Runs at their start, and then quarter by quarter.

    Args:
        scenario, seed, runs, values: as for `sovsim.simulation.Simulation.prepare`.
        engine: as from `engine_for`.

    Attributes:
        simulation: at its start.

    Raises:
        EngineMissing: the engine cannot be used here.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        runs: Iterable[int],
        values: Mapping[str, float | FloatArray] | None = None,
        engine: str = NUMPY,
    ) -> None:
        self._kernel = kernel_for(scenario, engine)
        rest = rest_by(self._kernel, scenario)
        self.simulation = Simulation.prepare(
            scenario, seed, runs, parameter_values=values, rest=rest
        )

    def quarters(self, steps: int) -> Iterator[World]:
        """Yield the world at the end of each quarter; read it before the next is asked for."""
        if self._kernel is not None:
            from sovsim.compiled.runner import runner

            loaded = runner(self._kernel, self.simulation.scenario)
            yield from loaded.quarters(self.simulation, steps)
            return
        world = self.simulation.world
        for _ in range(steps):
            world = self.simulation.step(world)
            yield world
