"""An explanation of what happened to an actor in a quarter, as data and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sovsim.brief import brief, count
from sovsim.record.explain_lines import WIDTH
from sovsim.record.explain_text import render
from sovsim.record.explained import Decision, Event, Movement, cited
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.names import capital


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
    closed: tuple[str, ...] = ()
    poles: Poles = USUAL

    def __repr__(self) -> str:
        told = count(len(self.decisions), "decision"), count(len(self.movements), "movement")
        place = f"{self.actor} in {self.quarter}"
        return brief(self, place, self.scenario, *told, "print it to read it")

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; every claim with its citation, terms by their keys."""
        data = asdict(self)
        for name in ("names", "poles"):
            del data[name]
        data["events"] = [
            {**event["row"], **{key: event[key] for key in ("words", "by", "rule", "reads")}}
            for event in data["events"]
        ]
        for movement in data["movements"]:
            for term in movement["terms"]:
                term["claims"] = [cited(claim) for claim in term["claims"]]
                del term["label"]
        for decision in data["decisions"]:
            del decision["labels"]
            decision["claims"] = {
                motive: [cited(claim) for claim in ids]
                for motive, ids in decision["claims"].items()
            }
        return data

    @property
    def head(self) -> tuple[str, str]:
        """Whom, when and which run it is about, underlined."""
        title = f"{capital(self.actor_name)} in {self.quarter} ({self.scenario})"
        return title, "=" * len(title)

    def text(self, width: int = WIDTH, *, everything: bool = False) -> str:
        """Return it in words.

        Args:
            width: letters a line at most.
            everything: every option, term and variable; what matters most, and a count of what is
                left out, by default. Of a variable that was asked for everything is told.
        """
        return render(self, width, everything=everything)

    def __str__(self) -> str:
        return render(self)
