"""Scenarios run side by side on common random numbers until what is asked is known well enough.

What ``sovsim compare`` rests on: any number of arms, any pairs of them, metrics of the region or
of single states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sovsim import given
from sovsim.analysis import compare as paired
from sovsim.analysis.apart import apart
from sovsim.analysis.interval import METHODS, Method
from sovsim.analysis.pairs import pairs
from sovsim.documents.nearest import did_you_mean, nearest
from sovsim.documents.text import clipped
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.batch import Engine
from sovsim.ensemble.common_ground import (
    NOT_OF_SOME,
    CommonGround,
    Incomparable,
    adjusted,
    common_ground,
)
from sovsim.ensemble.design import Precision
from sovsim.ensemble.fitted import Fitted, Posterior, taken
from sovsim.ensemble.results import Tables
from sovsim.metrics import HEADLINE, METRICS
from sovsim.range_ends import at_ends
from sovsim.scenario import Scenario, ScenarioError, load_scenario

WORDS = {
    "higher": "higher",
    "lower": "lower",
    "same": "no difference that matters",
    "not_lower": "not lower; whether higher is undecided",
    "not_higher": "not higher; whether lower is undecided",
    "open": "undecided",
}
IDENTICAL = "identical in all {runs} runs; up to {unseen:.2g} % of others may differ"
"""Said where no run differs, which is no proof that none would."""

Simulate = Callable[[Mapping[str, Arm], int], Tables]


@dataclass(frozen=True)
class Looked:
    """What was found of some arms.

    Attributes:
        table: one row per pair, metric and state, with the columns of
            `sovsim.analysis.compare.compare` (``x``, ``y`` are arms), ``state`` (empty for the
            region), ``unit`` and ``verdict``, in words; from a posterior also ``fitted``, the share
            of the variance of the differences between its members, with its interval.
        runs: runs of each arm.
        stopped: why no more runs were added, where a precision was asked for.
        ground: how arms of other spans or regions were made comparable.
        posterior: what the arms take of a posterior; empty without one.
    """

    table: pd.DataFrame
    runs: int
    stopped: str
    ground: str
    posterior: str


@dataclass(frozen=True)
class _Outcome:
    """A metric, of the region or of one state."""

    metric: str
    state: str = ""

    @property
    def column(self) -> str:
        return f"{self.metric} {self.state}".strip()


def looked(
    scenarios: Mapping[str, Scenario],
    wanted: Sequence[tuple[str, str]],
    metrics: Sequence[str] = (),
    states: Sequence[str] = (),
    runs: int = 256,
    *,
    simulate: Simulate,
    precision: float | None = None,
    smallest: Mapping[str, float] | float = 0.0,
    settings: Sequence[str] = (),
    confidence: float = 0.95,
    method: Method = "t",
    across: bool = False,
    posterior: Fitted | Posterior | None = None,
) -> Looked:
    """Run arms, and answer which of two has more of what.

    Args:
        scenarios: arm -> scenario with its settings.
        wanted: pairs of arms; differences are those of the first minus the second.
        metrics: names in the catalogue; the headline metrics by default.
        states: codes; the metrics are then those of each of these states.
        runs, precision, smallest, settings, confidence, method, across, posterior: as for
            `sovsim.ensemble.pairwise.compare`.
        simulate: does the runs.

    Raises:
        ScenarioError: a metric or a state does not exist.
        Incomparable: the scenarios differ in span or region, and `across` is not set.
        ArgumentError: a number is none, or out of its bounds.
    """
    named = known(given.texts("metrics", () if metrics is None else metrics))
    runs = given.whole("runs", runs, 1)
    confidence = given.number("confidence", confidence, 0.0, 1.0, inside=True)
    given.one_of("method", method, METHODS)
    if precision is not None:
        precision = given.number("precision", precision, 0.0, inside=True)
    fitted = None if posterior is None else taken(posterior)
    ground = _ground(scenarios, across=across)
    known(given.texts("smallest", tuple(smallest)) if isinstance(smallest, Mapping) else ())
    asked = _outcomes(named, states, scenarios)
    effects = {one.metric: _smallest(smallest, one.metric) for one in asked}
    questions = [
        paired.Question(one.column, x, y, effects[one.metric]) for x, y in wanted for one in asked
    ]
    rows = [one for _ in wanted for one in asked]
    table, measured, stopped, look = pd.DataFrame(), pd.DataFrame(), "", runs
    for look in [runs] if precision is None else Precision(64, runs).looks():
        arms = {key: _arm(each, fitted, settings, look) for key, each in scenarios.items()}
        measured = _by_member(_told(simulate(arms, look), ground, asked), fitted)
        table = paired.compare(measured, questions, confidence=confidence, method=method)
        if precision is None:
            break
        narrow = Precision.enough(table, precision)
        stopped = f"precise enough at {look} runs" if narrow else f"not precise at {look} runs"
        if narrow:
            break
    verdicts = [_verdict(row) for _, row in table.iterrows()]
    done = table.assign(metric=[one.metric for one in rows], verdict=verdicts)
    done = done.drop(columns="split_by")
    done.insert(1, "state", [one.state for one in rows])
    done.insert(2, "unit", [_unit(one, ground) for one in rows])
    words = ""
    if fitted is not None:
        done = pd.concat([done, _apart(measured, questions)], axis=1)
        words = _taken(fitted, scenarios, settings)
    return Looked(done, look, stopped, ground.words, words)


def _verdict(row: pd.Series[Any]) -> str:
    if row["identical"]:
        return IDENTICAL.format(runs=row["runs"], unseen=100.0 * row["unseen"])
    return WORDS[str(row["direction"])]


def loaded(name: str | Path | Scenario, settings: Iterable[str]) -> Scenario:
    """Return a scenario by name, by file or as it is, with settings."""
    scenario = name if isinstance(name, Scenario) else load_scenario(name)
    return scenario.with_settings(at_ends(settings))


def simulating(
    seed: int,
    workers: int,
    executor: Executor | None,
    engine: Engine = "auto",
    most: int | None = None,
) -> Simulate:
    """Return what does the runs where nobody says otherwise.

    Args:
        most: runs that may be asked for in the end; one engine does all of them.
    """
    from sovsim.ensemble.run import run_arms

    return lambda arms, runs: run_arms(
        arms, runs, seed, workers, executor, engine=engine, most=most
    )


def known(metrics: Sequence[str]) -> tuple[str, ...]:
    """Return names of metrics, each once.

    Raises:
        ScenarioError: there is no such metric; the nearest is named.
    """
    for name in metrics:
        if name not in METRICS:
            near = nearest(name, METRICS)
            hint = f"\n  did you mean '{near}'?" if near else ""
            raise ScenarioError(f"there is no metric '{clipped(name)}'{hint}")
    return tuple(dict.fromkeys(metrics))


def _outcomes(
    named: Sequence[str], states: Sequence[str], scenarios: Mapping[str, Scenario]
) -> list[_Outcome]:
    """Return what is measured: of the region, or of each of some states."""
    if not states:
        return [_Outcome(name) for name in named or HEADLINE]
    codes = [_code(state, scenarios) for state in dict.fromkeys(states)]
    for name in named:
        if METRICS[name].per != "state":
            raise ScenarioError(
                f"metric '{name}' is of the whole region and not of a state\n"
                "  ask for it without --state, or take one that states have: autonomy, coercion"
            )
    chosen = named or [name for name in HEADLINE if METRICS[name].per == "state"]
    return [_Outcome(name, code) for code in codes for name in chosen]


def _code(state: str, scenarios: Mapping[str, Scenario]) -> str:
    """Return the code of a state given by code or name, which every arm must have."""
    code = state
    for scenario in scenarios.values():
        region = scenario.region
        by_name = {each.name.lower(): each.code for each in region.states}
        by_name |= {each.lower(): each for each in region.codes}
        if state.lower() not in by_name:
            hint = did_you_mean(state, [*region.codes, *(each.name for each in region.states)])
            raise ScenarioError(f"{scenario.name} has no state '{clipped(state)}'{hint}")
        code = by_name[state.lower()]
    return code


def _unit(one: _Outcome, ground: CommonGround) -> str:
    """Return the unit of an outcome; of one state, state-quarters are quarters."""
    unit = ground.unit(METRICS[one.metric])
    return unit.replace("state-quarters", "quarters") if one.state else unit


def _told(results: Tables, ground: CommonGround, asked: Sequence[_Outcome]) -> pd.DataFrame:
    """Return a row per arm and run with a column per outcome."""
    metrics, states = results.metrics, results.states if asked[0].state else pd.DataFrame()
    names = list(dict.fromkeys(one.metric for one in asked))
    if ground.notes:
        if asked[0].state and ground.years:
            ground_of_states = CommonGround(ground.years, (), ground.notes)
            told = adjusted(metrics, results.states, ground_of_states, names)
        else:
            told = adjusted(metrics, results.states, ground, names)
        metrics, states = told.metrics, told.states
    if not asked[0].state:
        return metrics
    return _of_states(metrics, states, asked)


def _of_states(
    metrics: pd.DataFrame, states: pd.DataFrame, asked: Sequence[_Outcome]
) -> pd.DataFrame:
    """Return the table with the metrics of single states in columns of their own."""
    found = metrics[["arm", "run"]].set_index(["arm", "run"])
    for one in asked:
        if one.metric not in states:
            raise Incomparable(f"'{one.metric}' {NOT_OF_SOME}")
        mine = states[states["state"] == one.state].set_index(["arm", "run"])[one.metric]
        found[one.column] = mine.reindex(found.index)
    return found.reset_index()


def _ground(scenarios: Mapping[str, Scenario], *, across: bool) -> CommonGround:
    try:
        return common_ground(scenarios, across=across)
    except Incomparable as error:
        if not across:
            common_ground(scenarios, across=True)
        hint = "" if across else "\n  ask for rates per year over common states with --across"
        raise Incomparable(f"cannot be compared: {error}{hint}") from None


def _arm(scenario: Scenario, posterior: Fitted | None, settings: Sequence[str], runs: int) -> Arm:
    values = {} if posterior is None else posterior.over(scenario, settings).values(runs)
    return Arm(scenario, values)


def _by_member(table: pd.DataFrame, posterior: Fitted | None) -> pd.DataFrame:
    """Return a table in which runs of one member are one unit."""
    if posterior is None:
        return table
    return table.assign(point=table["run"] % len(posterior.points))


def _apart(table: pd.DataFrame, questions: Sequence[paired.Question]) -> pd.DataFrame:
    """Return for each question what part of the spread of differences lies between members."""
    rows = []
    for question in questions:
        both = pairs(table, question.x, question.y, question.metric)
        found = apart(both.difference, both.point)
        rows.append((found.share, found.low, found.high))
    return pd.DataFrame(rows, columns=["fitted", "fitted_low", "fitted_high"])


def _taken(posterior: Fitted, scenarios: Mapping[str, Scenario], settings: Sequence[str]) -> str:
    told = {key: posterior.over(each, settings).words for key, each in scenarios.items()}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return " ".join(f"{key}: {words}" for key, words in told.items())


def _smallest(smallest: Mapping[str, float] | float, name: str) -> float:
    effect = smallest.get(name, 0.0) if isinstance(smallest, Mapping) else smallest
    return given.number("smallest", effect, 0.0)
