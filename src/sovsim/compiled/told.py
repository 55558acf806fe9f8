"""What a listener is told of in a quarter: noted while it is traced, told with numbers later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sovsim.compiled.graph import Graph
from sovsim.compiled.program import Key
from sovsim.compiled.symbolic import Symbolic
from sovsim.rules.contract import Along, Choice, Occurrence, Rule, Slice
from sovsim.rules.quantal_response import Settled
from sovsim.world import World


@dataclass(frozen=True)
class Told:
    """One thing that a listener is told: which of its methods is called, and with what."""

    method: str
    given: tuple[Any, ...]


@dataclass
class Script:
    """A listener for symbolic arrays.

    Attributes:
        graph: where the rows stand.
        told: everything in its order.
        occurred: type of occurrence -> where, as `sovsim.metrics.Moment` wants it.
    """

    graph: Graph
    told: list[Told] = field(default_factory=list)
    occurred: dict[str, list[Any]] = field(default_factory=dict)

    def term(self, step: int, rule: Rule, variable: str, name: str, value: Any) -> None:
        """Note a term."""
        self.told.append(Told("term", (rule, variable, name, value)))

    def bounds(self, step: int, variable: str, value: Any) -> None:
        """Note what bounds cut off."""
        self.told.append(Told("bounds", (variable, value)))

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Note a decision."""
        self.told.append(Told("choice", (rule, choice, settled)))

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        """Note an occurrence."""
        self.occurred.setdefault(occurrence.type, []).append(occurrence.where)
        self.told.append(Told("occurrence", (rule, occurrence)))

    def quarter(self, world: World) -> None:
        """Leave the end of the quarter to who tells."""

    def outputs(self) -> dict[Key, int]:
        """Return the rows that are told of, each under a number."""
        rows = dict.fromkeys(row for entry in self.told for row in _rows(entry.given))
        return {("told", number): row for number, row in enumerate(rows)}


def _rows(given: Any) -> Iterator[int]:
    if isinstance(given, Symbolic):
        yield from (int(row) for row in given.cells.reshape(-1))
    elif isinstance(given, tuple):
        for one in given:
            yield from _rows(one)
    elif isinstance(given, Along):
        yield from _rows((given.table, given.strength))
    elif isinstance(given, Slice):
        yield from _rows(given.change)
    elif isinstance(given, Choice):
        yield from _rows(
            (*given.terms.values(), given.eligible, given.draw, given.scale, given.active)
        )
    elif isinstance(given, Settled):
        yield from _rows((given.chosen, given.eligible, given.active))
    elif isinstance(given, Occurrence):
        yield from _rows((given.where, given.size))
