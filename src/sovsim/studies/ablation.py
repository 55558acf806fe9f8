"""Switches off each mechanism in turn, on the noise of the whole model.

A mechanism is a term of a rule (``variable.term``), a motive of a decision (``decision.motive``), a
whole rule, or all terms and motives that cite a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from sovsim import given, schedule
from sovsim.analysis.ablation import FULL, ablation, ranking
from sovsim.brief import brief
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.batch import Engine, Progress
from sovsim.ensemble.run import run_arms
from sovsim.scenario import Scenario, load_scenario
from sovsim.studies.outcomes import chosen_metrics

By = Literal["term", "rule", "claim"]
OURS = "no-claim"
"""Terms that cite no claim, switched off together where mechanisms are grouped by claim."""


class AblationError(ValueError):
    """An ablation that cannot be made."""


@dataclass(frozen=True)
class Mechanism:
    """Something that is switched off as a whole.

    Attributes:
        name: of the term, the motive, the rule or the claim.
        off: names of the terms and motives that go with it.
        claims: ids behind them.
    """

    name: str
    off: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Ablation:
    """What was found.

    Attributes:
        scenario: name of the scenario.
        by: how mechanisms were grouped.
        mechanisms: those that were switched off.
        table: a row per mechanism and metric; see `sovsim.analysis.ablation.ablation`.
        ranking: a row per mechanism; see `sovsim.analysis.ablation.ranking`.
        runs, seed: of each arm.
    """

    scenario: str
    by: By
    mechanisms: tuple[Mechanism, ...]
    table: pd.DataFrame
    ranking: pd.DataFrame
    runs: int
    seed: int

    def __repr__(self) -> str:
        switched = f"{len(self.mechanisms)} switched off by {self.by}"
        return brief(self, self.scenario, switched, f"{self.runs} runs of each")


def mechanisms(scenario: Scenario, by: By = "claim") -> tuple[Mechanism, ...]:
    """Return what can be switched off in a scenario, variants as it has them.

    What the scenario itself has switched off is left out.

    Raises:
        AblationError: mechanisms cannot be grouped so.
    """
    if by not in get_args(By):
        raise AblationError(f"mechanisms go by {', '.join(get_args(By))}, not by '{by}'")
    groups: dict[str, dict[str, None]] = {}
    behind: dict[str, dict[str, None]] = {}
    for name, rule, ids in _switches(scenario):
        if name in scenario.off:
            continue
        keys: Iterable[str] = {"term": (name,), "rule": (rule,), "claim": ids or (OURS,)}[by]
        for key in keys:
            groups.setdefault(key, {})[name] = None
            behind.setdefault(key, {}).update(dict.fromkeys(ids))
    return tuple(
        Mechanism(
            name,
            tuple(off),
            ((name,) if name != OURS else ()) if by == "claim" else tuple(behind[name]),
        )
        for name, off in groups.items()
    )


def _switches(scenario: Scenario) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Yield name, rule and claims of every term and motive."""
    for stage in schedule.compile_stages(scenario.mechanisms):
        for rule in stage.rules:
            for owners in (rule.terms, rule.choices):
                for owner, parts in owners.items():
                    for part, ids in parts.items():
                        yield f"{owner}.{part}", rule.name, tuple(ids)


def without(scenario: Scenario, off: Iterable[str]) -> Scenario:
    """Return the scenario with some more terms and motives switched off."""
    names = dict.fromkeys([*scenario.off, *off])
    return scenario.with_settings([f"mechanisms.off={','.join(names)}"])


def run_ablation(
    scenario: str | Path | Scenario,
    by: By = "claim",
    metrics: Sequence[str] | None = None,
    runs: int = 32,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    out: str | Path | None = None,
    engine: Engine = "auto",
    *,
    only: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Ablation:
    """Switch off each mechanism in turn and say what rests on it.

    Args:
        scenario: name, path, or loaded.
        by: ``term`` (every term and motive), ``rule``, or ``claim``.
        metrics: outcomes; the headline ones by default.
        runs: runs of each arm; run *k* has the same noise in all of them.
        seed, workers, executor, out, engine, progress: as for `sovsim.ensemble.run_arms`.
        only: names of mechanisms; all by default.

    Raises:
        AblationError: a mechanism does not exist.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    outcomes = chosen_metrics(metrics)
    given.one_of("by", by, get_args(By))
    runs, seed = given.whole("runs", runs, 1), given.seed(seed)
    chosen = _chosen(mechanisms(loaded, by), only, by)
    arms = {FULL: Arm(loaded)}
    arms.update({entry.name: Arm(without(loaded, entry.off)) for entry in chosen})
    results = run_arms(
        arms, runs, seed, workers, executor, out=out, engine=engine, progress=progress
    )
    table = ablation(results.metrics, outcomes)
    claims = {entry.name: entry.claims for entry in chosen}
    return Ablation(loaded.name, by, chosen, table, ranking(table, claims), runs, seed)


def _chosen(
    known: tuple[Mechanism, ...], only: Sequence[str] | None, by: By
) -> tuple[Mechanism, ...]:
    if only is None:
        return known
    by_name = {entry.name: entry for entry in known}
    names = given.texts("only", only)
    for name in names:
        if name not in by_name:
            raise AblationError(f"the scenario has no {by} '{name[:80]}' to switch off")
    return tuple(by_name[name] for name in dict.fromkeys(names))
