"""Global sensitivity of the model: Morris or Sobol designs over the ranges of its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.analysis.sensitivity import (
    Method,
    SensitivityError,
    chance_share,
    convergence,
    group_size,
    indices,
    ranked,
    sample,
)
from sovsim.brief import brief, count
from sovsim.ensemble.batch import Engine, Progress
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.design import Uncertainty
from sovsim.scenario import Scenario, load_scenario
from sovsim.studies.outcomes import chosen_metrics
from sovsim.studies.space import ALL, parameters_for

SAMPLES: dict[Method, int] = {"morris": 8, "sobol": 128}
"""Trajectories, or base points, unless it is said otherwise."""


@dataclass(frozen=True)
class Sensitivity:
    """What was found.

    Attributes:
        scenario: name of the scenario.
        method: ``morris`` or ``sobol``.
        indices: ``metric`` and the columns of `sovsim.analysis.sensitivity.indices`, the most
            influential parameter of each metric first; behind them ``note``, why a row is empty.
        convergence: the same for `sovsim.analysis.sensitivity.convergence`.
        chance: metric -> share of the variance between points that chance alone would make.
        skipped: metric -> why it has no indices.
        constant: metrics that are the same at every point; no parameter has a share in them.
        points: the sampled points.
        samples: trajectories or base points.
        runs, seed: runs at each point.
    """

    scenario: str
    method: Method
    indices: pd.DataFrame
    convergence: pd.DataFrame
    chance: dict[str, float]
    skipped: dict[str, str]
    constant: tuple[str, ...]
    points: pd.DataFrame
    samples: int
    runs: int
    seed: int

    def __repr__(self) -> str:
        size = count(self.points.shape[1], "parameter"), count(len(self.points), "point")
        return brief(self, self.scenario, self.method, *size, f"seed {self.seed}")


def run_sensitivity(
    scenario: str | Path | Scenario,
    method: Method = "morris",
    parameters: Sequence[str] | Sequence[Uncertainty] = (ALL,),
    metrics: Sequence[str] | None = None,
    samples: int | None = None,
    runs: int = 4,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    out: str | Path | None = None,
    engine: Engine = "auto",
    *,
    progress: Progress | None = None,
) -> Sensitivity:
    """Find which parameters the outcomes of a scenario follow.

    Args:
        scenario: name, path, or loaded.
        method: ``morris`` to screen many parameters, ``sobol`` to share out the variance.
        parameters: names or groups over their declared ranges, ``all`` that are assumed or
            inferred, or ranges of one's own.
        metrics: outcomes; the headline ones by default.
        samples: trajectories or base points; `SAMPLES` by default.
        runs: runs averaged at each point, on noise that all points share.
        seed: of the noise and of the sample.
        workers, executor, out, engine, progress: as for `sovsim.ensemble.crossed.run_crossed`.

    Raises:
        SensitivityError: the analysis cannot be made.
        UnknownParameter: there is no such parameter or group.
        ArgumentError: a number is none.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    outcomes = chosen_metrics(metrics)
    space = _space(parameters)
    ranges = {entry.parameter: (entry.low, entry.high) for entry in space}
    given.one_of("method", method, tuple(SAMPLES))
    size = SAMPLES[method] if samples is None else given.whole("samples", samples, 1)
    runs, seed = given.whole("runs", runs, 1), given.seed(seed)
    points = sample(ranges, method, size, seed)
    arms = {loaded.name: loaded}
    table = run_crossed(arms, points, runs, seed, workers, executor, out, engine, progress=progress)
    found, grown, skipped, constant = [], [], {}, []
    for metric in outcomes:
        values = table.groupby("point")[metric].mean().to_numpy(np.float64)
        try:
            one = indices(points, values, ranges, method, seed=seed)
        except SensitivityError as error:
            skipped[metric] = str(error)
            continue
        if np.ptp(values) == 0.0:
            constant.append(metric)
        found.append(ranked(one, method).assign(metric=metric))
        several = convergence(points, values, ranges, method, seed=seed)
        grown.append(several.assign(metric=metric))
    if not found:
        raise SensitivityError(f"no outcome can be analysed: {next(iter(skipped.values()))}")
    return Sensitivity(
        scenario=loaded.name,
        method=method,
        indices=_noted(pd.concat(found, ignore_index=True), constant),
        convergence=_noted(pd.concat(grown, ignore_index=True), constant),
        chance={metric: chance_share(table, metric) for metric in outcomes},
        skipped=skipped,
        constant=tuple(constant),
        points=points,
        samples=len(points) // group_size(len(ranges), method),
        runs=runs,
        seed=seed,
    )


def _space(parameters: Sequence[str] | Sequence[Uncertainty]) -> tuple[Uncertainty, ...]:
    entries = given.instances("parameters", parameters, str, Uncertainty)
    own = [entry for entry in entries if isinstance(entry, Uncertainty)]
    named = [entry for entry in entries if isinstance(entry, str)]
    return (*own, *(parameters_for(named) if named else ()))


NO_VARIANCE = "the outcome is the same at all points"
NOT_YET = "the outcome is the same at all points of this size of sample"


def _noted(table: pd.DataFrame, constant: Sequence[str]) -> pd.DataFrame:
    """Return a table with the metric in front, and why a row is empty behind."""
    never = table["metric"].isin(constant)
    note = np.where(never, NO_VARIANCE, np.where(table["value"].isna(), NOT_YET, ""))
    columns = ["metric", *(name for name in table.columns if name != "metric")]
    return table[columns].assign(note=note)
