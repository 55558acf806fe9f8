"""One run of a scenario, from its name to its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from sovsim.record.arrow import frame
from sovsim.record.folder import RunFolder
from sovsim.record.history import History
from sovsim.record.manifest import describe, now
from sovsim.record.tables import build_tables
from sovsim.record.write import check_target, write_folder
from sovsim.scenario import Scenario, load_scenario
from sovsim.simulation import Simulation

_PICTURES = (("sovsim.plots", "save_run_figures"), ("sovsim.report", "write_report"))
"""What draws figures and writes the report; called by name, for both build upon this package."""

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

    @cached_property
    def states(self) -> pd.DataFrame:
        """A row per run, quarter and state."""
        return frame(self.arrow["states"])

    @cached_property
    def institutions(self) -> pd.DataFrame:
        """A row per run, quarter and institution."""
        return frame(self.arrow["institutions"])

    @cached_property
    def system(self) -> pd.DataFrame:
        """A row per run, quarter, actor and variable of all that is no state."""
        return frame(self.arrow["system"])

    @cached_property
    def events(self) -> pd.DataFrame:
        """A row per event."""
        return frame(self.arrow["events"])

    @cached_property
    def choices(self) -> pd.DataFrame:
        """A row per decision, option and motive."""
        return frame(self.arrow["choices"])

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """A row per term that moved a variable."""
        return frame(self.arrow["ledger"])


def run(
    scenario: str | Path | Scenario,
    seed: int = 0,
    run: int = 0,
    out: str | Path | None = None,
    settings: Iterable[str] = (),
    plots: bool = True,
    *,
    csv: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Run a scenario once.

    Args:
        scenario: name of a shipped scenario, path of a file, or a loaded scenario.
        seed: seed of the noise; 0 is a seed like any other.
        run: number of the run within the seed.
        out: folder to write to; nothing is written without it.
        settings: changes ``KEY=VALUE``, as on the command line.
        plots: whether figures and the report are added to the folder.
        csv: whether every table is written as CSV, too.
        force: whether a folder that holds something else may be written to.
        progress: told after every quarter.

    Raises:
        ScenarioError: the scenario or a setting is wrong.
        RunFolderError: the folder holds something else.
        WriteError: the folder cannot be written.
    """
    started, chosen = now(), tuple(settings)
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    loaded = loaded.with_settings(chosen)
    target = None if out is None else Path(out)
    if target is not None:
        check_target(target, spec_hash=loaded.spec_hash, seed=seed, run=run, force=force)
    history = simulate(loaded, seed, run, progress)
    tables, metrics = build_tables(history), measured(loaded, history)
    folder = None
    if target is not None:
        manifest = describe(
            loaded, seed=seed, run=run, settings=chosen, started=started, finished=now()
        )
        folder = write_folder(target, tables, metrics, manifest, csv=csv, force=force)
        if plots:
            illustrate(folder)
    return Run(loaded, seed, run, history, metrics, tables, folder)


def simulate(scenario: Scenario, seed: int, run: int, progress: Progress | None = None) -> History:
    """Return the history of one run."""
    simulation = Simulation.prepare(scenario, seed, [run])
    history = History.of(simulation)
    world = simulation.world
    for done in range(scenario.steps):
        world = simulation.step(world, recorder=history)
        if progress is not None:
            progress(done + 1, scenario.steps)
    return history


def measured(scenario: Scenario, history: History) -> dict[str, dict[str, Any]]:
    """Return the metrics of the one run of a history as plain data."""
    from sovsim.metrics import MetricRecorder, summarise

    recorder = MetricRecorder(history.worlds[0], steps=history.steps)
    history.replay(recorder)
    return summarise(scenario, recorder)


def illustrate(folder: RunFolder) -> None:
    """Add the figures and the report to a run folder."""
    for module, function in _PICTURES:
        getattr(import_module(module), function)(folder)
