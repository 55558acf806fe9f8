"""A connector to the EMA workbench: its samplers and analyses, our ensembles.

`ema_model` is a model as the workbench knows it; it asks for one point at a time. `ema_points` and
`ema_outcomes` are the quick way: all the points that a sampler of the workbench draws, run in
blocks on common noise, come back as the pair ``(experiments, outcomes)`` that the workbench's
analyses (PRIM, CART, feature scoring) start from. The workbench is no dependency; install it
yourself: ``pip install ema_workbench``. Versions 2.5 and 3 are both served.

Its parameters are named as keywords of `SovereigntyModel` are, ``dependence__fade_rate``: it wants
names that Python can take for variables.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.crossed import run_crossed
from sovsim.parameters import registry
from sovsim.scenario import Scenario, load_scenario
from sovsim.studies.outcomes import chosen_metrics
from sovsim.studies.space import parameters_for

DOT = "__"
"""Stands for the dot in the name of a parameter."""


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
    workbench = _workbench("ema_workbench")
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    chosen = chosen_metrics(metrics)
    name = "".join(letter for letter in loaded.name if letter.isalnum())
    model = workbench.Model(name, function=_function(loaded, chosen, runs, seed))
    model.uncertainties = [
        workbench.RealParameter(entry.parameter.replace(".", DOT), entry.low, entry.high)
        for entry in parameters_for(parameters)
    ]
    model.outcomes = [workbench.ScalarOutcome(metric) for metric in chosen]
    return model


def _workbench(module: str) -> Any:
    """Return a module of the workbench; what it says of extras that are not installed is left out.

    Raises:
        NoWorkbench: it is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return import_module(module)
    except ImportError:
        raise NoWorkbench("this needs the workbench: pip install ema_workbench") from None


def _function(
    scenario: Scenario, metrics: Sequence[str], runs: int, seed: int
) -> Callable[..., dict[str, float]]:
    def function(**values: float) -> dict[str, float]:
        _, outcomes = ema_outcomes(scenario, pd.DataFrame([values]), metrics, runs, seed)
        return {metric: float(found[0]) for metric, found in outcomes.items()}

    return function


def ema_points(model: Any, points: int, sampler: Any = None, **how: Any) -> pd.DataFrame:
    """Return points that a sampler of the workbench drew: a row each, a column per uncertainty.

    Args:
        model: from `ema_model`.
        points: how many.
        sampler: one of the workbench's; its Latin hypercube by default.
        **how: for the sampler, such as ``rng=0`` in version 3; version 2.5 draws from the global
            generator, ``numpy.random.seed``.

    Raises:
        NoWorkbench: it is not installed.
    """
    framework = _workbench("ema_workbench.em_framework")
    size = given.whole("points", points, 1)
    drawn = (sampler or framework.LHSSampler()).generate_samples(model.uncertainties, size, **how)
    rows = drawn if isinstance(drawn, Mapping) else [dict(sample) for sample in drawn]
    return pd.DataFrame(rows)


def ema_outcomes(
    scenario: str | Path | Scenario,
    experiments: pd.DataFrame,
    metrics: Sequence[str] | None = None,
    runs: int = 8,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    out: str | Path | None = None,
    engine: Engine = "auto",
) -> tuple[pd.DataFrame, dict[str, FloatArray]]:
    """Run the points of a table; return it with the mean outcomes of each, in its order.

    Args:
        scenario: name, path, or loaded.
        experiments: a row per point, a column per parameter, its name written with a dot or with
            ``__``; columns that are no parameters (such as ``model``) are kept and not used.
        metrics, runs, seed: as for `ema_model`.
        workers, executor, out, engine: as for `sovsim.ensemble.crossed.run_crossed`.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    chosen = chosen_metrics(metrics)
    given.instance("experiments", experiments, pd.DataFrame)
    named = experiments.rename(columns=lambda name: str(name).replace(DOT, "."))
    known = [name for name in named.columns if name in registry()]
    points = named[known].astype(np.float64).reset_index(drop=True)
    table = run_crossed({loaded.name: loaded}, points, runs, seed, workers, executor, out, engine)
    means = table.groupby("point")[list(chosen)].mean()
    return experiments, {metric: means[metric].to_numpy(np.float64) for metric in chosen}
