"""What a rule reads of an actor in a quarter, as it stood: the stocks behind a decision.

The values are those of the tables: at the end of the quarter before, and at the end of this one. A
rule sees what the stages before it have made of the first. Which of them moved a motive most is not
declared; those that stand furthest from the actor's own mean over the run come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sovsim.axes import Channel, Domain, member_name
from sovsim.record.recorded import Recorded
from sovsim.rules.contract import Rule
from sovsim.scenario import Scenario
from sovsim.schedule import RULES
from sovsim.variables import VARIABLES, Variable

_AVERAGED = (Domain, Channel)
"""Axes over which a variable is averaged; members of others stand apart."""

_CODE_CHANGED = 0.25
"""Distance that counts for a code that changed in the quarter (ours, for the order only)."""


@dataclass(frozen=True)
class Read:
    """A quantity that a rule reads.

    Attributes:
        column: its column, or its variable where it is averaged over components.
        whose: code of the state or of the hegemon.
        before: value at the end of the quarter before; None at the start.
        now: value at the end of the quarter.
        usual: mean over the run; None for codes.
        distance: how far it stands from the mean, as a share of its range.
    """

    column: str
    whose: str
    before: float | str | None
    now: float | str
    usual: float | None
    distance: float


def rule_in_force(rule: Rule, scenario: Scenario) -> Rule:
    """Return a rule, or the variant of it that a scenario chooses."""
    variant = scenario.mechanisms.get(rule.name)
    return rule.variants.get(variant, rule) if variant else rule


def rule_of_decision(decision: str, scenario: Scenario) -> Rule | None:
    """Return the rule in force that takes a decision."""
    found = (rule for rule in RULES.values() if decision in rule.choices)
    return next((rule_in_force(rule, scenario) for rule in found), None)


def rule_of_event(event: str, scenario: Scenario) -> Rule | None:
    """Return the rule in force that reports a type of event."""
    found = (rule for rule in RULES.values() if event in rule.occurrences)
    return next((rule_in_force(rule, scenario) for rule in found), None)


def reads(rule: Rule, state: str, run: Recorded, scenario: Scenario, step: int) -> tuple[Read, ...]:
    """Return what a rule reads of a state and of the hegemon, the most unusual first.

    Args:
        rule: the rule; its declaration says what it reads.
        state: code of the state; empty for what it reads of the hegemon alone.
        run: its tables; the first run counts.
        scenario: of the run.
        step: the quarter.
    """
    hegemon = scenario.region.hegemon.code
    states = run.states[run.states["state"] == state].set_index("step")
    system = run.system[run.system["actor"] == hegemon]
    wide = system.pivot_table(index="step", columns="variable", values="value", aggfunc="first")
    found: list[Read] = []
    for name in dict.fromkeys(rule.reads):
        variable = VARIABLES[name]
        table, whose = (states, state) if variable.per == "state" else (wide, hegemon)
        if variable.per in ("state", "system") and len(table):
            found.extend(_read(variable, table, whose, step))
    return tuple(sorted(found, key=lambda read: -read.distance))


def _read(variable: Variable, table: pd.DataFrame, whose: str, step: int) -> Iterator[Read]:
    columns = [column for column, _ in variable.components() if column in table]
    if not columns:
        return
    if variable.codes is None and variable.axes and set(variable.axes) <= set(_AVERAGED):
        yield _one(variable, variable.name, table[columns].mean(axis=1), whose, step)
        return
    for column in columns:
        yield _one(variable, column, table[column], whose, step)


def _one(variable: Variable, column: str, values: pd.Series[Any], whose: str, step: int) -> Read:
    now, before = values.loc[step], values.get(step - 1)
    if variable.codes is not None:
        named = [_named(variable, value) for value in (before, now)]
        changed = before is not None and named[0] != named[1]
        return Read(column, whose, named[0], str(named[1]), None, _CODE_CHANGED * changed)
    usual = float(values.mean())
    span = variable.high - variable.low
    return Read(
        column=column,
        whose=whose,
        before=None if before is None else float(before),
        now=float(now),
        usual=usual,
        distance=abs(float(now) - usual) / span if span else 0.0,
    )


def _named(variable: Variable, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    assert variable.codes is not None
    return member_name(variable.codes(round(float(value))))


def shown(found: Iterable[Read], most: int) -> tuple[list[Read], int]:
    """Return the first reads that stand apart from the usual, and how many others there are."""
    kept = list(found)
    telling = [read for read in kept if read.distance > 0.0][:most]
    return telling, len(kept) - len(telling)
