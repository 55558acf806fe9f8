"""Whether the value of a prediction can be taken, and its options told apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Protocol

from sovsim import quarters
from sovsim.documents.errors import Faults, Problem
from sovsim.documents.lines import Key
from sovsim.lesson.model import Outcome
from sovsim.lesson.quantity import check_column, check_metric
from sovsim.scenario import Scenario
from sovsim.scenario.checks import step

_MISS = 0.021
"""By how much shares that are rounded to two digits may miss 1."""


class Scenarios(Protocol):
    """Scenarios by name, each with its changes checked."""

    def changed(self, name: str, values: Mapping[str, float], at: Key, key: str) -> Scenario:
        """Return the scenario of a name; `key` of the table `at` holds it."""


def check_outcome(outcome: Outcome, options: int, at: Key, named: Scenarios) -> None:
    """Raise Problems where a prediction is about nothing that a run has.

    Args:
        options: number of answers.
        at: place of the table.
        named: where scenarios are found.
    """
    faults = Faults()
    with faults:
        _check_options(outcome, options, at)
    sides = [("scenario", outcome.scenario, outcome.set)]
    if outcome.against is not None:
        sides.append(("against", outcome.against, outcome.set_against))
    elif outcome.set_against:
        faults.add(Problem((*at, "set_against"), "needs `against`, the scenario that it changes"))
    for key, name, values in sides:
        with faults:
            _check_value(outcome, named.changed(name, values, at, key), at)
    faults.settle()


def _check_options(outcome: Outcome, options: int, at: Key) -> None:
    faults = Faults()
    cuts, shares = outcome.cuts, outcome.expected
    if len(cuts) != options - 1:
        wrong = f"must hold one cut fewer than there are options: {options - 1}"
        faults.add(Problem((*at, "cuts"), wrong, found=cuts))
    if any(later <= earlier for earlier, later in pairwise(cuts)):
        faults.add(Problem((*at, "cuts"), "must ascend", found=cuts))
    if shares and len(shares) != options:
        wrong = f"must hold a share for each option: {options}"
        faults.add(Problem((*at, "expected"), wrong, found=shares))
    elif shares and (min(shares) < 0.0 or abs(sum(shares) - 1.0) > _MISS):
        faults.add(Problem((*at, "expected"), "must be shares that add up to 1", found=shares))
    faults.settle()


def _check_value(outcome: Outcome, scenario: Scenario, at: Key) -> None:
    if (outcome.column is None) == (outcome.metric is None):
        wrong = "or `metric` is what the value is of: one of the two, and one alone"
        raise Problem((*at, "column"), wrong)
    faults = Faults()
    if outcome.metric is not None:
        for key in ("quarter", "since"):
            if getattr(outcome, key) is not None:
                faults.add(Problem((*at, key), "goes with a column; a metric is of the whole run"))
        with faults:
            check_metric(outcome.metric, outcome.unit, scenario.region, at)
    if outcome.column is not None:
        with faults:
            check_column(outcome.column, outcome.unit, scenario.region, at)
        with faults:
            _check_quarters(outcome, scenario, at)
    faults.settle()


def _check_quarters(outcome: Outcome, scenario: Scenario, at: Key) -> None:
    span = (quarters.parse(scenario.start), quarters.parse(scenario.end))
    faults = Faults()
    for key in ("quarter", "since"):
        quarter = getattr(outcome, key)
        if quarter is not None:
            with faults:
                step(quarter, span, (*at, key))
    faults.settle()
    last = outcome.quarter or scenario.end
    if outcome.since is not None and quarters.parse(outcome.since) >= quarters.parse(last):
        wrong = f"must lie before the quarter at which the value is read: {last}"
        raise Problem((*at, "since"), wrong, found=outcome.since)
