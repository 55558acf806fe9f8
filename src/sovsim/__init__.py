"""Sovereignty in law and in fact: a simulation of a region of states and its hegemon.

The public names are imported on first use, so that ``import sovsim`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim import claims as claims
    from sovsim import plots as plots
    from sovsim.calibration.posterior import read_posterior as read_posterior
    from sovsim.ensemble.how_common import how_common as how_common
    from sovsim.ensemble.pairwise import compare as compare
    from sovsim.ensemble.results import load_results as load_results
    from sovsim.ensemble.run import run_ensemble as run_ensemble
    from sovsim.experiment.experiment import Experiment as Experiment
    from sovsim.mesa_model import SovereigntyModel as SovereigntyModel
    from sovsim.record.branch import branch as branch
    from sovsim.record.explain import explain as explain
    from sovsim.record.folder import RunFolder as RunFolder
    from sovsim.record.verify import verify as verify
    from sovsim.scenario import load_scenario as load_scenario
    from sovsim.scenario.diff import diff as diff
    from sovsim.single_run import run as run

    __version__: str

_HOMES = {
    "Experiment": "sovsim.experiment.experiment",
    "RunFolder": "sovsim.record.folder",
    "SovereigntyModel": "sovsim.mesa_model",
    "branch": "sovsim.record.branch",
    "compare": "sovsim.ensemble.pairwise",
    "diff": "sovsim.scenario.diff",
    "explain": "sovsim.record.explain",
    "how_common": "sovsim.ensemble.how_common",
    "load_results": "sovsim.ensemble.results",
    "load_scenario": "sovsim.scenario",
    "read_posterior": "sovsim.calibration.posterior",
    "run": "sovsim.single_run",
    "run_ensemble": "sovsim.ensemble.run",
    "verify": "sovsim.record.verify",
}
_MODULES = ("claims", "plots")

__all__ = [
    "Experiment",
    "RunFolder",
    "SovereigntyModel",
    "__version__",
    "branch",
    "claims",
    "compare",
    "diff",
    "explain",
    "how_common",
    "load_results",
    "load_scenario",
    "plots",
    "read_posterior",
    "run",
    "run_ensemble",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _MODULES:
        return import_module(f"sovsim.{name}")
    if name == "__version__":
        from sovsim.release import version

        return version()
    raise AttributeError(f"module 'sovsim' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
