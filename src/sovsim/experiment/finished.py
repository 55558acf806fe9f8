"""An experiment that has been run: what was asked, what came out, and its runs one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import pandas as pd

from sovsim import given
from sovsim.analysis.pairs import pairs
from sovsim.brief import brief
from sovsim.ensemble.arms import Arm, ArmError
from sovsim.ensemble.design import Sample
from sovsim.experiment.against import HeldAgainst
from sovsim.experiment.model import ExperimentData
from sovsim.experiment.rows import prediction_rows
from sovsim.experiment.stability import NOT_EACH, ONE_SEED, stability, stands
from sovsim.experiment.verdict import ExperimentVerdict
from sovsim.scenario import Scenario


@dataclass(frozen=True)
class Finished:
    """An experiment that has been run.

    Attributes:
        experiment: what was asked.
        verdict: the answer.
        table: ``arm, run, point`` and the metrics of the experiment.
        points: values of the sampled parameters, by number of the point.
    """

    experiment: ExperimentData
    verdict: ExperimentVerdict
    table: pd.DataFrame
    points: pd.DataFrame

    def __repr__(self) -> str:
        done = f"{self.verdict.runs} runs of each arm", f"seed {self.verdict.seed}"
        return brief(self, self.experiment.name, self.verdict.words, *done)

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.summary().to_html(index=False)}"

    def summary(self) -> pd.DataFrame:
        """Return a row per prediction with difference, interval and verdict, ready to be read."""
        return pd.DataFrame(prediction_rows(self.verdict))

    def with_data(self, against: HeldAgainst) -> Finished:
        """Return the same, with what observed years say of the sides."""
        return replace(self, verdict=self.verdict.model_copy(update={"against": against}))

    def with_seeds(self, verdicts: Sequence[ExperimentVerdict]) -> Finished:
        """Return the same, with what other seeds give; a lead that not all have is told as such.

        Args:
            verdicts: of the experiment with a seed each, its own first.
        """
        told: dict[str, Any] = {"stable": stability(verdicts)}
        if not stands(verdicts):
            told["at_work"] = f"{self.verdict.at_work}, {NOT_EACH}"
            lead, over, rest = self.verdict.words.partition(" Over all ranges,")
            told["words"] = f"{lead} {ONE_SEED}{over}{rest}"
        return replace(self, verdict=self.verdict.model_copy(update=told))

    def beside(self, other: ExperimentVerdict) -> Finished:
        """Return the same, with what came out elsewhere: from a posterior, or without one."""
        where = "From a posterior" if other.posterior else "Over the declared ranges"
        told = {
            "beside": f"{where}: {other.words}",
            "elsewhere": f"{where}: {other.at_work or other.words}",
        }
        return replace(self, verdict=self.verdict.model_copy(update=told))

    def pairs(self, x: str, y: str, metric: str) -> pd.DataFrame:
        """Return two arms run by run, in the metric's unit; undefined pairs are left out.

        Columns: ``run, point``, the two arms by their names, ``difference``. Runs of one point
        share their sampled parameters; the intervals of the verdict take their mean as one unit.

        Raises:
            PairingError: there is no such arm or metric.
        """
        pairs(self.table, x, y, metric)
        wide = self.table.pivot(index=["run", "point"], columns="arm", values=metric)
        both = wide[[x, y]].dropna().rename_axis(columns=None)
        return both.assign(difference=both[x] - both[y]).reset_index()

    def scenario(self, arm: str, run: int) -> Scenario:
        """Return the scenario of one run, its sampled values set.

        ``sovsim.run(finished.scenario(arm, k), finished.verdict.seed, run=k)`` does run *k* again,
        with everything recorded.

        Raises:
            ArmError: there is no such arm or run.
        """
        run = given.whole("run", run, error=ArmError)
        if arm not in self.experiment.arms or run >= self.verdict.runs:
            raise ArmError(f"there is no run {run} of an arm '{arm}'")
        chosen = arms(self.experiment, self.experiment.sample(), run + 1)[arm]
        values = chosen.of_cells(range(run, run + 1))
        return chosen.scenario.with_settings(
            f"{name}={float(value[0])!r}" for name, value in values.items()
        )


def arms(experiment: ExperimentData, sample: Sample, runs: int) -> dict[str, Arm]:
    """Return the arms with the sampled values of every run.

    What an arm fixes is not sampled; what it asks about, or cannot take, it has from no posterior.
    """
    values = sample.values(runs)
    drawn = {entry.parameter for entry in experiment.uncertainties}
    found = {}
    for name, scenario in experiment.scenarios.items():
        laid = experiment.laid(name)
        fitted = () if laid is None else map(str, laid.points)
        taken = drawn.union(fitted).difference(experiment.arms[name].parameters)
        found[name] = Arm(scenario, {key: each for key, each in values.items() if key in taken})
    return found
