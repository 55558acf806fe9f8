"""Some runs of a scenario: their world, and the decisions that are imposed on them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sovsim.app.native.quarters import Abreast, Steps, prepared, stepped_tally, steps_of, tally_of
from sovsim.app.native.telling import Told
from sovsim.app.native.words import number, refuse
from sovsim.metrics import MetricTally
from sovsim.scenario import Scenario
from sovsim.shocks import Override, Shocks
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World


class Runs:
    """Runs of a seed that are stepped, branched and looked into.

    Args:
        scenario, seed, runs, values: as for `sovsim.simulation.Simulation.prepare`.
        engine: as from `sovsim.app.native.quarters.engine_for`.

    Attributes:
        runs: numbers of the runs.
        plays: decisions imposed beside those of the scenario; the later goes before.
        world: the world at the end of the last finished quarter.
        told: what the last quarter told, where somebody listened.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        runs: list[int],
        values: dict[str, float],
        engine: str,
    ) -> None:
        self.scenario = scenario
        self.runs = runs
        self.engine = engine
        self._start = prepared(scenario, seed, runs, values, engine)
        self.world = self._before = self._start.world
        self.plays: tuple[Override, ...] = ()
        self.told: Told | None = None
        self._steps: Steps | None = None

    @property
    def step(self) -> int:
        """Quarters that are done."""
        return self.world.step

    def impose(self, plays: tuple[Override, ...]) -> None:
        """Impose these decisions from now on, in place of those that were."""
        self.plays = plays
        self._steps = None

    def copy(self) -> Runs:
        """Return runs that go their own way from here."""
        return copy.copy(self)

    def at(self, step: int) -> Runs:
        """Return the runs as they were at an earlier step; later plays are forgotten."""
        other = self.copy()
        if step == self.step:
            return other
        other.world, other.told = self._start.world, None
        earlier = tuple(play for play in self.plays if play.start < step)
        if earlier != self.plays:
            other.impose(earlier)
        other.advance(step)
        return other

    def advance(
        self,
        quarters: int,
        seen: Callable[[World], None] = lambda world: None,
        listens: Callable[[int], Told | None] = lambda left: None,
    ) -> None:
        """Take all runs some quarters on; where that fails nothing has changed.

        Args:
            seen: told of the world after each quarter.
            listens: number of the quarters that are left, the next included -> who is told of it.

        Raises:
            Refused: a value of a run is no finite number.
        """
        steps, world, before, told = self._stepping(), self.world, self._before, self.told
        for left in range(quarters, 0, -1):
            told = listens(left)
            before, world = world, steps.step(world, listener=told)
            self._check_finite(world)
            seen(world)
        self.world, self._before, self.told = world, before, told

    def last_told(self) -> Told:
        """Return everything that the last quarter tells; there is one."""
        if self.told is None or not self.told.ledger:
            self.told = Told()
            self._stepping().step(self._before, listener=self.told)
        return self.told

    def next_told(self, *plays: Override) -> Told:
        """Return what the coming quarter will tell, were some more decisions imposed on it."""
        ahead = self.copy()
        if plays:
            ahead.impose((*self.plays, *plays))
        told = Told(ledger=False)
        ahead.advance(1, listens=lambda left: told)
        return told

    def tally(self) -> MetricTally:
        """Return the metrics of the quarters so far."""
        return tally_of(self._simulation(), self._stepping(), self.step)

    def measured(self, keep: Callable[[World], None]) -> MetricTally:
        """Return the metrics of the whole runs, from their start to their end.

        Args:
            keep: told of the world at the end of every quarter.

        Raises:
            Refused: a value of a run is no finite number.
        """

        def kept(world: World) -> None:
            self._check_finite(world)
            keep(world)

        steps = self._stepping()
        if isinstance(steps, Abreast):
            return steps.measured(kept)
        return stepped_tally(self._simulation(), steps, self.scenario.steps, kept)

    def _simulation(self) -> Simulation:
        """Return the simulation with what is imposed."""
        start = self._start
        overrides = (*start.shocks.overrides, *self.plays)
        return replace(start, shocks=Shocks(start.shocks.shocks, overrides))

    def _stepping(self) -> Steps:
        if self._steps is None:
            self._steps = steps_of(self._simulation(), self.engine)
        return self._steps

    def _check_finite(self, world: World) -> None:
        if all(np.isfinite(world[name]).all() for name in VARIABLES):
            return
        quarter = self.scenario.quarter(world.step - 1)
        for place, run in enumerate(self.runs):
            for name, variable in VARIABLES.items():
                units = self.scenario.region.units(variable.per)
                for column, index in variable.components():
                    for unit, value in zip(units, world[name][index][place], strict=True):
                        if not np.isfinite(value):
                            what = f"{column} of {unit} is {number(float(value))}"
                            refuse("not-finite", f"run {run}, {quarter}: {what}")
