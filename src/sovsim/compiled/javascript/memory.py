"""Where rows that another piece reads are held meanwhile; slots are used again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container

from sovsim.compiled.javascript.plan import Plan
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
