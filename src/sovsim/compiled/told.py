"""What a listener is told of in a quarter: noted while it is traced, told with numbers later.

A traced quarter tells the same things in the same order, whatever the numbers are. So the script is
written once, and each quarter only its numbers are put in. Each array that is told of has a place
of its own in a row of numbers; what has the same rows shares one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.compiled.graph import Graph
from sovsim.compiled.program import Key
from sovsim.compiled.symbolic import RUNS, Symbolic
from sovsim.listener import Listener
from sovsim.rules.contract import Along, Choice, Occurrence, Rule, Slice
from sovsim.rules.quantal_response import Settled
from sovsim.world import World

Call = Callable[["Moment"], None]


@dataclass(frozen=True)
class Moment:
    """What a quarter's numbers are put together with.

    Attributes:
        numbers: what a program has told, shape ``(slot,)``.
        listener: who is told.
        world: the world at the beginning of the quarter, events applied.
        source: (decision, index) -> unit -> who imposed the option; a unit of -1 stands for all.
    """

    numbers: FloatArray
    listener: Listener
    world: World
    source: Mapping[tuple[str, tuple[int, ...]], tuple[tuple[int, str], ...]]


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
        self._calls.append(
            lambda now: now.listener.term(now.world.step, own, variable, name, array(now.numbers))
        )

    def bounds(self, step: int, variable: str, value: Any) -> None:
        """Note what bounds cut off."""
        array = self._filled(value)
        self._calls.append(
            lambda now: now.listener.bounds(now.world.step, variable, array(now.numbers))
        )

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Note a decision."""
        own, fill = self._own(rule), self._choice(choice)
        chosen = self._filled(settled.chosen)
        eligible, active = self._filled(settled.eligible), self._filled(settled.active)
        about, off = (choice.decision, choice.index), self.off

        def call(now: Moment) -> None:
            filled = fill(now.numbers)
            taken = Settled(
                filled,
                chosen(now.numbers).astype(np.int64),
                eligible(now.numbers),
                active(now.numbers),
                overridden=now.source.get(about, ()),
                off=off,
            )
            now.listener.choice(now.world.step, own, filled, taken)

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

        def call(now: Moment) -> None:
            happened = Occurrence(
                where=where(now.numbers),
                size=None if occurrence.size is None else size(now.numbers),
                **named,
            )
            now.listener.occurrence(now.world, own, happened)

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

    def tell(self, now: Moment) -> None:
        """Tell a listener of a quarter, all but its end."""
        for call in self._calls:
            call(now)

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
        """Return what gives a value its numbers; arrays have one run."""
        if isinstance(value, Slice):
            change, index, shape = self._filled(value.change), value.index, _one_run(value.shape)
            return lambda numbers: Slice(index, change(numbers), shape)
        if not isinstance(value, Symbolic):
            held = _of_one_run(value)
            return lambda numbers: held
        first, shape = self._place(value), _one_run(value.shape)
        last = first + int(np.prod(shape))
        if value.dtype == np.bool_:
            return lambda numbers: (numbers[first:last] != 0.0).reshape(shape)
        return lambda numbers: numbers[first:last].reshape(shape)

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


def _one_run(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape that a symbolic array has for a single run."""
    return (*shape[:-2], 1, shape[-1])


def _of_one_run(value: Any) -> Any:
    """Return what a rule knows beforehand, for a single run."""
    if isinstance(value, np.ndarray) and value.ndim >= 2 and value.shape[-2] == RUNS:
        return value[..., :1, :]
    return value


def imposed(
    sources: Iterator[tuple[str, tuple[int, ...], int | None, str]],
) -> dict[tuple[str, tuple[int, ...]], tuple[tuple[int, str], ...]]:
    """Return who imposed which decisions of a quarter, as a `Moment` wants it.

    Args:
        sources: decision, index, unit (None for all) and source of each.
    """
    found: dict[tuple[str, tuple[int, ...]], tuple[tuple[int, str], ...]] = {}
    for decision, index, unit, source in sources:
        about = (decision, index)
        found[about] = (*found.get(about, ()), (-1 if unit is None else unit, source))
    return found
