"""What listens to a run must offer this; the engine tells it of everything that happens."""

from __future__ import annotations

from typing import Protocol

from sovsim.arrays import FloatArray
from sovsim.rules.contract import Choice, Occurrence, Rule
from sovsim.rules.quantal_response import Settled
from sovsim.world import World


class Listener(Protocol):
    """Told by the engine of every term, bound, choice, occurrence and finished quarter.

    One with an attribute ``ledger`` that is False is told of no terms and no bounds, which the
    engine then need not keep apart.
    """

    def term(self, step: int, rule: Rule, variable: str, name: str, value: FloatArray) -> None:
        """Take a named contribution to a variable; it broadcasts to the variable's shape."""

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        """Take what the bounds of a variable cut off."""

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Take a decision with its utility terms, probabilities and draw."""

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        """Take something that happened."""

    def quarter(self, world: World) -> None:
        """Take the world at the end of a quarter."""


def keeps_ledger(listener: Listener) -> bool:
    """Return whether a listener is to be told of terms and bounds; it is unless it says no."""
    return bool(getattr(listener, "ledger", True))
