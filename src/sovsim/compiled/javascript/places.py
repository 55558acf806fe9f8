"""Where each row of a program is read and written in JavaScript."""

from __future__ import annotations

from sovsim.compiled.javascript.expressions import Text, number
from sovsim.compiled.layout import KEPT, Layout
from sovsim.compiled.pieces.memory import End, Scratch, Tables, ends
from sovsim.compiled.pieces.plan import Plan
from sovsim.compiled.program import Program, Row

_ARRAYS = {"forced": "f", "uniform": "u"}


class Places:
    """Where rows stand, as texts that read them and write them.

    Attributes:
        program, plan: what is written.
        ends: number of the row -> places to which it goes as an output.
        scratch: rows that stand nowhere else between the pieces.
        numbers, whole: constants for each unit.
    """

    def __init__(self, program: Program, plan: Plan, layout: Layout) -> None:
        self.program, self.plan, self.layout = program, plan, layout
        self.ends = ends(program, layout)
        held = {one: ends for one, ends in self.ends.items() if ends[0].array == "o"}
        self.scratch = Scratch(program, plan, held)
        self.numbers, self.whole = Tables(), Tables()

    def read(self, one: int) -> Text:
        """Return how a row that another piece worked out, or nobody, is read for unit ``i``."""
        row = self.program.rows[one]
        if row.operation == "constant":
            return number(row.data)
        if row.operation == "vector":
            truth = row.kind == "truth"
            table = self.whole if truth else self.numbers
            return _at("K" if truth else "C", table.place(tuple(map(float, row.data))), row.units)
        return self._held(one, row)

    def taken(self, row: Row) -> Text:
        """Return how unit ``i`` of a row ``take`` is read."""
        (source,) = row.of
        if self.program.rows[source].units == 1:
            return self.read(source)
        array, first = self._place(source)
        if len(set(row.data)) == 1:
            return Text(f"{array}[{first + row.data[0]}]")
        place = f"K[{self.whole.place(tuple(map(float, row.data)))}+i]"
        return Text(f"{array}[{first}+{place}]" if first else f"{array}[{place}]")

    def writes(self, one: int, value: str) -> list[str]:
        """Return the statements that put a row where others, and the next quarter, find it."""
        row = self.program.rows[one]
        found = [_put(end, row.units, value) for end in self.ends.get(one, ())]
        if one in self.scratch.first:
            array = "b" if row.kind == "truth" else "w"
            found.append(_put(End(array, self.scratch.first[one], row.units), row.units, value))
        return found

    def _held(self, one: int, row: Row) -> Text:
        array, first = self._place(one)
        text = _at(array, first, row.units)
        return Text(f"{text.text}!=0", 10) if row.kind == "truth" and array in "sfu" else text

    def _place(self, one: int) -> tuple[str, int]:
        row = self.program.rows[one]
        if row.operation == "vector":
            return "C", self.numbers.place(tuple(map(float, row.data)))
        if row.operation == "input":
            sort = row.data[0]
            if sort in KEPT:
                return "s", self.layout.state[row.data][0]
            table = self.layout.forced if sort == "forced" else self.layout.draws
            return _ARRAYS[sort], table[row.data][0]
        if one in self.scratch.first:
            return "b" if row.kind == "truth" else "w", self.scratch.first[one]
        return "o", self.ends[one][0].first


def _at(array: str, first: int, units: int) -> Text:
    if units == 1:
        return Text(f"{array}[{first}]")
    return Text(f"{array}[{first}+i]" if first else f"{array}[i]")


def _put(end: End, units: int, value: str) -> str:
    if units == 1 and end.units == 0:
        return ""
    if units == 1 and end.units > 1:
        return f"{end.array}.fill({value},{end.first},{end.first + end.units});"
    return f"{_at(end.array, end.first, units).text}={value};"
