"""What a rule reads of an actor in a quarter, as it saw it: the stocks behind a decision.

The values are worked out from the tables: what a rule sees of a stock is its value at the end of
the quarter without the terms that the rule itself and later stages added; of a flow or a code, the
value of the quarter before, unless an earlier stage or an event of the scenario wrote it anew.
Which of them moved a motive most is not declared. Those after which a motive of the decision is
called and those that move a people come first, then those that stand furthest from the actor's own
mean over the run or from their last value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sovsim.axes import Channel, Domain, member_name
from sovsim.record.recorded import Recorded
from sovsim.rules.contract import Rule
from sovsim.rules.events import EVENT_TERM
from sovsim.scenario import Scenario
from sovsim.schedule import RULES, SCHEDULE
from sovsim.variables import VARIABLES, Variable

_AVERAGED = (Domain, Channel)
"""Axes over which a variable is averaged; members of others stand apart."""

STREETS = ("unrest", "grievance", "regime_security")
"""What moves a people, and the hold of its government."""

_STAGE_OF: dict[str, int] = {
    rule.name: place for place, stage in enumerate(SCHEDULE) for rule in stage.rules
}
_EVENTS = "events.apply"

_CODE_CHANGED = 0.25
"""Distance that counts for a code that changed in the quarter (ours, for the order only)."""


@dataclass(frozen=True)
class Read:
    """A quantity that a rule reads.

    Attributes:
        column: its column, or its variable where it is averaged over components.
        whose: code of the state or of the hegemon.
        before: value at the end of the quarter before.
        seen: value as the rule saw it.
        usual: mean over the run; None for codes.
        distance: how far it stands from its mean or from its last value, as a share of its range.
        first: whether a motive of the decision is called after it, or it moves a people.
    """

    column: str
    whose: str
    before: float | str
    seen: float | str
    usual: float | None
    distance: float
    first: bool


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


def reads(
    rule: Rule,
    state: str,
    run: Recorded,
    scenario: Scenario,
    step: int,
    motives: Iterable[str] = (),
) -> tuple[Read, ...]:
    """Return what a rule reads of a state and of the hegemon, the most telling first.

    Args:
        rule: the rule; its declaration says what it reads.
        state: code of the state; empty for what it reads of the hegemon alone.
        run: its tables; the first run counts.
        scenario: of the run.
        step: the quarter.
        motives: of the decision, where it is one.
    """
    hegemon = scenario.region.hegemon.code
    states = run.states[run.states["state"] == state].set_index("step")
    system = run.system[run.system["actor"] == hegemon]
    wide = system.pivot_table(index="step", columns="variable", values="value", aggfunc="first")
    first = {*motives, *STREETS}
    eyes = {whose: _Eyes(rule, whose, run.ledger, scenario, step) for whose in (state, hegemon)}
    found: list[Read] = []
    for name in dict.fromkeys(rule.reads):
        variable = VARIABLES[name]
        table, whose = (states, state) if variable.per == "state" else (wide, hegemon)
        if variable.per in ("state", "system") and len(table):
            found.extend(_read(variable, table, eyes[whose], name in first))
    return tuple(sorted(found, key=lambda read: (not read.first, -read.distance)))


class _Eyes:
    """How a rule saw an actor's columns in a quarter."""

    def __init__(
        self, rule: Rule, whose: str, ledger: pd.DataFrame, scenario: Scenario, step: int
    ) -> None:
        self.whose, self.step = whose, step
        self._stage = _STAGE_OF[rule.name]
        self._scenario = scenario
        rows = ledger[(ledger["step"] == step) & (ledger["state"] == whose)]
        self._terms: dict[str, dict[str, float]] = {}
        for row in rows.to_dict("records"):
            self._terms.setdefault(row["variable"], {})[row["term"]] = float(row["value"])

    def before(self, column: str, after: float) -> float:
        """Return a value at the end of the quarter before: all terms make the change."""
        return after - sum(self._terms.get(column, {}).values())

    def saw(self, variable: Variable, column: str, before: float, after: float) -> float:
        """Return a value as the rule saw it; codes and flows by the stage that writes them."""
        terms = self._terms.get(column, {})
        if variable.kind == "static":
            return after
        if variable.kind == "stock" and variable.codes is None:
            later = self._later(variable.name)
            return after - sum(value for name, value in terms.items() if name in later)
        writers = self._writers(variable)
        set_by_event = any(name.startswith(EVENT_TERM) for name in terms)
        written = set_by_event or any(stage < self._stage for stage in writers)
        return after if written else before

    def unclear(self, variable: Variable, column: str) -> bool:
        """Return whether a code changed while stages before the rule and after it write it.

        The tables then do not say which of them changed it.
        """
        if variable.codes is None or variable.kind == "static":
            return False
        stages = self._writers(variable)
        both = any(at < self._stage for at in stages) and any(at >= self._stage for at in stages)
        return both and any(self._terms.get(column, {}).values())

    def _writers(self, variable: Variable) -> list[int]:
        """Return the stages that write a variable, without the scenario's own."""
        return [
            stage
            for name, stage in _STAGE_OF.items()
            if name != _EVENTS and variable.name in RULES[name].writes
        ]

    def _later(self, variable: str) -> set[str]:
        """Return the terms that the rule's own stage and later ones add to a variable."""
        return {
            term
            for name, stage in _STAGE_OF.items()
            if stage >= self._stage
            for term in rule_in_force(RULES[name], self._scenario).terms.get(variable, {})
        }


def _read(variable: Variable, table: pd.DataFrame, eyes: _Eyes, first: bool) -> Iterator[Read]:
    columns = [
        column
        for column, _ in variable.components()
        if column in table and not eyes.unclear(variable, column)
    ]
    values = {column: _values(variable, table[column], eyes) for column in columns}
    if not columns:
        return
    if variable.codes is None and variable.axes and set(variable.axes) <= set(_AVERAGED):
        means = [
            sum(values[column][place] for column in columns) / len(columns) for place in range(3)
        ]
        yield _one(variable, variable.name, means, eyes, first)
        return
    for column in columns:
        yield _one(variable, column, values[column], eyes, first)


def _values(variable: Variable, column: pd.Series[Any], eyes: _Eyes) -> list[float]:
    """Return the value before, as it was seen, and its mean over the run."""
    after = _number(variable, column.loc[eyes.step])
    before = eyes.before(str(column.name), after)
    seen = eyes.saw(variable, str(column.name), before, after)
    return [before, seen, seen if variable.codes is not None else float(column.mean())]


def _number(variable: Variable, value: Any) -> float:
    """Return a cell as a number; codes stand as names in the table of states."""
    if isinstance(value, str):
        assert variable.codes is not None
        return float(variable.codes[value.upper()])
    return float(value)


def _one(variable: Variable, column: str, found: list[float], eyes: _Eyes, first: bool) -> Read:
    before, seen, usual = found
    codes = variable.codes
    if codes is not None:
        was, now = (member_name(codes(round(value))) for value in (before, seen))
        return Read(column, eyes.whose, was, now, None, _CODE_CHANGED * (was != now), first)
    span = variable.high - variable.low
    away = max(abs(seen - usual), abs(seen - before))
    return Read(column, eyes.whose, before, seen, usual, away / span if span else 0.0, first)


def shown(found: Iterable[Read], most: int) -> tuple[list[Read], int]:
    """Return the first reads that tell something, and how many others there are."""
    kept = list(found)
    telling = [read for read in kept if read.first or read.distance > 0.0][:most]
    return telling, len(kept) - len(telling)
