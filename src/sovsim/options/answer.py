"""What came out of a decision maker's question: plain, frozen, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from sovsim.brief import brief, count
from sovsim.disk.plain import plain
from sovsim.options.model import Measure
from sovsim.options.ranking import Ranking
from sovsim.options.regret import Choice, Goals, Regret
from sovsim.options.turning import Pull, Turn
from sovsim.options.watch import Sign


@dataclass(frozen=True)
class ByMeasure:
    """The answer by one measure.

    Attributes:
        ranking: policies in their order, with what is shown of it.
        regrets: by policy, in the order of the ranking.
        choices: what each criterion chooses.
        turns: parameters that turn the ranking; `pulls` how closely the lead follows each.
        thirds: regret by policy, parameter and third of its range.
        signs: what can be seen early under the first policy, and how closely it goes with what
            that policy loses.
    """

    ranking: Ranking
    regrets: tuple[Regret, ...]
    choices: tuple[Choice, ...]
    turns: tuple[Turn, ...]
    pulls: tuple[Pull, ...]
    thirds: pd.DataFrame = field(repr=False, compare=False)
    signs: tuple[Sign, ...] = ()

    @property
    def measure(self) -> Measure:
        """What is measured."""
        return self.ranking.measure

    @property
    def tells(self) -> bool:
        """Whether some policy is shown to be behind another by as much as matters."""
        return len(self.ranking.leaders) < len(self.ranking.rows)


@dataclass(frozen=True)
class Answer:
    """What came out.

    Attributes:
        name, title, question, decides, limits: of the file.
        span: first and last quarter.
        policies: name -> what it is.
        weights: by name of the measure; empty where each is ranked by itself.
        by: the answer by every measure that is ranked: what the weights add up to first, where
            there are weights, then each metric.
        dominated: policy -> those that are shown to dominate it; `pareto` those that nothing beats
            by the means of all metrics.
        runs, points, replicates, seed, confidence: what was done.
        labels: parameter -> its name in words; `ranges` its range.
        watch_quarter, watch_state: when and where early signs are read.
        values: parameter -> its value at each point, for the worst ones and the figures.
        goals: how often they are met, where the file has any; `wanted` has them in words.
        posterior: what the runs take of a posterior; empty without one.
    """

    name: str
    title: str
    question: str
    decides: str
    limits: str
    span: tuple[str, str]
    policies: Mapping[str, str]
    weights: Mapping[str, float]
    by: tuple[ByMeasure, ...]
    dominated: Mapping[str, tuple[str, ...]]
    pareto: tuple[str, ...]
    runs: int
    points: int
    replicates: int
    seed: int
    confidence: float
    labels: Mapping[str, str]
    ranges: Mapping[str, tuple[float, float]]
    watch_quarter: str
    watch_state: str
    values: pd.DataFrame = field(repr=False, compare=False)
    pairs: pd.DataFrame = field(repr=False, compare=False)
    posterior: str = ""
    goals: Goals | None = None
    wanted: tuple[str, ...] = ()

    def __repr__(self) -> str:
        done = count(len(self.policies), "policy", "policies"), f"{self.runs} runs of each"
        return brief(self, self.name, *done)

    @property
    def ruling(self) -> tuple[ByMeasure, ...]:
        """The measures that the answer rests on: the weighed sum, or each metric by itself."""
        return self.by[:1] if self.weights else self.by

    @property
    def metrics(self) -> tuple[ByMeasure, ...]:
        """The metrics of the file."""
        return self.by[1:] if self.weights else self.by

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; what is undefined is None."""
        told = {
            key: value for key, value in vars(self).items() if key not in ("by", "values", "pairs")
        }
        told["by"] = [_by_measure(one) for one in self.by]
        told["goals"] = None if self.goals is None else asdict(self.goals)
        told["pairs"] = self.pairs.to_dict("records")
        told["points_tried"] = self.values.reset_index(names="point").to_dict("records")
        told["points"] = self.points
        found: dict[str, Any] = plain(told)
        return found


def _by_measure(one: ByMeasure) -> dict[str, Any]:
    return {
        "measure": asdict(one.measure),
        "ranking": [vars(row) for row in one.ranking.rows],
        "left_out": one.ranking.left_out,
        "regrets": [asdict(row) for row in one.regrets],
        "choices": [asdict(row) for row in one.choices],
        "turns": [vars(row) for row in one.turns],
        "pulls": [vars(row) for row in one.pulls],
        "thirds": one.thirds.to_dict("records"),
        "signs": [vars(row) for row in one.signs],
    }
