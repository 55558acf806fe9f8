"""The direction of a coupling, all else equal; the tests of each rule declare theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, outcome, with_columns

UP, DOWN = 1.0, -1.0

STILL = dict.fromkeys(
    ("rung", "violation", "action", "mission", "presence", "conflict_status", "engagement"), 0.0
)
"""A quarter in which nobody does anything."""


@dataclass(frozen=True)
class Sign:
    """``cause`` higher makes ``effect`` higher (or lower), wherever it makes a difference."""

    rule: str
    cause: str
    effect: str
    sign: float
    variant: str = "default"
    values: tuple[float, float] = (0.2, 0.7)

    def __str__(self) -> str:
        direction = "raises" if self.sign > 0 else "lowers"
        return f"{self.cause} {direction} {self.effect} ({self.rule}, {self.variant})"


def contradicted(signs: Iterable[Sign], start: Simulation, later: World) -> list[str]:
    """Return the signs that a rule contradicts, and those that make no difference at all."""
    found = []
    for sign in signs:
        low, high = (
            change(
                outcome(sign.rule, start, with_columns(later, {sign.cause: value}), sign.variant),
                sign.effect,
            )
            for value in sign.values
        )
        difference = sign.sign * (high - low)
        if not ((difference >= -1e-15).all() and (difference > 1e-9).any()):
            found.append(f"{sign}: {difference.min():.3g} to {difference.max():.3g}")
    return found


def not_fading(
    stocks: Iterable[tuple[str, str]], start: Simulation, later: World
) -> list[tuple[str, str]]:
    """Return the rules and stocks that don't fall back where nothing keeps them up."""
    found = []
    still = with_columns(later, STILL)
    for rule, stock in stocks:
        low, high = (
            change(outcome(rule, start, with_columns(still, {stock: value})), stock)
            for value in (0.05, 0.95)
        )
        if not ((high < low).all() and high.mean() < -1e-4):
            found.append((rule, stock))
    return found
