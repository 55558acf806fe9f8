"""What is explained about a quarter: events, decisions, movements, and the claims behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sovsim import claims
from sovsim.brief import brief, count
from sovsim.record.flips import Option, OtherDraw, OtherUtility
from sovsim.record.reads import Read
from sovsim.telling.labels import with_key

IMPOSED = "imposed_decision"
"""Name under which the outcome of a decision is told that was not the model's own."""

HEADLINES = ("autonomy", "alignment_russia", "alignment_west", "dependence")
"""Variables that are explained in full unless another is asked for, beside what moves a people."""


def cited(claim: str) -> str:
    """Return a claim's short citation; title claims are marked in it."""
    try:
        return claims.cite(claim)
    except claims.UnknownId:
        return claim


@dataclass(frozen=True)
class Term:
    """One thing that moved a variable, or that spoke for an option.

    `name` is its key in the ledger, `label` what readers are told that it is.
    """

    name: str
    value: float
    claims: tuple[str, ...]
    label: str = ""

    @property
    def told(self) -> str:
        """Its label, with its key where the label does not say it."""
        return with_key(self.label or self.name.replace("_", " "), self.name)


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

    `labels` is what each motive of its options is called.
    `reads` is what its rule reads of the state that it is about and of the hegemon; `part` tells
    apart decisions of one name, actor and target: ``global`` or ``regional``.
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
    part: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What is decided, in words: ``norm route (regional)``."""
        told = self.decision.replace("_", " ")
        return f"{told} ({self.part})" if self.part else told

    def terms_of(self, option: Option) -> list[Term]:
        """Return what an option's utility is made of, with the claims behind it, largest first."""
        moved = [(name, value) for name, value in option.terms.items() if value]
        return [
            Term(name, value, self.claims.get(name, ()), self.labels.get(name, ""))
            for name, value in sorted(moved, key=lambda term: -abs(term[1]))
        ]

    def __repr__(self) -> str:
        told = f"chose {self.chosen}", count(len(self.options), "option")
        return brief(self, self.decision, f"of {self.actor}", *told)


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
