"""Search over a policy's levers: settings that do well in the worlds in which things go badly.

Settings are bred by NSGA-II (Deb and others 2002; the library Platypus) on the same worlds and
chance events. The objective by every measure that the answer rests on is the mean over the worst
third of the worlds. What is found is then tried in worlds and on chance events that the search did
not see, beside all policies of the file: whoever is picked as the best of many has been lucky too,
and the gain that is left there is the one to believe.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from sovsim.ensemble.arms import Arm
from sovsim.ensemble.batch import Engine
from sovsim.experiment.outcomes import outcomes
from sovsim.options.levers import policy_scenario, with_levers
from sovsim.options.model import WEIGHED, Measure, OptionsData
from sovsim.options.run import Finished, run_options
from sovsim.options.schema import PolicyTable
from sovsim.options.values import grid, weighed, worst_third

Progress = Callable[[int, int], None]

POPULATION = 12
MOST_WORLDS = 32
RUNS_IN_SEARCH = 2
AS_WRITTEN = "as-written"


class SearchError(ValueError):
    """A search that cannot be done; the message is a line or two."""


@dataclass(frozen=True)
class Setting:
    """A setting of the levers.

    Attributes:
        name: of the policy with it; `values` by lever.
        aim: the measure by which it is the best that was found; empty for others.
        searched, held_out: objective by measure where the search was, and where it was not; more
            is better.
    """

    name: str
    values: Mapping[str, float]
    aim: str
    searched: Mapping[str, float]
    held_out: Mapping[str, float]


@dataclass(frozen=True)
class Search:
    """What a search came to.

    Attributes:
        policy: the one whose levers were turned.
        trials: settings that were tried, with their objectives.
        worlds: in which they were tried.
        found: the best by each measure; `written` the policy as the file has it.
        finished: all policies and what was found, in worlds that the search did not see.
    """

    policy: str
    trials: pd.DataFrame
    worlds: int
    found: tuple[Setting, ...]
    written: Setting
    finished: Finished


def search(
    options: OptionsData,
    trials: int = 96,
    seed: int = 0,
    workers: int = 1,
    *,
    executor: Executor | None = None,
    engine: Engine = "auto",
    progress: Progress | None = None,
) -> Search:
    """Search over the levers of a file, and try what is found in worlds not seen.

    Args:
        options: with levers.
        trials: settings to try.
        seed: of breeding and noise; the hold-out takes the next one.
        workers, executor, engine, progress: as for `sovsim.options.run.run_options`.

    Raises:
        SearchError: there are no levers, or the library is not installed.
    """
    if not options.levers:
        raise SearchError(f"{options.name}: has no [[lever]] to search over")
    try:
        import platypus
    except ImportError:
        raise SearchError("a search needs Platypus: pip install 'sovsim[search]'") from None
    base = options.policies[options.levers[0].policy]
    measures = _aims(options)
    few = replace(
        options,
        design=options.design.model_copy(
            update={
                "points": min(options.design.points, MOST_WORLDS),
                "replicates": RUNS_IN_SEARCH,
                "seed": seed,
            }
        ),
    )
    names = [lever.name for lever in options.levers]
    tried: list[dict[str, float]] = []

    def scores(policies: Mapping[str, PolicyTable]) -> dict[str, dict[str, float]]:
        return _scores(few, policies, measures, seed, workers, executor, engine)

    class Together(platypus.evaluator.Evaluator):  # type: ignore[misc]
        """Tries all settings of a generation in one ensemble."""

        def evaluate_all(self, jobs: Sequence[Any], **_: Any) -> Sequence[Any]:
            solutions = [job.solution for job in jobs]
            settings = [
                dict(zip(names, map(float, one.variables), strict=True)) for one in solutions
            ]
            policies = {
                f"s{place}": with_levers(base, options.levers, values)
                for place, values in enumerate(settings)
            }
            found = scores(policies) if policies else {}
            for place, (one, values) in enumerate(zip(solutions, settings, strict=True)):
                own = found[f"s{place}"]
                one.objectives[:] = [own[measure.name] for measure in measures]
                one.constraint_violation, one.feasible, one.evaluated = 0.0, True, True
                tried.append({**values, **{f"aim {key}": value for key, value in own.items()}})
            if progress is not None:
                progress(min(len(tried), trials), trials)
            return jobs

    problem = platypus.Problem(len(names), len(measures))
    for place, lever in enumerate(options.levers):
        assert not isinstance(lever.range, str)
        problem.types[place] = platypus.Real(lever.range.low, lever.range.high)
    problem.directions[:] = [platypus.Direction.MAXIMIZE] * len(measures)
    with _seeded(seed):
        size = min(POPULATION, max(4, trials))
        algorithm = platypus.NSGAII(problem, population_size=size, evaluator=Together())
        algorithm.run(max(trials, size))
    table = pd.DataFrame(tried)
    written = scores({AS_WRITTEN: base})[AS_WRITTEN]
    picked = _picked(table, names, measures, written)
    extra = {
        name: with_levers(base, options.levers, values).model_copy(
            update={"name": name, "what": _what(base, values)}
        )
        for name, (values, _, _) in picked.items()
    }
    finished = run_options(
        _with_policies(options, extra, seed + 1),
        seed + 1,
        workers,
        executor=executor,
        engine=engine,
        progress=progress,
    )
    held = _held_out(finished, measures)
    return Search(
        policy=base.name,
        trials=table,
        worlds=few.design.points,
        found=tuple(
            Setting(name, values, aim, own, held[name])
            for name, (values, aim, own) in picked.items()
        ),
        written=Setting(base.name, {}, "", written, held[base.name]),
        finished=finished,
    )


def _aims(options: OptionsData) -> tuple[Measure, ...]:
    if not options.weights:
        return options.measures
    return (Measure(WEIGHED, "the weighed sum", "smallest differences", 1, 1.0, "Weighed."),)


def _scores(
    options: OptionsData,
    policies: Mapping[str, PolicyTable],
    measures: Sequence[Measure],
    seed: int,
    workers: int,
    executor: Executor | None,
    engine: Engine,
) -> dict[str, dict[str, float]]:
    """Return the objective of each policy by each measure."""
    from sovsim.ensemble.run import run_arms

    sample = options.sample()
    runs = len(sample.points) * options.design.replicates
    arms: dict[str, Arm] = {
        name: options.arm(
            policy_scenario(options.head, policy, options.folder), policy, sample, runs
        )
        for name, policy in policies.items()
    }
    results = run_arms(arms, runs, seed, workers, executor, engine=engine)
    named = {entry.name: entry for entry in options.document.metric}
    table = outcomes(results, named, sample.point_of(runs))
    return _objectives(table, options, tuple(policies), measures)


def _objectives(
    table: pd.DataFrame,
    options: OptionsData,
    policies: tuple[str, ...],
    measures: Sequence[Measure],
) -> dict[str, dict[str, float]]:
    if options.weights:
        both = weighed(table, options.measures, options.weights)
        table = table.assign(**{WEIGHED: both})
    found: dict[str, dict[str, float]] = {name: {} for name in policies}
    for measure in measures:
        values = worst_third(grid(table, measure, policies).worth)
        for name, value in zip(policies, values, strict=True):
            found[name][measure.name] = float(value)
    return found


def _held_out(finished: Finished, measures: Sequence[Measure]) -> dict[str, dict[str, float]]:
    policies = tuple(finished.answer.policies)
    return _objectives(finished.table, finished.options, policies, measures)


Picked = dict[str, tuple[dict[str, float], str, dict[str, float]]]


def _picked(
    table: pd.DataFrame,
    names: Sequence[str],
    measures: Sequence[Measure],
    written: Mapping[str, float],
) -> Picked:
    """Return the best setting by each measure, where it gains as much as matters."""
    found: Picked = {}
    for measure in measures:
        row = table.to_dict("records")[int(table[f"aim {measure.name}"].to_numpy().argmax())]
        values = {name: float(row[name]) for name in names}
        if float(row[f"aim {measure.name}"]) < written[measure.name] + measure.smallest:
            continue
        if any(values == other for other, _, _ in found.values()):
            continue
        name = f"found-{len(found) + 1}"
        own = {each.name: float(row[f"aim {each.name}"]) for each in measures}
        found[name] = (values, measure.label, own)
    return found


def _what(base: PolicyTable, values: Mapping[str, float]) -> str:
    told = ", ".join(f"{name} {value:.3g}" for name, value in values.items())
    return f"As {base.name}, with {told}."


def _with_policies(
    options: OptionsData, extra: Mapping[str, PolicyTable], seed: int
) -> OptionsData:
    """Return the question with further policies, in worlds of another draw."""
    scenarios = {
        name: policy_scenario(options.head, policy, options.folder)
        for name, policy in extra.items()
    }
    return replace(
        options,
        policies={**options.policies, **extra},
        scenarios={**options.scenarios, **scenarios},
        design=options.design.model_copy(update={"seed": seed}),
    )


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Seed the generator that the library takes, and leave it as it was."""
    before = random.getstate()
    random.seed(seed)
    try:
        yield
    finally:
        random.setstate(before)
