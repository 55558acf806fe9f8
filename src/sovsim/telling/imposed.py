"""Who decided: what a scenario sets and imposes, told apart from the model's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sovsim.documents.toml import tables_again
from sovsim.scenario import Event, Play, Scenario
from sovsim.scenario.events import EVENT_TYPES
from sovsim.telling.decisions import decided
from sovsim.telling.events import happening
from sovsim.telling.names import Names, capital, text

SET, FORCED, PLAY, POLICY = "scenario", "forced", "play", "policy"
"""Causes of what does not come from the model: an event that a scenario dates, a decision that it
imposes, a decision that it records, and one that a policy took in its actor's place."""

OWN = "the model's own"

BY: dict[str, str] = {
    SET: "set by the scenario",
    FORCED: "imposed by the scenario",
    PLAY: "imposed by the scenario",
    POLICY: "decided by a policy",
}
"""Cause -> who is behind it, where that is not the model."""

DECISIONS = (FORCED, PLAY, POLICY)
"""Causes of decisions that were taken out of the model's hands."""


def by(cause: str) -> str:
    """Return who is behind an event with a cause; empty where the model is."""
    return BY.get(cause, "")


@dataclass(frozen=True)
class Given:
    """Something that a scenario sets.

    Attributes:
        quarter: when it begins; `until` the last quarter in which it may begin, else empty.
        words: a sentence without its date.
        cause: `SET`, `FORCED` or `PLAY`.
        own: whether the scenario's own file sets it, and not the file that it extends.
        whom: codes of those whom it concerns.
        type: its type; of a recorded decision, what is decided.
        quarters: for how many quarters it holds.
        remark: the scenario's own note.
        claims: ids behind it.
        nature: of an event, what it is; see `sovsim.scenario.model.Event`.
    """

    quarter: str
    until: str
    words: str
    cause: str
    own: bool
    whom: tuple[str, ...]
    type: str = ""
    quarters: int = 1
    remark: str = ""
    claims: tuple[str, ...] = field(default=(), repr=False)
    nature: str = "condition"

    @property
    def by(self) -> str:
        """Who is behind it, in words."""
        return BY[self.cause]

    @property
    def decision(self) -> bool:
        """Whether it takes a decision out of the hands of an actor of the model."""
        return self.cause != SET or self.nature == "choice"

    @property
    def lasting(self) -> str:
        """The words, and for how long it holds."""
        return f"{self.words}, for {self.quarters} quarters" if self.quarters > 1 else self.words

    @property
    def told(self) -> str:
        """What lasts, and that it is a decision where the words do not say so."""
        decision = self.decision and self.cause == SET
        return f"{self.lasting} (a decision, imposed)" if decision else self.lasting

    @property
    def sentence(self) -> str:
        """What is told, with a capital letter and a full stop."""
        return f"{capital(self.told)}."


def what_it_sets(scenario: Scenario) -> list[Given]:
    """Return everything that a scenario sets, by date; its own before what it inherits."""
    names, own = Names(scenario.region), _own(scenario)
    rows = [_event(event, names, own) for event in scenario.events]
    rows += [_play(play, names, own) for play in scenario.plays]
    return sorted(rows, key=lambda row: (row.quarter, not row.own))


def inherits(scenario: Scenario) -> bool:
    """Return whether the scenario's file extends another one."""
    return bool(scenario.base_text)


def _event(event: Event, names: Names, own: set[tuple[str, ...]] | None) -> Given:
    kind = EVENT_TYPES[event.type]
    lasting = event.duration if kind.forced else 1
    return Given(
        quarter=event.at,
        until="" if event.until == event.at else event.until,
        words=happening(event, names),
        cause=FORCED if kind.forced else SET,
        own=own is None or (event.type, event.at, *sorted(event.who)) in own,
        whom=event.who,
        type=event.type,
        quarters=lasting,
        remark=event.note,
        claims=event.claims,
        nature=event.nature,
    )


def _play(play: Play, names: Names, own: set[tuple[str, ...]] | None) -> Given:
    return Given(
        quarter=play.at,
        until="",
        words=decided(play.decision, play.option, play.actor, play.target, names),
        cause=PLAY,
        own=own is None or _of_play(vars(play)) in own,
        whom=tuple(filter(None, (play.target or play.actor,))),
        type=play.decision,
        quarters=play.duration,
    )


def _own(scenario: Scenario) -> set[tuple[str, ...]] | None:
    """Return what tells the rows of the scenario's own file; None where all of it is its own."""
    if not inherits(scenario):
        return None
    tables = tables_again(scenario.text)
    found = set()
    for row in tables.get("event", ()):
        whom = row.get("who", ())
        names = [whom] if isinstance(whom, str) else [str(name) for name in whom]
        found.add((str(row.get("type")), str(row.get("at")), *sorted(names)))
    found |= {_of_play(row) for row in tables.get("play", ())}
    return found


def _of_play(row: dict[str, object]) -> tuple[str, ...]:
    keys = ("at", "actor", "decision", "target")
    return ("play", *(str(row.get(key) or "") for key in keys))


def happened_at(row: Given, events: Iterable[Mapping[Any, Any]]) -> str:
    """Return the quarter in which something set began in a run, where the run drew its date.

    Args:
        row: what the scenario sets.
        events: rows of the run's events table.
    """
    if not row.until:
        return row.quarter
    dates = [
        str(event["quarter"])
        for event in events
        if event["cause"] == SET
        and event["type"] == row.type
        and row.quarter <= str(event["quarter"]) <= row.until
        and (not row.whom or text(event["target"]) in ("", *row.whom))
    ]
    return dates[0] if dates else row.quarter
