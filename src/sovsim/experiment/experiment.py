"""Experiments by name: found, read, and run."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Self

from sovsim.documents.document import place_of, read
from sovsim.documents.errors import Problem, Problems
from sovsim.documents.shipped import shipped_files
from sovsim.ensemble.batch import Engine
from sovsim.experiment.finished import Finished
from sovsim.experiment.model import ExperimentData
from sovsim.experiment.resolve import resolved
from sovsim.experiment.run import run_experiment
from sovsim.experiment.schema import File

KIND = "experiments"


class Experiment(ExperimentData):
    """An experiment: its data (`ExperimentData`), with what is done with it first."""

    @classmethod
    def load(cls, name_or_path: str | Path | ExperimentData) -> Self:
        """Return a shipped experiment, or that of a file; see `load_experiment`."""
        if isinstance(name_or_path, ExperimentData):
            return cls._of(name_or_path)
        path, label = place_of(name_or_path, KIND, "experiment")
        document = read(path, label, File, "experiment file")
        try:
            return cls._of(resolved(document))
        except (Problem, Problems) as found:
            raise document.origin.error(found) from None

    @classmethod
    def _of(cls, data: ExperimentData) -> Self:
        if isinstance(data, cls):
            return data
        return cls(**{field.name: getattr(data, field.name) for field in fields(data)})

    def run(
        self,
        runs: int | None = None,
        seed: int | None = None,
        workers: int = 1,
        out: str | Path | None = None,
        engine: Engine = "auto",
    ) -> Finished:
        """Run it and judge its predictions; see `sovsim.experiment.run.run_experiment`."""
        return run_experiment(self, runs, seed, workers, out, engine=engine)


def experiment_names() -> tuple[str, ...]:
    """Return the names of the shipped experiments."""
    return tuple(shipped_files(KIND))


def load_experiment(name_or_path: str | Path | ExperimentData) -> Experiment:
    """Return an experiment, checked.

    Args:
        name_or_path: name of a shipped experiment, or path of a file; a loaded one is returned.

    Raises:
        ScenarioError: it cannot be found, read or used; the message names file, line and key.
    """
    return Experiment.load(name_or_path)
