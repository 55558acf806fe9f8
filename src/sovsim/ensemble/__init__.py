"""Ensembles of runs: planned in blocks, computed anywhere, stored so that they resume.

The names are imported on first use, so that a worker loads no more than it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.ensemble.arms import Arm as Arm
    from sovsim.ensemble.arms import ArmError as ArmError
    from sovsim.ensemble.dask import dask_executor as dask_executor
    from sovsim.ensemble.faults import WorkersLost as WorkersLost
    from sovsim.ensemble.manifest import is_ensemble as is_ensemble
    from sovsim.ensemble.panel import NoTrajectories as NoTrajectories
    from sovsim.ensemble.parts import EnsembleError as EnsembleError
    from sovsim.ensemble.results import Results as Results
    from sovsim.ensemble.results import load_results as load_results
    from sovsim.ensemble.run import run_arms as run_arms
    from sovsim.ensemble.run import run_ensemble as run_ensemble
    from sovsim.ensemble.verify import verify_ensemble as verify_ensemble

_HOMES = {
    "Arm": "arms",
    "ArmError": "arms",
    "EnsembleError": "parts",
    "NoTrajectories": "panel",
    "Results": "results",
    "WorkersLost": "faults",
    "dask_executor": "dask",
    "is_ensemble": "manifest",
    "load_results": "results",
    "run_arms": "run",
    "run_ensemble": "run",
    "verify_ensemble": "verify",
}

__all__ = [
    "Arm",
    "ArmError",
    "EnsembleError",
    "NoTrajectories",
    "Results",
    "WorkersLost",
    "dask_executor",
    "is_ensemble",
    "load_results",
    "run_arms",
    "run_ensemble",
    "verify_ensemble",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
