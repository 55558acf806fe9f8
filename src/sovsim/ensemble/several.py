"""Scenarios against the first of them on common random numbers: ``sovsim compare A B C``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import ascii_uppercase

import pandas as pd

from sovsim import given
from sovsim.analysis.interval import Method
from sovsim.brief import brief, count
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.fitted import Fitted, Posterior
from sovsim.ensemble.looking import Simulate, loaded, looked, simulating
from sovsim.scenario import Scenario

MOST = len(ascii_uppercase)


class TooFew(ValueError):
    """A comparison of less than two scenarios, or of more than there are letters."""


@dataclass(frozen=True)
class Several:
    """Scenarios, each held against the first.

    Attributes:
        scenarios: letter -> scenario; A is the first, against which the others are held.
        table: one row per other scenario, metric and state, with ``scenario`` (its letter) and the
            columns of `sovsim.ensemble.looking.Looked`; differences are the scenario's minus A's.
        runs, seed, confidence, stopped, ground, posterior: as in
            `sovsim.ensemble.pairwise.Comparison`.
    """

    scenarios: Mapping[str, Scenario] = field(repr=False)
    table: pd.DataFrame
    runs: int
    seed: int
    confidence: float
    stopped: str = ""
    ground: str = ""
    posterior: str = ""

    def __repr__(self) -> str:
        names = [scenario.name for scenario in self.scenarios.values()]
        done = count(len(names), "scenario"), f"{self.runs} runs of each", f"seed {self.seed}"
        return brief(self, f"{', '.join(names[1:])} against {names[0]}", *done)

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.table.to_html(index=False)}"


def compare_several(
    scenarios: Sequence[str | Path | Scenario],
    metrics: Sequence[str] = (),
    states: Sequence[str] = (),
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
) -> Several:
    """Hold scenarios against the first of them.

    Args:
        scenarios: names, paths or loaded scenarios, two at least; the first is the baseline.
        metrics: names in the catalogue; the headline metrics by default.
        states: codes or names of states; the metrics are then those of each of them.
        runs, seed, workers, precision, smallest, settings, confidence, method, across, posterior,
            executor, engine, simulate: as for `sovsim.ensemble.pairwise.compare`. Verdicts are
            corrected over all rows together.

    Raises:
        TooFew: less than two scenarios, or more than 26.
        ScenarioError: a scenario, a setting, a metric or a state does not exist.
        Incomparable: the scenarios differ in span or region, and `across` is not set.
        ArgumentError: a number is none, or out of its bounds.
    """
    if not 2 <= len(scenarios) <= MOST:
        raise TooFew(f"{count(len(scenarios), 'scenario')} given: name 2 to {MOST} to compare")
    seed = given.seed(seed)
    given.function("simulate", simulate)
    changes = given.texts("settings", settings)
    arms = {
        letter: loaded(name, changes)
        for letter, name in zip(ascii_uppercase, scenarios, strict=False)
    }
    first, *others = arms
    found = looked(
        arms,
        [(other, first) for other in others],
        metrics,
        given.texts("states", states),
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
    table = found.table.copy()
    table.insert(0, "scenario", table["x"])
    names = {letter: scenario.name for letter, scenario in arms.items()}
    table = table.assign(x=table["x"].map(names), y=table["y"].map(names))
    return Several(
        arms,
        table,
        found.runs,
        seed,
        float(confidence),
        found.stopped,
        found.ground,
        found.posterior,
    )
