"""Two scenarios against each other on common random numbers: ``sovsim compare``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from sovsim import given
from sovsim.analysis import compare as paired
from sovsim.analysis.apart import apart
from sovsim.analysis.interval import METHODS, Method
from sovsim.analysis.pairs import pairs
from sovsim.brief import brief, count
from sovsim.documents.nearest import nearest
from sovsim.documents.text import clipped
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.common_ground import CommonGround, Incomparable, adjusted, common_ground
from sovsim.ensemble.design import Precision
from sovsim.ensemble.fitted import Fitted, Posterior, taken
from sovsim.ensemble.results import Tables
from sovsim.metrics import HEADLINE, METRICS
from sovsim.scenario import Scenario, ScenarioError, load_scenario

WORDS = {
    "higher": "higher",
    "lower": "lower",
    "same": "no difference that matters",
    "not_lower": "not lower; whether higher is undecided",
    "not_higher": "not higher; whether lower is undecided",
    "open": "undecided",
}

Simulate = Callable[[Mapping[str, Arm], int], Tables]


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
    simulate: Simulate | None = None,
) -> Comparison:
    """Compare two scenarios on common random numbers.

    Args:
        a, b: names, paths or loaded scenarios.
        metrics: names in the catalogue; the headline metrics by default.
        runs: runs of each; with a precision, at most so many.
        precision: half-width of the interval that is wanted for every metric, in its own unit;
            runs are doubled from 64 on until it is reached. Only the width decides, never the
            difference.
        smallest: smallest effect that matters, by metric or for all; with 0 nothing is the same.
        settings: changes ``KEY=VALUE`` to both.
        confidence, method: of the intervals.
        across: whether scenarios of different spans or regions may be compared: counts as rates
            per year, what states have over those that both have.
        posterior: run *k* of both takes member ``k % members`` where they do not ask themselves;
            the members are then the units of the intervals, which hold what is not known of the
            parameters beside the noise.
        executor: any executor of `concurrent.futures`, used in place of processes of our own.
        simulate: does the runs; `sovsim.ensemble.run.run_arms` by default.

    Raises:
        ScenarioError: a scenario, a setting or a metric does not exist.
        Incomparable: the scenarios differ in span or region, and `across` is not set.
        ArgumentError: a number is none, or out of its bounds.
    """
    named = given.texts("metrics", () if metrics is None else metrics)
    chosen = _known(named or HEADLINE)
    runs, seed = given.whole("runs", runs, 1), given.seed(seed)
    confidence = given.number("confidence", confidence, 0.0, 1.0, inside=True)
    given.one_of("method", method, METHODS)
    given.function("simulate", simulate)
    if precision is not None:
        precision = given.number("precision", precision, 0.0, inside=True)
    changes = given.texts("settings", settings)
    fitted = None if posterior is None else taken(posterior)
    one, other = (_loaded(name, changes) for name in (a, b))
    ground = _ground(one, other, across=across)
    _known(given.texts("smallest", tuple(smallest)) if isinstance(smallest, Mapping) else ())
    effects = {name: _smallest(smallest, name) for name in chosen}
    run = simulate or _simulate(seed, workers, executor)
    looks = [runs] if precision is None else Precision(64, runs).looks()
    table, measured, stopped = pd.DataFrame(), pd.DataFrame(), ""
    for look in looks:
        questions = [paired.Question(name, "A", "B", effects[name]) for name in chosen]
        arms = {
            "A": _arm(one, fitted, changes, look),
            "B": _arm(other, fitted, changes, look),
        }
        measured = _by_member(_told(run(arms, look), ground, chosen), fitted)
        table = paired.compare(measured, questions, confidence=confidence, method=method)
        if precision is None:
            break
        narrow = bool(((table["high"] - table["low"]) / 2.0 <= precision).all())
        stopped = f"precise enough at {look} runs" if narrow else f"not precise at {look} runs"
        if narrow:
            break
    verdicts = [
        "identical in every run" if identical else WORDS[str(direction)]
        for identical, direction in zip(table["identical"], table["direction"], strict=True)
    ]
    done = table.assign(x=one.name, y=other.name, verdict=verdicts).drop(columns="split_by")
    done.insert(1, "unit", [ground.unit(METRICS[name]) for name in chosen])
    words = ""
    if fitted is not None:
        done = pd.concat([done, _apart(measured, chosen)], axis=1)
        words = _taken(fitted, one, other, changes)
    return Comparison(
        one.name, other.name, done, look, seed, confidence, stopped, ground.words, words
    )


def _apart(table: pd.DataFrame, metrics: Sequence[str]) -> pd.DataFrame:
    """Return for each metric what part of the spread of differences lies between members."""
    rows = []
    for name in metrics:
        both = pairs(table, "A", "B", name)
        found = apart(both.difference, both.point)
        rows.append((found.share, found.low, found.high))
    return pd.DataFrame(rows, columns=["fitted", "fitted_low", "fitted_high"])


def _taken(posterior: Fitted, one: Scenario, other: Scenario, settings: Sequence[str]) -> str:
    first, second = (posterior.over(each, settings).words for each in (one, other))
    return first if first == second else f"A: {first} B: {second}"


def _ground(one: Scenario, other: Scenario, *, across: bool) -> CommonGround:
    both = {"A": one, "B": other}
    try:
        return common_ground(both, across=across)
    except Incomparable as error:
        if not across:
            common_ground(both, across=True)
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


def _told(results: Tables, ground: CommonGround, metrics: Sequence[str]) -> pd.DataFrame:
    if not ground.notes:
        return results.metrics
    return adjusted(results.metrics, results.states, ground, metrics).metrics


def _loaded(name: str | Path | Scenario, settings: Sequence[str]) -> Scenario:
    scenario = name if isinstance(name, Scenario) else load_scenario(name)
    return scenario.with_settings(settings)


def _known(metrics: Sequence[str]) -> tuple[str, ...]:
    for name in metrics:
        if name not in METRICS:
            near = nearest(name, METRICS)
            hint = f"\n  did you mean '{near}'?" if near else ""
            raise ScenarioError(f"there is no metric '{clipped(name)}'{hint}")
    return tuple(dict.fromkeys(metrics))


def _smallest(smallest: Mapping[str, float] | float, name: str) -> float:
    effect = smallest.get(name, 0.0) if isinstance(smallest, Mapping) else smallest
    return given.number("smallest", effect, 0.0)


def _simulate(seed: int, workers: int, executor: Executor | None) -> Simulate:
    from sovsim.ensemble.run import run_arms

    return lambda arms, runs: run_arms(arms, runs, seed, workers, executor)
