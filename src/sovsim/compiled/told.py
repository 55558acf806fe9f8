"""What a listener is told of in a quarter: noted while it is traced, told with numbers later.

A traced quarter tells the same things in the same order, whatever the numbers are. So the script is
written once, and the numbers of many quarters are put in together: where arrays have runs
elsewhere, ``(leading axes, run, unit)``, they have quarters here. Each array that is told of has a
place of its own in a row of numbers; what has the same rows shares one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.compiled.graph import Graph
from sovsim.compiled.program import Key
from sovsim.compiled.symbolic import RUNS, Symbolic
from sovsim.rules.contract import Along, Choice, Occurrence, Rule, Slice
from sovsim.rules.quantal_response import Settled
from sovsim.world import World

Call = Callable[[FloatArray, "Told"], None]


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


@dataclass
class Script:
    """A listener for symbolic arrays.

    Attributes:
        graph: where the rows stand.
        rules: (name, variant) -> the rule itself; traced ones are copies that keep count.
        off: terms and motives that are switched off.
        occurred: type of occurrence -> where, as `sovsim.metrics.Moment` wants it.
    """

    graph: Graph
    rules: Mapping[tuple[str, str], Rule] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    occurred: dict[str, list[Any]] = field(default_factory=dict)
    _calls: list[Call] = field(default_factory=list)
    _places: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _outputs: dict[Key, int] = field(default_factory=dict)
    _slots: int = 0

    def term(self, step: int, rule: Rule, variable: str, name: str, value: Any) -> None:
        """Note a term."""
        own, array = self._own(rule), self._filled(value)
        self._calls.append(lambda numbers, told: told.term(own, variable, name, array(numbers)))

    def bounds(self, step: int, variable: str, value: Any) -> None:
        """Note what bounds cut off."""
        array = self._filled(value)
        self._calls.append(lambda numbers, told: told.bounds(variable, array(numbers)))

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Note a decision."""
        own, fill = self._own(rule), self._choice(choice)
        chosen = self._filled(settled.chosen)
        eligible, active = self._filled(settled.eligible), self._filled(settled.active)
        off = self.off

        def call(numbers: FloatArray, told: Told) -> None:
            taken = chosen(numbers).astype(np.int64)
            options = len(choice.options)
            opened = np.broadcast_to(eligible(numbers), (options, *taken.shape))
            due = np.broadcast_to(active(numbers), taken.shape)
            filled = replace(fill(numbers), eligible=opened)
            told.choice(own, Settled(filled, taken, opened, due, off=off))

        self._calls.append(call)

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        """Note an occurrence."""
        self.occurred.setdefault(occurrence.type, []).append(occurrence.where)
        own, where, size = (
            self._own(rule),
            self._filled(occurrence.where),
            self._filled(occurrence.size),
        )
        named = {name: getattr(occurrence, name) for name in _OF_OCCURRENCE}

        def call(numbers: FloatArray, told: Told) -> None:
            happened = Occurrence(where=where(numbers), size=size(numbers), **named)
            told.occurrence(own, happened)

        self._calls.append(call)

    def quarter(self, world: World) -> None:
        """Leave the end of the quarter to who tells."""

    @property
    def slots(self) -> int:
        """How many numbers are told of in a quarter."""
        return self._slots

    def outputs(self) -> dict[Key, int]:
        """Return the rows that are told of: ``("told", first slot, slots)`` -> row."""
        return dict(self._outputs)

    def tell(self, numbers: FloatArray, told: Told) -> None:
        """Tell of some quarters.

        Args:
            numbers: what programs have told, shape ``(quarter, slot)``.
        """
        for call in self._calls:
            call(numbers, told)

    def _own(self, rule: Rule) -> Rule:
        return self.rules.get((rule.name, rule.variant_of), rule)

    def _choice(self, choice: Choice) -> Callable[[FloatArray], Choice]:
        tables: dict[int, int] = {}
        whole: list[Callable[[FloatArray], Any]] = []
        motives: list[tuple[str, int | None, Callable[[FloatArray], Any]]] = []
        for name, utility in choice.terms.items():
            if isinstance(utility, Along):
                if id(utility.table) not in tables:
                    tables[id(utility.table)] = len(whole)
                    whole.append(self._filled(utility.table))
                motives.append((name, tables[id(utility.table)], self._filled(utility.strength)))
            else:
                motives.append((name, None, self._filled(utility)))
        eligible, draw = self._filled(choice.eligible), self._filled(choice.draw)
        scale, active = self._filled(choice.scale), self._filled(choice.active)
        named = {name: getattr(choice, name) for name in _OF_CHOICE}

        def fill(numbers: FloatArray) -> Choice:
            held = [table(numbers) for table in whole]
            return Choice(
                terms={
                    name: array(numbers) if table is None else Along(held[table], array(numbers))
                    for name, table, array in motives
                },
                eligible=eligible(numbers),
                draw=draw(numbers),
                scale=scale(numbers),
                active=active(numbers),
                **named,
            )

        return fill

    def _filled(self, value: Any) -> Callable[[FloatArray], Any]:
        """Return what gives a value its numbers: arrays in which quarters stand for runs."""
        if isinstance(value, Slice):
            change, index = self._filled(value.change), value.index
            lead, units = value.shape[:-2], value.shape[-1]
            return lambda numbers: Slice(index, change(numbers), (*lead, len(numbers), units))
        if not isinstance(value, Symbolic):
            held = _of_one_run(value)
            return lambda numbers: held
        first, lead, truths = self._place(value), value.cells.shape, value.dtype == np.bool_
        units = 1 if value.units is None else value.units
        last = first + int(np.prod(lead)) * units

        def fill(numbers: FloatArray) -> Any:
            array = numbers[:, first:last].reshape(len(numbers), *lead, units)
            array = np.moveaxis(array, 0, -2)
            return array != 0.0 if truths else array

        return fill

    def _place(self, array: Symbolic) -> int:
        """Return the first slot of an array's numbers."""
        key = (array.units, array.cells.shape, array.cells.tobytes())
        if key not in self._places:
            self._places[key] = self._slots
            units = 1 if array.units is None else array.units
            for row in array.cells.reshape(-1):
                if units:
                    self._outputs["told", self._slots, units] = self.graph.number(int(row))
                self._slots += units
        return self._places[key]


_OF_CHOICE = ("decision", "options", "idle", "index", "actor")
_OF_OCCURRENCE = ("type", "actor", "target", "cause", "unit", "details")


def _of_one_run(value: Any) -> Any:
    """Return what a rule knows beforehand, for a single run."""
    if isinstance(value, np.ndarray) and value.ndim >= 2 and value.shape[-2] == RUNS:
        return value[..., :1, :]
    return value
