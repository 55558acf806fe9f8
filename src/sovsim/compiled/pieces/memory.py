"""Where rows that another piece reads are held meanwhile, where outputs go, and constants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass

from sovsim.compiled.layout import KEPT, Layout
from sovsim.compiled.pieces.plan import Plan
from sovsim.compiled.program import Program


class Scratch:
    """First slot of each row that is held, numbers and truth values apart.

    Attributes:
        numbers, truths: how many slots there are.
        first: number of the row -> first slot.
    """

    def __init__(self, program: Program, plan: Plan, elsewhere: Container[int]) -> None:
        self.first: dict[int, int] = {}
        self._length = {"number": 0, "truth": 0}
        free: dict[tuple[str, int], list[int]] = defaultdict(list)
        ends: dict[int, list[int]] = defaultdict(list)
        for place, piece in enumerate(plan.pieces):
            for number in piece.rows:
                if number in plan.kept and number not in elsewhere:
                    row = program.rows[number]
                    slots = free[row.kind, row.units]
                    self.first[number] = slots.pop() if slots else self._new(row.kind, row.units)
                    ends[plan.kept[number]].append(number)
            for number in ends[place]:
                row = program.rows[number]
                free[row.kind, row.units].append(self.first[number])

    @property
    def numbers(self) -> int:
        """How many slots hold numbers."""
        return self._length["number"]

    @property
    def truths(self) -> int:
        """How many slots hold truth values."""
        return self._length["truth"]

    def _new(self, kind: str, units: int) -> int:
        first = self._length[kind]
        self._length[kind] = first + units
        return first


class Tables:
    """Constants per unit: each list stands once.

    Attributes:
        values: all of them, one after the other.
    """

    def __init__(self) -> None:
        self.values: list[float] = []
        self._first: dict[tuple[float, ...], int] = {}

    def place(self, values: tuple[float, ...]) -> int:
        """Return where a list begins."""
        if values not in self._first:
            self._first[values] = len(self.values)
            self.values.extend(values)
        return self._first[values]


@dataclass(frozen=True)
class End:
    """A place to which an output is written.

    Attributes:
        array: ``o`` or ``t``.
        first, units: its slots; a single value fills all of them.
    """

    array: str
    first: int
    units: int


def ends(program: Program, layout: Layout) -> dict[int, list[End]]:
    """Return where outputs go, those to the state first.

    What stays as it was goes nowhere, nor does what has no units: others do not find it there.
    """
    found: dict[int, list[End]] = defaultdict(list)
    for key, one in program.outputs.items():
        row = program.rows[one]
        if key[0] not in KEPT or (row.operation == "input" and row.data == key):
            continue
        first, units = layout.state[key]
        if units:
            found[one].append(End("o", first, units))
    for key, one in program.outputs.items():
        if key[0] == "told":
            found[one].append(End("t", *key[1:]))
    return dict(found)


def told_slots(program: Program) -> int:
    """Return how many numbers a program tells the ledger of."""
    return max((sum(key[1:]) for key in program.outputs if key[0] == "told"), default=0)


def stretches(ends: Mapping[int, list[End]]) -> list[tuple[int, int]]:
    """Return the slots of the state that outputs go to, as stretches ``(first, last)``."""
    slots = sorted(
        (end.first, end.first + end.units)
        for found in ends.values()
        for end in found
        if end.array == "o" and end.units
    )
    joined: list[tuple[int, int]] = []
    for first, last in slots:
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
