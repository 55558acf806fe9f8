"""A connector to the EMA workbench: its samplers and analyses, our ensembles.

`ema_model` is a model as the workbench knows it; it asks for one point at a time. `ema_outcomes` is
the quick way: it takes all the points that a sampler of the workbench drew, has them run in blocks
on common noise, and hands back the pair ``(experiments, outcomes)`` that the workbench's analyses
(PRIM, CART, feature scoring) start from. The workbench is no dependency; install it yourself:
``pip install ema_workbench``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.ensemble.crossed import run_crossed
from sovsim.parameters import registry
from sovsim.scenario import Scenario, load_scenario
from sovsim.studies.outcomes import chosen_metrics
from sovsim.studies.space import parameters_for


class NoWorkbench(ValueError):
    """The EMA workbench is not installed."""


def ema_model(
    scenario: str | Path | Scenario,
    parameters: Sequence[str],
    metrics: Sequence[str] | None = None,
    runs: int = 8,
    seed: int = 0,
) -> Any:
    """Return an ``ema_workbench.Model`` of a scenario.

    Args:
        scenario: name, path, or loaded.
        parameters: names or groups; they become its uncertainties, over their declared ranges.
        metrics: outcomes; the headline ones by default.
        runs: runs averaged at each point.
        seed: of the noise, which all points share.

    Raises:
        NoWorkbench: it is not installed.
    """
    try:
        workbench = import_module("ema_workbench")
    except ImportError:
        raise NoWorkbench("this needs the workbench: pip install ema_workbench") from None
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    chosen = chosen_metrics(metrics)
    name = "".join(letter for letter in loaded.name if letter.isalnum())
    model = workbench.Model(name, function=_function(loaded, chosen, runs, seed))
    model.uncertainties = [
        workbench.RealParameter(entry.parameter, entry.low, entry.high)
        for entry in parameters_for(parameters)
    ]
    model.outcomes = [workbench.ScalarOutcome(metric) for metric in chosen]
    return model


def _function(
    scenario: Scenario, metrics: Sequence[str], runs: int, seed: int
) -> Callable[..., dict[str, float]]:
    def function(**values: float) -> dict[str, float]:
        _, outcomes = ema_outcomes(scenario, pd.DataFrame([values]), metrics, runs, seed)
        return {metric: float(found[0]) for metric, found in outcomes.items()}

    return function


def ema_outcomes(
    scenario: str | Path | Scenario,
    experiments: pd.DataFrame,
    metrics: Sequence[str] | None = None,
    runs: int = 8,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    out: str | Path | None = None,
) -> tuple[pd.DataFrame, dict[str, FloatArray]]:
    """Run the points of a table; return it with the mean outcomes of each, in its order.

    Args:
        scenario: name, path, or loaded.
        experiments: a row per point; columns that are no parameters (such as ``model``) are kept
            and not used.
        metrics, runs, seed: as for `ema_model`.
        workers, executor, out: as for `sovsim.ensemble.crossed.run_crossed`.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    chosen = chosen_metrics(metrics)
    given.instance("experiments", experiments, pd.DataFrame)
    known = [name for name in experiments.columns if name in registry()]
    points = experiments[known].astype(np.float64).reset_index(drop=True)
    table = run_crossed({loaded.name: loaded}, points, runs, seed, workers, executor, out)
    means = table.groupby("point")[list(chosen)].mean()
    return experiments, {metric: means[metric].to_numpy(np.float64) for metric in chosen}
