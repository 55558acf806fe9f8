"""What decides in a contest: the parameters on which the mechanism of a side hangs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sovsim.experiment.schema import UncertaintyTable


@dataclass(frozen=True)
class Deciding:
    """The parameters that decide, in the order of the file.

    Attributes:
        a, b: those of one side alone.
        both: those that decide for both sides.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    both: tuple[str, ...]

    @classmethod
    def of(cls, tables: Iterable[UncertaintyTable]) -> Deciding:
        """Read what decides from the uncertainties of an experiment."""
        found = list(tables)

        def named(whose: Literal["A", "B", "both"]) -> tuple[str, ...]:
            return tuple(entry.parameter for entry in found if entry.decides == whose)

        return cls(named("A"), named("B"), named("both"))

    def for_side(self, side: str) -> tuple[str, ...]:
        """Return all on which the mechanism of a side hangs, its own first."""
        return (*(self.a if side == "A" else self.b), *self.both)

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, each once."""
        return (*self.a, *self.b, *self.both)

    @property
    def mirrored(self) -> bool:
        """Whether each side has a parameter of its own, so that there are corners."""
        return bool(self.a and self.b)
