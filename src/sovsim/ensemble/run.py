"""Ensembles: many runs of a scenario, or of several arms, that complete and resume themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from sovsim import given
from sovsim.disk.temporary import TemporaryFolder
from sovsim.ensemble.arms import Arm, ArmError
from sovsim.ensemble.batch import Batch, Engine, Force, Progress
from sovsim.ensemble.cells import Cells
from sovsim.ensemble.engines import settle
from sovsim.ensemble.faults import Unfinished
from sovsim.ensemble.fitted import Fitted, Posterior, taken
from sovsim.ensemble.results import Results
from sovsim.ensemble.resume import before, engine_held
from sovsim.ensemble.store import Store
from sovsim.ensemble.trajectories import columns
from sovsim.ensemble.work import Work, begin
from sovsim.range_ends import at_ends
from sovsim.scenario import Scenario, load_scenario


def run_ensemble(
    scenario: str | Path | Scenario,
    runs: int,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    trajectories: bool | Sequence[str] = False,
    out: str | Path | None = None,
    engine: Engine = "auto",
    *,
    settings: Iterable[str] = (),
    posterior: Fitted | Posterior | None = None,
    block: int | None = None,
    progress: Progress | None = None,
) -> Results:
    """Run a scenario many times.

    Run *k* of a seed is the same whatever ``runs``, ``workers``, ``executor`` or ``block``, bit for
    bit where one engine does it; the two engines agree within rounding.

    Args:
        scenario: name of a shipped scenario, path of a file, or a loaded scenario.
        runs: how many; runs that ``out`` holds already are not done again.
        seed: seed of the noise; 0 is a seed like any other.
        workers: processes.
        executor: any executor of `concurrent.futures`, used in place of processes of our own.
        trajectories: True keeps every quarter of everything that states have; names of variables
            or columns keep those.
        out: folder to write to; without it, results live as long as the returned object.
        engine: ``compiled`` runs the rules as machine code (extra ``fast``), ``numpy`` as they are;
            ``auto`` compiles where there is enough to do, and goes on in a folder as it was begun.
        settings: changes ``KEY=VALUE``, as on the command line.
        posterior: run *k* takes what its member ``k % members`` says of the parameters and start
            values that the scenario does not ask about (`sovsim.ensemble.fitted`).
        block: runs computed at once; a good number is found without it.
        progress: told after every block.

    Raises:
        ScenarioError: the scenario or a setting is wrong.
        ArmError: a number is none.
        EngineMissing: the compiled engine is asked for, or the folder was begun by it, and it
            cannot be used here.
        EnsembleError: the folder holds something else, or was made by other code, by another engine
            or from another posterior.
        FolderInUse: another process is writing to the folder.
        WriteError: the folder cannot be written.
        RunsMissing, WorkersLost: memory, a worker or the like failed; what is done is stored, and
            the same call does the rest.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    changes = at_ends(given.texts("settings", settings))
    changed = loaded.with_settings(changes)
    values, record = {}, None
    if posterior is not None:
        fitted, runs = taken(posterior), given.whole("runs", runs, 1, error=ArmError)
        values, record = fitted.over(changed, changes).values(runs), fitted.record()
    arm = Arm(changed, values)
    kept = columns(trajectories)
    batch = Batch({changed.name: arm}, Cells(runs), seed, kept, single=True, posterior=record)
    return run_batch(batch, Force.of(workers, executor, block, engine), out, progress)


def run_arms(
    arms: Mapping[str, Arm],
    runs: int,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    trajectories: bool | Sequence[str] = False,
    out: str | Path | None = None,
    engine: Engine = "auto",
    *,
    posterior: Mapping[str, Any] | None = None,
    block: int | None = None,
    most: int | None = None,
    progress: Progress | None = None,
) -> Results:
    """Run several arms on common random numbers: run *k* draws the same noise in every arm.

    Args:
        arms: key -> arm; the tables of the result have a column ``arm`` with the keys.
        runs: runs of each arm.
        seed, workers, executor, trajectories, out, engine, block, progress: as for
            `run_ensemble`.
        posterior: what the manifest is to keep of the posterior (`Fitted.record`) from which the
            arms have their values.
        most: runs of each arm that may be asked for in the end, by which the engine is chosen;
            ``runs`` by default.

    Raises:
        ArmError: an arm cannot be run.
        UnknownParameter: an arm sets a parameter that does not exist.
        EngineMissing, EnsembleError, FolderInUse, WriteError, RunsMissing, WorkersLost: as for
            `run_ensemble`.
    """
    kept = columns(trajectories)
    batch = Batch(arms, Cells(runs), seed, kept, single=False, posterior=posterior)
    return run_batch(batch, Force.of(workers, executor, block, engine), out, progress, most)


def run_batch(
    batch: Batch,
    force: Force,
    out: str | Path | None,
    progress: Progress | None,
    most: int | None = None,
) -> Results:
    """Do what a folder, or a passing one, lacks of a batch, and open it.

    Args:
        most: runs that may be asked for in the end, by which the engine is chosen.
    """
    given.function("progress", progress)
    batch.check()
    owner = None
    if out is None:
        settle(batch, force.engine, None, most)
        owner = TemporaryFolder()
        folder = owner.path
    else:
        folder = given.path("out", out)
        settle(batch, force.engine, engine_held(batch, folder), most)
        before(batch, folder)

    with Store(folder, lasting=out is not None) as store:
        manifest, todo = begin(batch, store)
        results = Results(folder, manifest, tuple(batch.arms), batch.layout.runs, owner)
        try:
            if todo:
                Work(batch, store, todo, progress).do(force)
        except Unfinished as error:
            error.results = results
            raise
    return results
