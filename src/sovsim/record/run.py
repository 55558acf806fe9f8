"""One run of a scenario: what it leaves in memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sovsim.brief import brief
from sovsim.disk.fingerprint import COMPILED, NUMPY
from sovsim.record.folder import RunFolder
from sovsim.record.history import History
from sovsim.record.recorded import happenings
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Progress = Callable[[int, int], None]
"""Told after every quarter how many are done, and of how many."""


@dataclass(frozen=True)
class Run:
    """A finished run; its tables are pandas DataFrames.

    Attributes:
        scenario: what was run, settings included.
        seed, run: its address in the noise.
        history: every quarter as the engine reported it.
        metrics: name -> value, unit and claims.
        folder: where it was written, if it was.
    """

    scenario: Scenario
    seed: int
    run: int
    history: History = field(repr=False)
    metrics: Mapping[str, Mapping[str, Any]] = field(repr=False)
    arrow: Mapping[str, pa.Table] = field(repr=False)
    folder: RunFolder | None = None

    def __repr__(self) -> str:
        place = "in memory" if self.folder is None else f"in {self.folder.path}"
        address = f"seed {self.seed}", f"run {self.run}"
        return brief(self, self.scenario.name, *address, f"{self.history.steps} quarters", place)

    @cached_property
    def states(self) -> pd.DataFrame:
        """A row per run, quarter and state."""
        return self._frame("states")

    @cached_property
    def institutions(self) -> pd.DataFrame:
        """A row per run, quarter and institution."""
        return self._frame("institutions")

    @cached_property
    def system(self) -> pd.DataFrame:
        """A row per run, quarter, actor and variable of all that is no state."""
        return self._frame("system")

    @cached_property
    def events(self) -> pd.DataFrame:
        """A row per event."""
        return self._frame("events")

    @cached_property
    def choices(self) -> pd.DataFrame:
        """A row per decision, option and motive."""
        return self._frame("choices")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """A row per term that moved a variable."""
        return self._frame("ledger")

    @cached_property
    def happened(self) -> list[dict[Hashable, Any]]:
        """Rows of the table of events in the first run, to be read only."""
        return happenings(self.events)

    def _frame(self, name: str) -> pd.DataFrame:
        from sovsim.record.arrow import frame

        return frame(self.arrow[name])


def simulate(
    scenario: Scenario,
    seed: int,
    run: int,
    progress: Progress | None = None,
    engine: str = NUMPY,
) -> History:
    """Return the history of one run.

    Args:
        engine: ``numpy`` or ``compiled``.

    Raises:
        NotCompiled: compiled rules are asked for, and cannot be had here.
    """
    if engine == COMPILED:
        from sovsim.compiled.recorder import prepared
        from sovsim.record.from_program import from_program

        return from_program(prepared(scenario, seed, run), progress)
    simulation = Simulation.prepare(scenario, seed, [run])
    history = History.of(simulation)
    world = simulation.world
    for done in range(scenario.steps):
        world = simulation.step(world, listener=history)
        if progress is not None:
            progress(done + 1, scenario.steps)
    return history


def measured(scenario: Scenario, history: History) -> dict[str, dict[str, Any]]:
    """Return the metrics of the one run of a history as plain data."""
    from sovsim.metrics import MetricTally, summarise

    tally = MetricTally(history.worlds[0], steps=history.steps, parameters=history.parameters)
    history.replay(tally)
    return summarise(scenario, tally)
