"""A group of rows as a function: a loop over units, or straight on for rows of one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sovsim.compiled.llvm.code import BYTES, NUMBERS, TRUTHS, Code, double
from sovsim.compiled.llvm.groups import Group
from sovsim.compiled.llvm.memory import Memory, Spot
from sovsim.compiled.llvm.plain import REDUCTIONS
from sovsim.compiled.llvm.rows import START, worked_out
from sovsim.compiled.program import Key, Kind, Program, Row

SPACES = ("state", "fixed", "scratch", "drawn", "forced", "told")
"""The buffers that a group reads and writes."""

ARGUMENTS = ", ".join([*(f"ptr noalias %{space}" for space in SPACES), "double %step"])
"""Of a group's function."""

CALLED_WITH = ", ".join([*(f"ptr %{space}" for space in SPACES), "double %step"])


@dataclass
class Tables:
    """Constants that differ by unit.

    Attributes:
        lines: their definitions.
    """

    lines: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def doubles(self, values: tuple[float, ...]) -> str:
        """Return the name of a table of numbers."""
        return self._table("double", [double(float(one)) for one in values])

    def offsets(self, units: tuple[int, ...], stride: int) -> str:
        """Return the name of a table of the bytes at which units stand."""
        return self._table("i64", [str(one * stride) for one in units])

    def _table(self, type_: str, values: list[str]) -> str:
        body = ", ".join(f"{type_} {one}" for one in values)
        if body not in self._names:
            name = self._names[body] = f"@table{len(self._names)}"
            self.lines.append(f"{name} = private constant [{len(values)} x {type_}] [{body}]")
        return self._names[body]


class Loop:
    """The function of a group while it is written.

    Args:
        program: a plain one.
        at: the place of an input's key.
    """

    def __init__(
        self,
        program: Program,
        group: Group,
        memory: Memory,
        at: Callable[[Key], Spot],
        tables: Tables,
    ) -> None:
        self.program, self.group, self.memory = program, group, memory
        self.at, self.tables = at, tables
        self.code = Code()
        self.values: dict[int, str] = {}
        self._by_key = {
            row.data: n for n, row in enumerate(program.rows) if row.operation == "input"
        }
        self._written = {number: key for key, number in program.outputs.items()}
        self._sums: list[tuple[int, str]] = []
        self._offsets: dict[int, str] = {}

    def function(self, name: str) -> list[str]:
        """Return the lines of the function."""
        for number in self.group.rows:
            self._row(number)
        body, self.code.lines = self.code.lines, []
        for number, value in self._sums:
            self._keep(number, value, 0)
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
                f"  %sum{n} = phi {_type(rows[n].kind)}"
                f" [ {START[rows[n].operation]}, %entry ], [ {value}, %loop ]"
                for n, value in self._sums
            ),
            f"  %far = mul i64 %unit, {BYTES}",
            "  %near = mul i64 %unit, 8",
            *body,
            "  %next = add i64 %unit, 1",
            f"  %more = icmp ult i64 %next, {self.group.units}",
            "  br i1 %more, label %loop, label %done",
            "done:",
            *after,
            "  ret void",
            "}",
        ]

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
        if number in self._written:
            held = self._by_key.get(self._written[number])
            if held is not None and any(self._reads(other, held) for other in self.group.rows):
                self.value(held)
        self._keep(number, value, row.units)

    def _reads(self, number: int, held: int) -> bool:
        return number not in self.values and held in self.program.rows[number].of

    def _reduced(self, number: int, row: Row) -> str:
        value = self.value(row.of[0])
        if self.group.units == 1:
            return value
        value = worked_out(self.code, row.operation, row.kind, [f"%sum{number}", value], row.kind)
        self._sums.append((number, value))
        return value

    def _keep(self, number: int, value: str, units: int) -> None:
        spot = self.memory.spots.get(number)
        if spot is None:
            return
        address = self._address(spot, units)
        if self.program.rows[number].kind == "truth":
            self.code.store_truth(value, address)
        else:
            self.code.store(value, address)

    def value(self, number: int) -> str:
        """Return the value of a row, read where it is not at hand."""
        if number not in self.values:
            self.values[number] = self._read(number)
        return self.values[number]

    def _read(self, number: int) -> str:
        row = self.program.rows[number]
        if row.operation == "constant":
            if row.kind == "truth":
                return "splat (i1 true)" if row.data else "zeroinitializer"
            return self.code.number(float(row.data))
        if row.operation == "vector":
            table = self.tables.doubles(row.data)
            value = self.code.load(self.code.address(table, "%near"), "double")
            return self._as(row.kind, self.code.alike(value))
        spot = self._spot(number)
        if spot is None:
            return self.code.alike("%step")
        return self._load(row, spot, self._address(spot, row.units))

    def _as(self, kind: Kind, value: str) -> str:
        if kind == "number":
            return value
        return self.code.compare("une", value, self.code.number(0.0))

    def _spot(self, number: int) -> Spot | None:
        row = self.program.rows[number]
        if row.operation != "input":
            return self.memory.spots[number]
        return None if row.data == ("step",) else self.at(row.data)

    def _load(self, row: Row, spot: Spot, address: str) -> str:
        if spot.stride == 8:
            return self.code.alike(self.code.load(address, "double"))
        if row.kind == "truth":
            return self.code.load_truth(address)
        return self.code.load(address)

    def _address(self, spot: Spot, units: int) -> str:
        base = self.code.address(f"%{spot.space}", spot.offset)
        if units <= 1 or self.group.units == 1:
            return base
        return self.code.address(base, {1: "%unit", 8: "%near"}.get(spot.stride, "%far"))

    def _taken(self, row: Row) -> str:
        """Return what stands at other units of a row."""
        source = self.program.rows[row.of[0]]
        if source.operation == "vector":
            data = tuple(source.data[one] for one in row.data)
            table = self.tables.doubles(data)
            value = self.code.load(self.code.address(table, self._near()), "double")
            return self._as(row.kind, self.code.alike(value))
        if source.units == 1:
            return self.value(row.of[0])
        spot = self._spot(row.of[0])
        assert spot is not None
        if self.group.units == 1:
            address = self.code.address(f"%{spot.space}", spot.offset + row.data[0] * spot.stride)
            return self._load(source, spot, address)
        table = self.tables.offsets(row.data, spot.stride)
        far = self.code.load(self.code.address(table, "%near"), "i64")
        return self._load(source, spot, self.code.address(f"%{spot.space}", spot.offset, far))

    def _near(self) -> int | str:
        return "%near" if self.group.units > 1 else 0


def _type(kind: Kind) -> str:
    return NUMBERS if kind == "number" else TRUTHS
