"""A group of rows as a function: a loop over units, or straight on for rows of one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sovsim.compiled.llvm.code import BYTES, Code
from sovsim.compiled.llvm.groups import Group
from sovsim.compiled.llvm.memory import Memory, Spot
from sovsim.compiled.llvm.plain import REDUCTIONS
from sovsim.compiled.llvm.prefetch import Prefetch
from sovsim.compiled.llvm.rows import START, worked_out
from sovsim.compiled.llvm.tables import Tables
from sovsim.compiled.program import Key, Kind, Program, Row

SPACES = ("state", "fixed", "scratch", "drawn", "forced", "told")
"""The buffers that a group reads and writes."""

ARGUMENTS = ", ".join([*(f"ptr noalias %{space}" for space in SPACES), "double %step"])
"""Of a group's function."""

CALLED_WITH = ", ".join([*(f"ptr %{space}" for space in SPACES), "double %step"])


@dataclass(frozen=True)
class Setting:
    """What the groups of a program have in common.

    Attributes:
        program: a plain one.
        memory: where its rows stand.
        at: the place of an input's key.
        tables: the module's.
    """

    program: Program
    memory: Memory
    at: Callable[[Key], Spot]
    tables: Tables

    @cached_property
    def held(self) -> dict[int, int]:
        """Output -> the input of the same key, whose place it takes."""
        rows = self.program.rows
        inputs = {row.data: n for n, row in enumerate(rows) if row.operation == "input"}
        outputs = self.program.outputs.items()
        return {number: inputs[key] for key, number in outputs if key in inputs}


class Loop:
    """The function of a group while it is written."""

    def __init__(self, setting: Setting, group: Group) -> None:
        self.program, self.group, self.memory = setting.program, group, setting.memory
        self.at, self.tables = setting.at, setting.tables
        self.code = Code()
        self.prefetch = Prefetch(self.code, group.units)
        self.values: dict[int, str] = {}
        self._held = setting.held
        self._reads = {one: n for n in group.rows for one in self.program.rows[n].of}
        self._sums: list[tuple[int, str]] = []

    def function(self, name: str) -> list[str]:
        """Return the lines of the function."""
        for number in self.group.rows:
            self._row(number)
        body = self.code.lines[:]
        self.code.lines.clear()
        for number, value in self._sums:
            self._keep(number, value)
        after = self.code.lines
        head = f"define internal void @{name}({ARGUMENTS}) noinline {{"
        if self.group.units == 1:
            return [head, *body, *after, "  ret void", "}"]
        rows = self.program.rows
        return [
            head,
            "entry:",
            "  br label %loop",
            "loop:",
            "  %unit = phi i64 [ 0, %entry ], [ %next, %loop ]",
            *(
                f"  %sum{n} = phi {self._type(rows[n])}"
                f" [ {START[rows[n].operation]}, %entry ], [ {value}, %loop ]"
                for n, value in self._sums
            ),
            f"  %far = mul i64 %unit, {BYTES}",
            "  %near = mul i64 %unit, 8",
            *self.prefetch.head(),
            *body,
            "  %next = add i64 %unit, 1",
            f"  %more = icmp ult i64 %next, {self.group.units}",
            "  br i1 %more, label %loop, label %done",
            "done:",
            *after,
            "  ret void",
            "}",
        ]

    def value(self, number: int) -> str:
        """Return the value of a row, read where it is not at hand."""
        if number not in self.values:
            self.values[number] = self._read(number)
        return self.values[number]

    def _row(self, number: int) -> None:
        row = self.program.rows[number]
        if row.operation == "take":
            value = self._taken(row)
        elif row.operation in REDUCTIONS:
            value = self._reduced(number, row)
            if self.group.units > 1:
                return
        else:
            of = [self.value(one) for one in row.of]
            last = self.program.rows[row.of[-1]].kind
            value = worked_out(self.code, row.operation, row.kind, of, last)
        self.values[number] = value
        held = self._held.get(number)
        if held is not None and self._reads.get(held, number) > number:
            self.value(held)  # before it is written over
        self._keep(number, value)

    def _reduced(self, number: int, row: Row) -> str:
        value = self.value(row.of[0])
        if self.group.units == 1:
            return value
        of = [f"%sum{number}", value]
        value = worked_out(self.code, row.operation, row.kind, of, row.kind)
        self._sums.append((number, value))
        return value

    def _keep(self, number: int, value: str) -> None:
        spot = self.memory.spots.get(number)
        if spot is None:
            return
        row = self.program.rows[number]
        store = self.code.store_truth if row.kind == "truth" else self.code.store
        store(value, self._address(row, spot))

    def _own(self, row: Row) -> bool:
        """Return whether a row has a value for each unit of the loop."""
        return row.units > 1 and self.group.units > 1

    def _read(self, number: int) -> str:
        row = self.program.rows[number]
        if row.operation == "constant":
            if row.kind == "truth":
                return "splat (i1 true)" if row.data else "zeroinitializer"
            return self.code.number(float(row.data))
        if row.operation == "vector":
            return self._of_table(row.data, row.kind)
        spot = self._spot(number)
        if spot is None:
            return self.code.alike("%step")
        return self._load(row, spot, self._address(row, spot))

    def _taken(self, row: Row) -> str:
        """Return what stands at other units of a row."""
        source = self.program.rows[row.of[0]]
        if source.operation == "vector":
            return self._of_table([source.data[one] for one in row.data], row.kind)
        if source.units == 1:
            return self.value(row.of[0])
        spot = self._spot(row.of[0])
        assert spot is not None
        base = self.code.address(f"%{spot.space}", spot.offset)
        if self.group.units == 1:
            far: int | str = row.data[0] * spot.stride
        else:
            table = self.tables.wholes([one * spot.stride for one in row.data])
            self.prefetch.taken(spot, base, table)
            far = self.code.load(self.code.address(table, "%near"), "i64")
        return self._load(source, spot, self.code.address(base, far))

    def _spot(self, number: int) -> Spot | None:
        """Return where a row stands; None for the step, which is handed over."""
        row = self.program.rows[number]
        if row.operation != "input":
            return self.memory.spots[number]
        return None if row.data == ("step",) else self.at(row.data)

    def _address(self, row: Row, spot: Spot) -> str:
        base = self.code.address(f"%{spot.space}", spot.offset)
        if not self._own(row):
            return base
        self.prefetch.row(spot, base)
        return self.code.address(base, {1: "%unit", 8: "%near"}.get(spot.stride, "%far"))

    def _load(self, row: Row, spot: Spot, address: str) -> str:
        if spot.stride == 8:
            return self.code.alike(self.code.load(address, "double"))
        return self.code.load_truth(address) if row.kind == "truth" else self.code.load(address)

    def _of_table(self, values: Sequence[float], kind: Kind) -> str:
        """Return a constant of each unit, or of all."""
        table = self.tables.numbers(values)
        if len(values) > 1:
            table = self.code.address(table, "%near")
        value = self.code.alike(self.code.load(table, "double"))
        return self.code.compare("une", value, self.code.number(0.0)) if kind == "truth" else value

    def _type(self, row: Row) -> str:
        return self.code.numbers if row.kind == "number" else self.code.truths
