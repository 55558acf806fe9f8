"""Runs a decision maker's question: policies over the sampled ranges, then the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.brief import brief
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.results import Results
from sovsim.experiment.outcomes import outcomes
from sovsim.options.answer import Answer
from sovsim.options.judge import judge
from sovsim.options.model import OptionsData
from sovsim.options.watch import early

Progress = Callable[[int, int], None]

RUNS = "runs"
"""Folder of the ensemble within that of the answer."""


@dataclass(frozen=True)
class Finished:
    """A question that has been answered.

    Attributes:
        options: what was asked.
        answer: what came out.
        table: ``arm, run, point`` and the metrics of the file.
        points: sampled values, a row per point.
    """

    options: OptionsData
    answer: Answer
    table: pd.DataFrame
    points: pd.DataFrame

    def __repr__(self) -> str:
        return brief(self, self.options.name, f"{self.answer.runs} runs of each policy")


def run_options(
    options: OptionsData,
    seed: int | None = None,
    workers: int = 1,
    out: str | Path | None = None,
    *,
    executor: Executor | None = None,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> Finished:
    """Run every policy at every point of the ranges, on common random numbers, and judge them.

    Args:
        options: what is asked.
        seed: of the noise; the design's by default.
        workers: processes.
        out: folder for the runs, in which they are kept; runs that it holds are not done again.
        executor: any executor of `concurrent.futures`, used in place of processes of our own.
        engine: as for `sovsim.ensemble.run.run_ensemble`.
        progress: told after every block of runs.

    Raises:
        ArgumentError: an argument is of the wrong kind.
        EnsembleError, FolderInUse, WriteError: as for `sovsim.ensemble.run.run_arms`.
    """
    from sovsim.ensemble.run import run_arms

    given.instance("options", options, OptionsData, "sovsim.options.load_options gives one")
    chosen = options.design.seed if seed is None else given.seed(seed)
    sample = options.sample()
    runs = len(sample.points) * options.design.replicates
    results = run_arms(
        options.arms(sample, runs),
        runs,
        chosen,
        workers,
        executor,
        options.watch,
        None if out is None else given.path("out", out) / RUNS,
        engine,
        posterior=None if options.posterior is None else options.posterior.record(),
        progress=progress,
    )
    point_of = sample.point_of(runs)
    measures = {entry.name: entry for entry in options.document.metric}
    table = outcomes(results, measures, point_of)

    def see(policy: str) -> Mapping[str, FloatArray]:
        shown = Results(results.folder, results.manifest, (policy,), results.runs)
        panel = shown.panel(None, options.watch)
        return early(panel, options.watch, options.watch_state, options.watch_step, point_of)

    answer = judge(options, table, sample.points, seed=chosen, see=see)
    return Finished(options, answer, table, sample.points)
