"""Theory as a factor: which reason for acting guides weak states, crossed with the parameters.

Under each theory only its own motive, of those compared, counts when states choose what to do;
what they have in common (base rates, wishes of government and public, survival) stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from sovsim import given
from sovsim.analysis.theory import decompose, means
from sovsim.brief import brief, count
from sovsim.ensemble.batch import Engine, Progress
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.design import draw
from sovsim.scenario import Scenario, load_scenario
from sovsim.studies.ablation import without
from sovsim.studies.outcomes import chosen_metrics
from sovsim.studies.space import parameters_for

THEORIES: dict[str, tuple[str, ...]] = {
    "balancing": ("action.balancing",),
    "bandwagoning": ("action.bandwagoning",),
    "hedging": ("action.hedging",),
    "dependence": ("action.dependence",),
    "regime-security": ("action.regime_security",),
}
"""Theory -> motives of a state's action that carry it."""

DEFAULT_PARAMETERS = ("foreign_policy", "alignment")
"""What is sampled unless it is said otherwise: how states choose, and how they follow."""

Kind = Literal["only", "without"]


@dataclass(frozen=True)
class TheoryStudy:
    """What was found.

    Attributes:
        scenario: name of the scenario.
        shares: a row per metric and source of variance; see `sovsim.analysis.theory.decompose`.
        means: a row per metric and theory; see `sovsim.analysis.theory.means`.
        table: ``arm, point, run`` and the metrics.
        points: the sampled points.
        runs, seed: runs of each cell.
    """

    scenario: str
    shares: pd.DataFrame
    means: pd.DataFrame
    table: pd.DataFrame
    points: pd.DataFrame
    runs: int
    seed: int

    def __repr__(self) -> str:
        size = count(len(self.points), "point"), f"{self.runs} runs of each cell"
        return brief(self, self.scenario, *size)


def theory_arms(
    scenario: Scenario,
    theories: Mapping[str, Sequence[str]] = THEORIES,
    kind: Kind = "only",
) -> dict[str, Scenario]:
    """Return an arm per theory.

    Args:
        theories: name -> motives that carry it.
        kind: ``only`` leaves on the theory's own motives of all those compared; ``without``
            switches off its own.
    """
    given.one_of("kind", kind, get_args(Kind))
    every = [motive for motives in theories.values() for motive in motives]
    return {
        name: without(
            scenario,
            [motive for motive in every if (motive in motives) == (kind == "without")],
        )
        for name, motives in theories.items()
    }


def run_theories(
    scenario: str | Path | Scenario,
    parameters: Sequence[str] = DEFAULT_PARAMETERS,
    metrics: Sequence[str] | None = None,
    points: int = 64,
    runs: int = 4,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    out: str | Path | None = None,
    engine: Engine = "auto",
    *,
    theories: Mapping[str, Sequence[str]] = THEORIES,
    kind: Kind = "only",
    progress: Progress | None = None,
) -> TheoryStudy:
    """Cross theories, sampled parameters and runs, and share out the variance of the outcomes.

    Args:
        scenario: name, path, or loaded.
        parameters: names or groups that are sampled over their declared ranges (Latin hypercube).
        metrics: outcomes; the headline ones by default.
        points: points of the parameter space.
        runs: runs of each cell, on noise that all cells share.
        theories, kind: as for `theory_arms`.
        seed: of the noise and of the sample.
        workers, executor, out, engine, progress: as for `sovsim.ensemble.crossed.run_crossed`.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    outcomes = chosen_metrics(metrics)
    points, runs = given.whole("points", points, 1), given.whole("runs", runs, 1)
    seed = given.seed(seed)
    sampled = draw(parameters_for(parameters), "latin_hypercube", points, seed).points
    arms = theory_arms(loaded, theories, kind)
    table = run_crossed(
        arms, sampled, runs, seed, workers, executor, out, engine, progress=progress
    )
    return TheoryStudy(
        scenario=loaded.name,
        shares=decompose(table, outcomes),
        means=means(table, outcomes),
        table=table[["arm", "point", "run", *outcomes]],
        points=sampled,
        runs=runs,
        seed=seed,
    )
