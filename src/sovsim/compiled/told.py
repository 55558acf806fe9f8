"""What a listener is told of in a quarter: noted while it is traced, told with numbers later.

A traced quarter tells the same things in the same order, whatever the numbers are. So the script is
written once, and the numbers of many quarters are put in together: where arrays have runs
elsewhere, ``(leading axes, run, unit)``, they have quarters here. Each array that is told of has a
place of its own in a row of numbers; what has the same rows shares one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.compiled.graph import Graph
from sovsim.compiled.program import Key
from sovsim.compiled.symbolic import RUNS, Symbolic
from sovsim.rules.contract import Along, Choice, Occurrence, Rule, Slice
from sovsim.rules.quantal_response import Settled
from sovsim.shocks import Shocks
from sovsim.world import World


class Told(Protocol):
    """Who is told of many quarters at once."""

    def term(self, rule: Rule, variable: str, name: str, value: Any) -> None:
        """Take a named contribution to a variable."""

    def bounds(self, variable: str, value: FloatArray) -> None:
        """Take what the bounds of a variable cut off."""

    def choice(self, rule: Rule, settled: Settled) -> None:
        """Take a decision; who imposed it is not said."""

    def occurrence(self, rule: Rule, occurrence: Occurrence) -> None:
        """Take something that happened."""


def imposed(shocks: Shocks, choice: Choice, step: int) -> tuple[tuple[int, str], ...]:
    """Return who imposed a decision in a quarter, as `Settled.overridden` has it."""
    return tuple(
        (-1 if override.unit is None else override.unit, override.source)
        for override in shocks.decided(choice.decision, choice.index, step)
    )


@dataclass(frozen=True)
class Place:
    """Where an array's numbers stand.

    Attributes:
        first: its first slot.
        lead: lengths of its leading axes.
        units: length of its unit axis.
        truths: whether it holds truth values.
        index, whole: where it is a `Slice` of a variable: which, and lengths of all leading axes.
    """

    first: int
    lead: tuple[int, ...]
    units: int
    truths: bool = False
    index: int = 0
    whole: tuple[int, ...] | None = None

    def filled(self, numbers: FloatArray) -> Any:
        """Return the array, in which quarters stand for runs."""
        last = self.first + int(np.prod(self.lead)) * self.units
        array = numbers[:, self.first : last].reshape(len(numbers), *self.lead, self.units)
        array = np.moveaxis(array, 0, -2)
        if self.truths:
            return array != 0.0
        if self.whole is not None:
            return Slice(self.index, array, (*self.whole, len(numbers), self.units))
        return array


def filled(value: Any, numbers: FloatArray) -> Any:
    """Return a value with its numbers; what a rule knows beforehand stays as it is."""
    return value.filled(numbers) if isinstance(value, Place) else value


@dataclass(frozen=True)
class Term:
    """A term, or what bounds cut off where no rule stands by it."""

    rule: Rule | None
    variable: str
    name: str
    value: Any

    def tell(self, numbers: FloatArray, told: Told, off: frozenset[str]) -> None:
        """Tell it with numbers."""
        if self.rule is None:
            told.bounds(self.variable, filled(self.value, numbers))
        else:
            told.term(self.rule, self.variable, self.name, filled(self.value, numbers))


@dataclass(frozen=True)
class Decision:
    """A decision.

    Attributes:
        choice: as its rule hands it back, with places for arrays and without its terms.
        tables: tables along which utilities run.
        terms: motive -> number of its table, if it has one, and its place.
        chosen, eligible, active: of the decision as it was taken.
    """

    rule: Rule
    choice: Choice
    tables: tuple[Any, ...]
    terms: Mapping[str, tuple[int | None, Any]]
    chosen: Any
    eligible: Any
    active: Any

    def tell(self, numbers: FloatArray, told: Told, off: frozenset[str]) -> None:
        """Tell it with numbers."""
        choice = self.choice
        chosen = filled(self.chosen, numbers).astype(np.int64)
        shape = len(choice.options), *chosen.shape
        eligible = np.broadcast_to(filled(self.eligible, numbers), shape)
        active = np.broadcast_to(filled(self.active, numbers), chosen.shape)
        tables = [filled(table, numbers) for table in self.tables]
        taken = replace(
            choice,
            terms={
                name: filled(value, numbers)
                if table is None
                else Along(tables[table], filled(value, numbers))
                for name, (table, value) in self.terms.items()
            },
            eligible=eligible,
            draw=filled(choice.draw, numbers),
            scale=filled(choice.scale, numbers),
            active=filled(choice.active, numbers),
        )
        told.choice(self.rule, Settled(taken, chosen, eligible, active, off=off))


@dataclass(frozen=True)
class Happening:
    """An occurrence, with places for arrays."""

    rule: Rule
    occurrence: Occurrence

    def tell(self, numbers: FloatArray, told: Told, off: frozenset[str]) -> None:
        """Tell it with numbers."""
        where, size = self.occurrence.where, self.occurrence.size
        with_numbers = replace(
            self.occurrence, where=filled(where, numbers), size=filled(size, numbers)
        )
        told.occurrence(self.rule, with_numbers)


@dataclass(frozen=True)
class Script:
    """Everything that a quarter tells, in its order; can be pickled.

    Attributes:
        entries: what is told.
        slots: how many numbers a quarter tells.
        off: terms and motives that are switched off.
    """

    entries: Sequence[Term | Decision | Happening]
    slots: int
    off: frozenset[str]

    def tell(self, numbers: FloatArray, told: Told) -> None:
        """Tell of some quarters.

        Args:
            numbers: what programs have told, shape ``(quarter, slot)``.
        """
        for entry in self.entries:
            entry.tell(numbers, told, self.off)


@dataclass
class Noted:
    """A listener for symbolic arrays, which writes a script.

    Attributes:
        graph: where the rows stand.
        rules: (name, variant) -> the rule itself; traced ones are copies that keep count.
        occurred: type of occurrence -> where, as `sovsim.metrics.Moment` wants it.
        outputs: the rows that are told of: ``("told", first slot, slots)`` -> row.
    """

    graph: Graph
    rules: Mapping[tuple[str, str], Rule] = field(default_factory=dict)
    occurred: dict[str, list[Any]] = field(default_factory=dict)
    outputs: dict[Key, int] = field(default_factory=dict)
    _entries: list[Term | Decision | Happening] = field(default_factory=list)
    _places: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _slots: int = 0

    def term(self, step: int, rule: Rule, variable: str, name: str, value: Any) -> None:
        """Note a term."""
        self._entries.append(Term(self._own(rule), variable, name, self._placed(value)))

    def bounds(self, step: int, variable: str, value: Any) -> None:
        """Note what bounds cut off."""
        self._entries.append(Term(None, variable, "", self._placed(value)))

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Note a decision."""
        tables: dict[int, int] = {}
        places: list[Any] = []
        terms: dict[str, tuple[int | None, Any]] = {}
        for name, utility in choice.terms.items():
            if isinstance(utility, Along):
                if id(utility.table) not in tables:
                    tables[id(utility.table)] = len(places)
                    places.append(self._placed(utility.table))
                terms[name] = tables[id(utility.table)], self._placed(utility.strength)
            else:
                terms[name] = None, self._placed(utility)
        plain = replace(
            choice,
            terms={},
            eligible=self._placed(choice.eligible),
            draw=self._placed(choice.draw),
            scale=self._placed(choice.scale),
            active=self._placed(choice.active),
        )
        self._entries.append(
            Decision(
                rule=self._own(rule),
                choice=plain,
                tables=tuple(places),
                terms=terms,
                chosen=self._placed(settled.chosen),
                eligible=self._placed(settled.eligible),
                active=self._placed(settled.active),
            )
        )

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        """Note an occurrence."""
        self.occurred.setdefault(occurrence.type, []).append(occurrence.where)
        size: Any = self._placed(occurrence.size)
        noted = replace(occurrence, where=self._placed(occurrence.where), size=size)
        self._entries.append(Happening(self._own(rule), noted))

    def quarter(self, world: World) -> None:
        """Leave the end of the quarter to who tells."""

    def script(self, off: frozenset[str]) -> Script:
        """Return what has been noted."""
        return Script(tuple(self._entries), self._slots, off)

    def _own(self, rule: Rule) -> Rule:
        return self.rules.get((rule.name, rule.variant_of), rule)

    def _placed(self, value: Any) -> Any:
        """Return a place in which a value's numbers will stand, or the value if it is known."""
        if isinstance(value, Slice):
            part = self._placed(value.change)
            return replace(part, index=value.index, whole=value.shape[:-2])
        if isinstance(value, Symbolic):
            units = 1 if value.units is None else value.units
            return Place(
                self._first(value, units), value.cells.shape, units, value.dtype == np.bool_
            )
        if isinstance(value, np.ndarray) and value.ndim >= 2 and value.shape[-2] == RUNS:
            return value[..., :1, :].copy()
        return value

    def _first(self, array: Symbolic, units: int) -> int:
        """Return the first slot of an array's numbers."""
        key = (units, array.cells.shape, array.cells.tobytes())
        if key not in self._places:
            self._places[key] = self._slots
            for row in array.cells.reshape(-1):
                if units:
                    self.outputs["told", self._slots, units] = self.graph.number(int(row))
                self._slots += units
        return self._places[key]
