"""What a type of event is: what it means, whom it befalls, and what it moves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from sovsim.axes import Channel, Domain, Forum, Holder, Level, Norm, member_name
from sovsim.citation import cited
from sovsim.shocks import Operation
from sovsim.variables import VARIABLES

Who = Literal["state", "dyad", "contested", "institution", "power", "world", "any"]
"""Whom a type of event befalls. ``world`` needs no name: the hegemon itself or the whole order;
``any`` is any state, dyad, contested unit, or nobody, as the column has it."""

SELECTORS: dict[str, type[IntEnum]] = {
    "channel": Channel,
    "domain": Domain,
    "norm": Norm,
    "level": Level,
    "forum": Forum,
    "holder": Holder,
}
"""Keys of an event that pick a part of a variable, or a code; all parts where left out."""


@dataclass(frozen=True)
class Effect:
    """What an event does to one variable.

    Attributes:
        variable: variable that moves.
        operation: ``add``, ``set`` or ``hold``.
        factor: what the event's size is multiplied with.
        value: fixed value, where the size of the event does not enter.
    """

    variable: str
    operation: Operation = "add"
    factor: float = 1.0
    value: float | None = None

    def __post_init__(self) -> None:
        if self.variable not in VARIABLES:
            raise ValueError(f"no variable '{self.variable}'")
        if VARIABLES[self.variable].kind == "static":
            raise ValueError(f"'{self.variable}' never changes within a run")


@dataclass(frozen=True)
class EventType:
    """A type of event that a scenario may name.

    Attributes:
        name: as it stands under ``type``.
        meaning: what happens, in one sentence.
        who: whom it befalls.
        effects: what it moves; empty for decisions.
        decisions: decision variable and option, for choices imposed on an actor.
        size: size where the scenario gives none; None where the type has no size.
        low, high: smallest and largest size.
        needs: keys that must be given.
        takes: keys that may be given.
        claims: ids behind the type, used where the scenario names none.
    """

    name: str
    meaning: str
    who: Who
    effects: tuple[Effect, ...] = ()
    decisions: tuple[tuple[str, int], ...] = ()
    size: float | None = None
    low: float = 0.0
    high: float = 1.0
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", cited(self.claims))
        if bool(self.effects) == bool(self.decisions) and self.name != "shift":
            raise ValueError(f"{self.name}: either effects or decisions")
        if self.size is not None and not self.low <= self.size <= self.high:
            raise ValueError(f"{self.name}: default size outside its range")

    @property
    def forced(self) -> bool:
        """Whether it imposes a choice and so needs ``forced = true``."""
        return bool(self.decisions)

    @property
    def lasting(self) -> bool:
        """Whether a duration can be given; a value that is set once stays anyway."""
        return self.forced or not self.effects or any(e.operation != "set" for e in self.effects)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of its own, beside those that every event has."""
        return (*self.needs, *self.takes)


def options(selector: str) -> dict[str, int]:
    """Return the members that a selector may name, lower case, with their codes."""
    return {member_name(member): int(member) for member in SELECTORS[selector]}
