"""Where in the sampled space the predictions of an experiment hold, point by point."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from sovsim import given
from sovsim.analysis.discovery import Discovery, discover
from sovsim.brief import brief, count
from sovsim.ensemble.batch import Engine
from sovsim.experiment.experiment import Experiment, load_experiment
from sovsim.experiment.model import SIDES
from sovsim.experiment.outcomes import holding
from sovsim.experiment.run import Progress, Runner, run_experiment
from sovsim.experiment.schema import PredictionTable


class NothingToDiscover(ValueError):
    """An experiment without what is asked for: a sampled space, a side, a prediction."""


@dataclass(frozen=True)
class Region:
    """The region in which a hypothesis' direction holds.

    Attributes:
        experiment: name.
        subject: what was looked for, in words.
        discovery: the boxes.
        points: the sampled points, with a column ``holds`` behind the parameters.
        runs: runs at each point and arm.
    """

    experiment: str
    subject: str
    discovery: Discovery
    points: pd.DataFrame
    runs: int

    def __repr__(self) -> str:
        return brief(self, self.experiment, self.subject, count(len(self.points), "point"))


def run_discovery(
    experiment: str | Path | Experiment,
    side: str | None = None,
    prediction: int | None = None,
    points: int | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    out: str | Path | None = None,
    *,
    least_density: float = 0.8,
    executor: Executor | None = None,
    engine: Engine = "auto",
    runner: Runner | None = None,
    progress: Progress | None = None,
) -> Region:
    """Run an experiment and find the region in which a side, or one prediction, holds.

    Args:
        experiment: name, path, or loaded; it must sample parameters.
        side: ``A`` or ``B``: all of its predictions at once (any, by the file's rule).
        prediction: number of a prediction, from 1, in place of a side.
        points, replicates: of the sample; the design's by default.
        seed, workers, out, executor, engine, runner, progress: as for `run_experiment`.
        least_density: share of a box's points at which it must hold.

    Raises:
        NothingToDiscover: the experiment samples nothing, or has no such side or prediction.
    """
    loaded = experiment if isinstance(experiment, Experiment) else load_experiment(experiment)
    least_density = given.number("least_density", least_density, 0.0, 1.0)
    chosen, subject = _subject(loaded, side, prediction)
    if not loaded.uncertainties:
        raise NothingToDiscover(f"{loaded.name}: samples no parameter, so there is no space")
    sized = _sized(loaded, points, replicates)
    if not sized.sample().sampled:
        raise NothingToDiscover(f"{loaded.name}: its design samples no parameter")
    finished = run_experiment(
        sized,
        seed=seed,
        workers=workers,
        out=out,
        executor=executor,
        engine=engine,
        runner=runner,
        progress=progress,
    )
    rule = "any" if prediction is None and loaded.head.verdict_rule == "any" else "all"
    held = holding(finished.table, chosen)
    answer = held.any(axis=1) if rule == "any" else held.all(axis=1)
    space = finished.points.loc[held.index]
    found = discover(space, answer.to_numpy(), least_density=least_density, seed=seed or 0)
    return Region(
        loaded.name,
        subject,
        found,
        space.assign(holds=answer.to_numpy()),
        sized.design.replicates,
    )


def _subject(
    experiment: Experiment, side: str | None, prediction: int | None
) -> tuple[tuple[PredictionTable, ...], str]:
    if prediction is not None:
        prediction = given.whole("prediction", prediction)
        count = len(experiment.predictions)
        if not 1 <= prediction <= count:
            raise NothingToDiscover(
                f"{experiment.name} has predictions 1 to {count}, not {prediction}"
            )
        entry = experiment.predictions[prediction - 1]
        words = f"{entry.metric}: {' against '.join(entry.arms)} {entry.direction}"
        return (entry,), f"prediction {prediction} ({words})"
    wanted = side or "A"
    if wanted not in SIDES:
        raise NothingToDiscover(f"an experiment has sides {' and '.join(SIDES)}, not '{wanted}'")
    chosen = tuple(entry for entry in experiment.of_side(wanted) if not entry.check)
    if not chosen:
        raise NothingToDiscover(f"{experiment.name}: side {wanted} predicts nothing")
    return chosen, f"side {wanted}: {getattr(experiment.head, wanted).statement}"


def _sized(experiment: Experiment, points: int | None, replicates: int | None) -> Experiment:
    """Return the experiment with another number of points or runs, without a stopping rule."""
    design = experiment.design
    changed = design.model_copy(
        update={
            "points": design.points if points is None else given.whole("points", points, 1),
            "replicates": design.replicates
            if replicates is None
            else given.whole("replicates", replicates, 1),
            "precision": None,
        }
    )
    return replace(experiment, design=changed)
