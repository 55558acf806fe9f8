"""Runs an experiment: arms over the sampled space, predictions against outcomes, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.analysis.compare import compare
from sovsim.brief import brief
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.common_ground import adjusted
from sovsim.ensemble.design import Precision, Sample
from sovsim.ensemble.results import Results, Tables
from sovsim.experiment.finished import Finished, arms
from sovsim.experiment.folder import RUNS, check_folder, write
from sovsim.experiment.judge import conclude
from sovsim.experiment.model import ExperimentData
from sovsim.experiment.outcomes import outcomes, questions
from sovsim.experiment.registration import since
from sovsim.experiment.shares import point_means
from sovsim.points import is_start

Runner = Callable[[Mapping[str, Arm], int], Tables]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Simulated:
    """The runs of an experiment, not yet judged.

    Attributes:
        results: of the arms.
        table: ``arm, run, point`` and the metrics of the experiment.
        runs: runs of each arm; `seed` of the noise.
    """

    results: Results
    table: pd.DataFrame
    runs: int
    seed: int

    def __repr__(self) -> str:
        return brief(self, "", f"{self.runs} runs of each arm", f"seed {self.seed}")

    def means(self) -> pd.DataFrame:
        """Return a row per arm with the mean of every metric over the runs."""
        metrics = [name for name in self.table if name not in ("arm", "run", "point")]
        rows = self.table.groupby("arm")[metrics].mean()
        return rows.loc[list(self.results.arms)].reset_index()


def simulate_experiment(
    experiment: ExperimentData,
    runs: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    out: str | Path | None = None,
    *,
    executor: Executor | None = None,
    engine: Engine = "auto",
    trajectories: bool | Sequence[str] = False,
    progress: Progress | None = None,
) -> Simulated:
    """Run the arms of an experiment and measure them, without judging what was predicted.

    Args:
        experiment, runs, seed, workers, executor, engine, progress: as for `run_experiment`.
        out: folder of the experiment; `run_experiment` finds the runs there.
        trajectories: as for `sovsim.ensemble.run.run_arms`.
    """
    from sovsim.ensemble.run import run_arms

    given.instance("experiment", experiment, ExperimentData, "ExperimentData.load gives one")
    most = experiment.runs if runs is None else given.whole("runs", runs, 1)
    chosen = experiment.design.seed if seed is None else given.seed(seed)
    sample = experiment.sample()
    results = run_arms(
        arms(experiment, sample, most),
        most,
        chosen,
        workers,
        executor,
        trajectories,
        None if out is None else given.path("out", out) / RUNS,
        engine,
        posterior=_record(experiment),
        progress=progress,
    )
    return Simulated(results, _measured(experiment, results, sample, most), most, chosen)


def run_experiment(
    experiment: ExperimentData,
    runs: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    out: str | Path | None = None,
    *,
    executor: Executor | None = None,
    engine: Engine = "auto",
    runner: Runner | None = None,
    progress: Progress | None = None,
) -> Finished:
    """Run an experiment and judge its predictions.

    Args:
        experiment: what is asked.
        runs: runs of each arm; those of the design by default. With a precision in the design,
            runs are added until it is reached, up to so many.
        seed: of the noise; the design's by default.
        workers: processes.
        out: folder for the runs and, in files of their own, the verdicts; runs that it holds
            already are not done again.
        executor: any executor of `concurrent.futures`, used in place of processes of our own.
        engine: as for `sovsim.ensemble.run.run_ensemble`.
        runner: does the runs; `sovsim.ensemble.run.run_arms` by default.
        progress: told after every block of runs.

    Raises:
        ArgumentError: an argument is of the wrong kind.
        FolderTaken: the folder holds other files.
        EnsembleError, FolderInUse, WriteError: as for `sovsim.ensemble.run.run_ensemble`.
    """
    given.instance("experiment", experiment, ExperimentData, "ExperimentData.load gives one")
    given.function("runner", runner)
    given.function("progress", progress)
    runs = None if runs is None else given.whole("runs", runs, 1)
    chosen = experiment.design.seed if seed is None else given.seed(seed)
    if out is not None:
        check_folder(given.path("out", out))
    record = _record(experiment)
    most = experiment.runs if runs is None else runs
    simulate = runner or _runner(chosen, workers, executor, engine, out, progress, record, most)
    sample = experiment.sample()
    precision = experiment.precision
    looks = [most] if precision is None else _until(precision.looks(), most)
    finished, stopped = None, ""
    for look in looks:
        results = simulate(arms(experiment, sample, look), look)
        finished, narrow = _judged(experiment, sample, results, look, chosen)
        if precision is None:
            break
        stopped = f"precise enough at {look} runs" if narrow else f"not precise at {look} runs"
        if narrow:
            break
    assert finished is not None
    finished = _with_reason(finished, stopped)
    if out is not None:
        write(finished, given.path("out", out))
    return finished


def _record(experiment: ExperimentData) -> dict[str, Any] | None:
    return None if experiment.posterior is None else experiment.posterior.record()


def _until(looks: list[int], most: int) -> list[int]:
    return [*(look for look in looks if look < most), most]


def _runner(
    seed: int,
    workers: int,
    executor: Executor | None,
    engine: Engine,
    out: str | Path | None,
    progress: Progress | None,
    posterior: Mapping[str, Any] | None,
    most: int,
) -> Runner:
    from sovsim.ensemble.run import run_arms

    folder = None if out is None else given.path("out", out) / RUNS

    def simulate(chosen: Mapping[str, Arm], runs: int) -> Tables:
        return run_arms(
            chosen,
            runs,
            seed,
            workers,
            executor,
            out=folder,
            engine=engine,
            most=most,
            posterior=posterior,
            progress=progress,
        )

    return simulate


def _judged(
    experiment: ExperimentData, sample: Sample, results: Tables, runs: int, seed: int
) -> tuple[Finished, bool]:
    """Return the answer at a look, and whether it is precise enough."""
    design = experiment.design
    point_of = sample.point_of(runs)
    measured = _measured(experiment, results, sample, runs)
    table, asked = questions(measured, experiment.predictions)
    points = _deciding(experiment, sample) if sample.sampled else None
    answers = compare(table, asked, None, design.confidence, design.interval)
    held = point_means(measured, experiment.predictions) if sample.sampled else None
    verdict = conclude(
        experiment,
        answers,
        held,
        points,
        runs=runs,
        visited=len(np.unique(point_of)) if sample.sampled else 0,
        seed=seed,
    )
    share = design.precision
    narrow = share is not None and Precision.enough(answers, share * answers["smallest"])
    return Finished(experiment, verdict, measured, sample.points), narrow


def _measured(
    experiment: ExperimentData, results: Tables, sample: Sample, runs: int
) -> pd.DataFrame:
    """Return the metrics of the experiment in every run, on the ground that its arms share."""
    told = results
    if experiment.ground.notes:
        used = [
            name
            for table in experiment.metrics.values()
            for name in (table.metric or table.name, table.minus)
            if name is not None
        ]
        told = adjusted(results.metrics, results.states, experiment.ground, used)
    return outcomes(told, experiment.metrics, sample.point_of(runs))


def _deciding(experiment: ExperimentData, sample: Sample) -> pd.DataFrame:
    """Return the sampled values on which a verdict may depend: what the design draws.

    Where it draws nothing, the parameters of the posterior; its start values are too many.
    """
    drawn = [entry.parameter for entry in experiment.uncertainties]
    rates = [name for name in sample.points if not is_start(str(name))]
    return sample.points[drawn or rates]


def _with_reason(finished: Finished, stopped: str) -> Finished:
    told = {"stopped": stopped, "registered": since(finished.experiment)}
    verdict = finished.verdict.model_copy(update=told)
    return replace(finished, verdict=verdict)
