"""Two scenarios against each other on common random numbers: ``sovsim compare``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from sovsim import given
from sovsim.analysis.interval import Method
from sovsim.brief import brief, count
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.fitted import Fitted, Posterior
from sovsim.ensemble.looking import Simulate, loaded, looked, simulating
from sovsim.scenario import Scenario


@dataclass(frozen=True)
class Comparison:
    """Two scenarios compared.

    Attributes:
        a, b: their names; differences are ``a - b``.
        table: one row per metric, with columns of `sovsim.analysis.compare.compare` and
            ``verdict``, in words; from a posterior also ``fitted``, the share of the variance of
            the differences that lies between its members, with ``fitted_low``, ``fitted_high``.
        runs, seed: what was done.
        stopped: why no more runs were added, where a precision was asked for.
        ground: how outcomes of scenarios that differ in span or region were made comparable.
        posterior: what both take of a posterior, in some sentences; empty without one.
    """

    a: str
    b: str
    table: pd.DataFrame
    runs: int
    seed: int
    confidence: float
    stopped: str = ""
    ground: str = ""
    posterior: str = ""

    def __repr__(self) -> str:
        compared = f"{self.a} with {self.b}"
        done = count(len(self.table), "metric"), f"{self.runs} runs of each", f"seed {self.seed}"
        return brief(self, compared, *done)

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.table.to_html(index=False)}"


def compare(
    a: str | Path | Scenario,
    b: str | Path | Scenario,
    metrics: Sequence[str] = (),
    runs: int = 256,
    seed: int = 0,
    workers: int = 1,
    *,
    precision: float | None = None,
    smallest: Mapping[str, float] | float = 0.0,
    settings: Iterable[str] = (),
    confidence: float = 0.95,
    method: Method = "t",
    across: bool = False,
    posterior: Fitted | Posterior | None = None,
    executor: Executor | None = None,
    engine: Engine = "auto",
    simulate: Simulate | None = None,
) -> Comparison:
    """Compare two scenarios on common random numbers.

    Args:
        a, b: names, paths or loaded scenarios.
        metrics: names in the catalogue; the headline metrics by default.
        runs: runs of each; with a precision, at most so many.
        precision: half-width of the interval that is wanted for every metric, in its own unit;
            runs are doubled from 64 on until it is reached. Only the width decides, and what
            may be too rare to have been seen; never the difference.
        smallest: smallest effect that matters, by metric or for all; with 0 nothing is the same.
        settings: changes ``KEY=VALUE`` to both.
        confidence, method: of the intervals.
        across: whether scenarios of different spans or regions may be compared: counts as rates
            per year, what states have over those that both have.
        posterior: run *k* of both takes member ``k % members`` where they do not ask themselves;
            the members are then the units of the intervals, which hold what is not known of the
            parameters beside the noise.
        executor: any executor of `concurrent.futures`, used in place of processes of our own.
        engine: as for `sovsim.ensemble.run.run_ensemble`.
        simulate: does the runs; `sovsim.ensemble.run.run_arms` by default.

    Raises:
        ScenarioError: a scenario, a setting or a metric does not exist.
        Incomparable: the scenarios differ in span or region, and `across` is not set.
        ArgumentError: a number is none, or out of its bounds.
    """
    seed = given.seed(seed)
    given.function("simulate", simulate)
    changes = given.texts("settings", settings)
    one, other = (loaded(name, changes) for name in (a, b))
    found = looked(
        {"A": one, "B": other},
        [("A", "B")],
        metrics,
        (),
        runs,
        simulate=simulate or simulating(seed, workers, executor, engine, runs),
        precision=precision,
        smallest=smallest,
        settings=changes,
        confidence=confidence,
        method=method,
        across=across,
        posterior=posterior,
    )
    done = found.table.drop(columns="state").assign(x=one.name, y=other.name)
    return Comparison(
        one.name,
        other.name,
        done,
        found.runs,
        seed,
        float(confidence),
        found.stopped,
        found.ground,
        found.posterior,
    )
