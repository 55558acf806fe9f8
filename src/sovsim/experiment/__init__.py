"""Experiments: arms, a design, and what each side of a rival hypothesis predicts.

The names are imported on first use, so that a worker loads no more than it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.experiment.experiment import Experiment as Experiment
    from sovsim.experiment.experiment import experiment_names as experiment_names
    from sovsim.experiment.experiment import load_experiment as load_experiment
    from sovsim.experiment.json_schema import experiment_json_schema as experiment_json_schema
    from sovsim.experiment.run import run_experiment as run_experiment

_HOMES = {
    "Experiment": "experiment",
    "experiment_json_schema": "json_schema",
    "experiment_names": "experiment",
    "load_experiment": "experiment",
    "run_experiment": "run",
}

__all__ = [
    "Experiment",
    "experiment_json_schema",
    "experiment_names",
    "load_experiment",
    "run_experiment",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
