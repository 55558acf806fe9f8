"""Ensembles of runs, and the experiments that are made of them.

Runs are planned in blocks, computed anywhere, and stored so that they resume themselves.

The names are imported on first use, so that a worker loads no more than it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.experiment.arms import Arm as Arm
    from sovsim.experiment.arms import ArmError as ArmError
    from sovsim.experiment.dask import dask_executor as dask_executor
    from sovsim.experiment.ensemble import run_arms as run_arms
    from sovsim.experiment.ensemble import run_ensemble as run_ensemble
    from sovsim.experiment.executor import WorkersLost as WorkersLost
    from sovsim.experiment.json_schema import experiment_json_schema as experiment_json_schema
    from sovsim.experiment.load import experiment_names as experiment_names
    from sovsim.experiment.load import load_experiment as load_experiment
    from sovsim.experiment.manifest import EnsembleError as EnsembleError
    from sovsim.experiment.manifest import is_ensemble as is_ensemble
    from sovsim.experiment.model import Experiment as Experiment
    from sovsim.experiment.panel import NoTrajectories as NoTrajectories
    from sovsim.experiment.results import Results as Results
    from sovsim.experiment.results import load_results as load_results
    from sovsim.experiment.run import run_experiment as run_experiment
    from sovsim.experiment.store import FolderInUse as FolderInUse
    from sovsim.experiment.verify import verify_ensemble as verify_ensemble

_HOMES = {
    "Arm": "arms",
    "ArmError": "arms",
    "EnsembleError": "manifest",
    "FolderInUse": "store",
    "NoTrajectories": "panel",
    "Results": "results",
    "WorkersLost": "executor",
    "dask_executor": "dask",
    "Experiment": "model",
    "experiment_json_schema": "json_schema",
    "experiment_names": "load",
    "load_experiment": "load",
    "run_experiment": "run",
    "is_ensemble": "manifest",
    "load_results": "results",
    "run_arms": "ensemble",
    "run_ensemble": "ensemble",
    "verify_ensemble": "verify",
}

__all__ = [
    "Arm",
    "ArmError",
    "EnsembleError",
    "Experiment",
    "FolderInUse",
    "NoTrajectories",
    "Results",
    "WorkersLost",
    "dask_executor",
    "experiment_json_schema",
    "experiment_names",
    "is_ensemble",
    "load_experiment",
    "load_results",
    "run_arms",
    "run_ensemble",
    "run_experiment",
    "verify_ensemble",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
