"""The value of a prediction, and the ranges of its options, in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sovsim.lesson.model import Outcome
from sovsim.lesson.quantity import variable_of
from sovsim.metrics import METRICS
from sovsim.scenario import Scenario
from sovsim.telling.names import Names, readable


def option_ranges(cuts: Sequence[float]) -> list[str]:
    """Return the range of values of each option, from the lowest to the highest."""
    between = [f"{low:g} to below {high:g}" for low, high in pairwise(cuts)]
    return [f"below {cuts[0]:g}", *between, f"{cuts[-1]:g} or more"]


def column_in_words(column: str, scenario: Scenario) -> str:
    """Return a column, or a variable, in words, with the hegemon's name."""
    names = Names(scenario.region)
    return names.readable(column).replace("the hegemon", names.hegemon)


def value_in_words(outcome: Outcome, scenario: Scenario) -> str:
    """Return what a prediction's value is: quantity, unit, when, and against what."""
    names = Names(scenario.region)
    whose = f" of {names(outcome.unit)}" if outcome.unit else ""
    if outcome.metric is not None:
        metric = METRICS[outcome.metric]
        told = f"{readable(metric.name)}{whose} ({metric.unit}, {metric.window.value})"
    else:
        name = outcome.column or ""
        variable = variable_of(name)
        when = f"at the end of {outcome.quarter or scenario.end}"
        change = f", less that of {outcome.since}" if outcome.since else ""
        unit = "0 to 1" if variable.unit == "share" else variable.unit
        told = f"{column_in_words(name, scenario)}{whose} ({unit}) {when}{change}"
    changes = _changed(outcome.set)
    told += f", in {outcome.scenario}{changes}"
    if outcome.against is not None:
        told += f"; less the same in {outcome.against}{_changed(outcome.set_against)}"
        told += ", on the same noise"
    return told


def _changed(values: dict[str, float]) -> str:
    told = ", ".join(f"{name} = {value:g}" for name, value in values.items())
    return f" with {told}" if told else ""
