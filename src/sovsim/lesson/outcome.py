"""The value that a prediction is about, of every run, and the option that each run belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.run import run_arms
from sovsim.ensemble.stepped import Stepped, engine_for
from sovsim.lesson.model import Outcome
from sovsim.lesson.quantity import columns_of, variable_of
from sovsim.scenario import Scenario
from sovsim.variables import COMPONENTS
from sovsim.world import World

SEED = 0
"""Seed of the runs that a prediction is scored by."""


def values(
    outcome: Outcome,
    scenarios: Mapping[str, Scenario],
    runs: int | None = None,
    seed: int = SEED,
) -> FloatArray:
    """Return the value of every run, shape ``(run,)``; nan where a metric is undefined.

    Args:
        scenarios: name, as the lesson has it -> scenario.
        runs: how many, where it is not to be the outcome's own number.
        seed: of the noise, which is the same in a scenario and in what it is held against.
    """
    wanted = outcome.runs if runs is None else runs
    own = _of(outcome, scenarios[outcome.scenario], outcome.set, wanted, seed)
    if outcome.against is None:
        return own
    return own - _of(outcome, scenarios[outcome.against], outcome.set_against, wanted, seed)


def shares(values: FloatArray, cuts: Sequence[float]) -> tuple[float, ...]:
    """Return the share of runs that belongs to each option, from the lowest to the highest.

    A value that equals a cut belongs to the option above it; an undefined one (nan) to none.

    Raises:
        ValueError: no run has a value.
    """
    defined = values[np.isfinite(values)]
    if not len(defined):
        raise ValueError("the value is defined in none of the runs")
    places = np.digitize(defined, cuts)
    counted = np.bincount(places, minlength=len(cuts) + 1)
    return tuple(float(number) / len(defined) for number in counted)


def _of(
    outcome: Outcome, scenario: Scenario, changes: Mapping[str, float], runs: int, seed: int
) -> FloatArray:
    if outcome.metric is not None:
        return _metric(outcome.metric, outcome.unit, scenario, changes, runs, seed)
    assert outcome.column is not None
    last = scenario.step_of(outcome.quarter or scenario.end)
    first = None if outcome.since is None else scenario.step_of(outcome.since)
    stepped = Stepped(
        scenario,
        seed,
        range(runs),
        {name: np.full((runs, 1), value) for name, value in changes.items()},
        engine_for(scenario, runs),
    )
    found: dict[int, FloatArray] = {}
    for number, world in enumerate(stepped.quarters(last + 1)):
        if number in (first, last):
            found[number] = _read(world, outcome.column, outcome.unit, scenario)
    return found[last] if first is None else found[last] - found[first]


def _read(world: World, column: str, unit: str | None, scenario: Scenario) -> FloatArray:
    """Return the mean of a quantity's columns of a unit, shape ``(run,)``."""
    per = variable_of(column).per
    place = 0 if unit is None else scenario.region.units(per).index(unit)
    parts = [COMPONENTS[name] for name in columns_of(column)]
    read = [world[variable][index][:, place] for variable, index in parts]
    mean: FloatArray = np.mean(np.asarray(read, dtype=np.float64), axis=0)
    return mean


def _metric(
    metric: str,
    unit: str | None,
    scenario: Scenario,
    changes: Mapping[str, float],
    runs: int,
    seed: int,
) -> FloatArray:
    results = run_arms({"own": Arm(scenario, dict(changes))}, runs, seed)
    states = results.states
    table = results.metrics if unit is None else states[states["state"] == unit]
    ordered = table.sort_values("run")[metric]
    value: FloatArray = ordered.to_numpy(dtype=np.float64)
    return value
