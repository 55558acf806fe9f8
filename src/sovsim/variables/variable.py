"""What a variable is: one quantity of the world, declared once with its meaning and its source."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from sovsim.axes import UNIT_AXES, member_name
from sovsim.citation import cited

Kind = Literal["stock", "code", "flow", "static", "readout"]
"""``stock`` changes by terms; ``code`` is discrete and changes by transitions; ``flow`` is what was
decided or happened this quarter and is written afresh; ``static`` never changes within a run;
``readout`` is a stock that shows something and that no rule may read but the one that writes it."""


@dataclass(frozen=True)
class Variable:
    """One quantity of the world.

    Attributes:
        name: the name under which `sovsim.world.World` holds the array.
        meaning: what it says about the world, in one sentence.
        axes: leading axes, outermost first; the array has shape
            ``(*len(axis), run, unit)``.
        per: the unit axis, one of `sovsim.axes.UNIT_AXES`.
        kind: see `Kind`.
        low, high: the bounds within which the engine keeps it.
        unit: natural unit; ``share`` runs from 0 to 1.
        start: value where neither region nor scenario gives one.
        codes: the enumeration behind the numbers of a ``code`` or of a discrete ``flow``.
        claims: ids of the claims that it stands for; empty where it is ours alone.
        rests: where neither region nor scenario gives a value for the first quarter, it starts
            where the given stocks put it at rest (`sovsim.start_at_rest`).
    """

    name: str
    meaning: str
    axes: tuple[type[IntEnum], ...] = ()
    per: str = "state"
    kind: Kind = "stock"
    low: float = 0.0
    high: float = 1.0
    unit: str = "share"
    start: float = 0.0
    codes: type[IntEnum] | None = None
    claims: tuple[str, ...] = ()
    rests: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", cited(self.claims))
        if self.per not in UNIT_AXES:
            raise ValueError(f"{self.name}: unit axis '{self.per}' is not one of {UNIT_AXES}")
        if not self.low <= self.start <= self.high:
            raise ValueError(f"{self.name}: start {self.start} is outside its range")

    @property
    def leading(self) -> tuple[int, ...]:
        """Lengths of the leading axes."""
        return tuple(len(axis) for axis in self.axes)

    def components(self) -> list[tuple[str, tuple[int, ...]]]:
        """Return ``(column name, leading index)`` for every component, in storage order."""
        indices = itertools.product(*(list(axis) for axis in self.axes))
        return [
            (
                "_".join([self.name, *(member_name(member) for member in index)]),
                tuple(int(member) for member in index),
            )
            for index in indices
        ]
