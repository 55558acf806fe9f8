"""What an explanation holds: decisions, movements, and the claims behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sovsim import claims
from sovsim.record.flips import Option, OtherDraw, OtherUtility
from sovsim.record.reads import Read

STREETS = ("unrest", "grievance", "regime_security")
"""What brings governments down; explained in full unless another variable is asked for."""

HEADLINES = ("autonomy", "alignment_russia", "alignment_west", "dependence")
"""Variables that are explained in full, too."""


def cited(claim: str) -> str:
    """Return a claim's short citation; title claims are marked in it."""
    try:
        return claims.cite(claim)
    except claims.UnknownId:
        return claim


@dataclass(frozen=True)
class Term:
    """One thing that moved a variable."""

    name: str
    value: float
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Movement:
    """What moved a component of a variable in the quarter, largest first."""

    column: str
    variable: str
    meaning: str
    before: float | str
    after: float | str
    change: float
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Decision:
    """A decision of or about the actor, what led to it, and what would have turned it.

    `reads` is what its rule reads of the state that it is about and of the hegemon.
    """

    decision: str
    meaning: str
    actor: str
    target: str
    chosen: str
    source: str
    draw: float
    by_draw: str
    options: tuple[Option, ...]
    claims: Mapping[str, tuple[str, ...]]
    other_draw: OtherDraw | None
    other_utility: OtherUtility | None
    rule: str = ""
    reads: tuple[Read, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that happened to the actor.

    Attributes:
        words: a sentence.
        by: who is behind it, in words; empty where it is the model's own.
        row: its row in the events table.
        rule: name of the rule that brought it about, where no decision did.
        reads: what that rule reads of the actor, the most unusual first.
    """

    words: str
    by: str
    row: Mapping[str, Any]
    rule: str = ""
    reads: tuple[Read, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Everything that was decided about an actor and that moved it in a quarter."""

    scenario: str
    actor: str
    actor_name: str
    quarter: str
    asked: str
    names: Mapping[str, str]
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...]
    movements: tuple[Movement, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; every claim with its citation."""
        data = asdict(self)
        del data["names"]
        data["events"] = [
            {**event["row"], **{key: event[key] for key in ("words", "by", "rule", "reads")}}
            for event in data["events"]
        ]
        for movement in data["movements"]:
            for term in movement["terms"]:
                term["claims"] = [cited(claim) for claim in term["claims"]]
        for decision in data["decisions"]:
            decision["claims"] = {
                motive: [cited(claim) for claim in ids]
                for motive, ids in decision["claims"].items()
            }
        return data

    def __str__(self) -> str:
        from sovsim.record.explain_text import render

        return render(self)
