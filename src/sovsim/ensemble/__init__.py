"""Ensembles of runs: planned in blocks, computed anywhere, stored so that they resume.

==========  ======================================================================================
planning    ``arms`` and ``design`` (what is run), ``cells`` (what is numbered), ``blocks`` (what is
            stored and computed together), ``batch`` (all of it), ``resume`` (what of it is missing)
computing   ``worker`` (a block), ``executor``, ``lean`` and ``dask`` (who does it), ``faults``
            (what becomes of what fails), ``work`` (from gaps to stored parts)
storing     ``tables``, ``trajectories`` (what a part holds), ``parts`` (names and seals), ``store``
            (the one writer), ``manifest`` (what the parts belong to)
reading     ``read`` (a file), ``results``, ``panel``, ``summary``, ``verify``
asking      ``run`` (ensembles and arms), ``crossed`` (arms at points), ``pairwise`` (comparisons)
==========  ======================================================================================

The names are imported on first use, so that a worker loads no more than it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.ensemble.arms import Arm as Arm
    from sovsim.ensemble.arms import ArmError as ArmError
    from sovsim.ensemble.dask import dask_executor as dask_executor
    from sovsim.ensemble.faults import RunsMissing as RunsMissing
    from sovsim.ensemble.faults import Unfinished as Unfinished
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
    "RunsMissing": "faults",
    "Unfinished": "faults",
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
    "RunsMissing",
    "Unfinished",
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
