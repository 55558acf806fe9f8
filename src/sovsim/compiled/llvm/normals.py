"""Normal draws: made of uniform ones as soon as these are drawn, in a loop of their own.

The quantile is the longest of the functions, and each of its steps waits for the one before. Two
slots side by side keep the processor busy, and the function stands in the code once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sovsim.compiled.layout import Layout
from sovsim.compiled.llvm.code import BYTES, LANES, Code
from sovsim.compiled.llvm.philox import DRAWS
from sovsim.compiled.llvm.tables import Tables
from sovsim.compiled.program import Key, Program

NORMAL = "normal"
"""Sort of key: ``("normal", purpose)`` stands for the quantiles of ``("uniform", purpose)``."""

_TOGETHER = 2


@dataclass(frozen=True)
class Normals:
    """Where normal draws stand, behind the uniform ones of each quarter.

    Attributes:
        first: key -> slot, counted with those of the uniform draws.
        of: slot of the uniform draw of each, from the first on.
    """

    first: dict[Key, int]
    of: list[int]

    @property
    def slots(self) -> int:
        """How many slots they take."""
        return -(-len(self.of) // _TOGETHER) * _TOGETHER


def normals(programs: Iterable[Program], layout: Layout) -> Normals:
    """Return the normal draws that some programs need."""
    found = Normals({}, [])
    for program in programs:
        for row in program.rows:
            source = program.rows[row.of[0]].data if row.operation == "quantile" else None
            if source is None or source[0] != "uniform" or (NORMAL, source[1]) in found.first:
                continue
            found.first[NORMAL, source[1]] = layout.draw_slots + len(found.of)
            slot, units = layout.draws[source]
            found.of.extend(range(slot, slot + units))
    return found


def drawn(program: Program) -> Program:
    """Return a program that reads normal draws instead of working them out."""
    rows = list(program.rows)
    for number, row in enumerate(rows):
        source = rows[row.of[0]].data if row.operation == "quantile" else None
        if source is not None and source[0] == "uniform":
            rows[number] = replace(row, operation="input", of=(), data=(NORMAL, source[1]))
    return Program(tuple(rows), program.outputs)


def fill(found: Normals, draw_slots: int, tables: Tables) -> list[str]:
    """Return the function that fills the normal draws of a block, ``fill``."""
    padded = [*found.of, *found.of[-1:] * (found.slots - len(found.of))]
    table = tables.wholes([one * BYTES for one in padded] or [0])
    stride = (draw_slots + found.slots) * BYTES
    code = Code(width=_TOGETHER * LANES)
    slots = code.address(table, code.let("mul i64 %place, 8"))
    begin = code.address("%drawn", code.let(f"mul i64 %draw, {stride}"))
    narrow = code.of_width(LANES)
    parts = [
        narrow.load(code.address(begin, code.load(code.address(slots, 8 * number), "i64")))
        for number in range(_TOGETHER)
    ]
    value = code.let(
        f"call {code.numbers} @quantile{code.width}({code.numbers} {code.together(parts)})"
    )
    far = code.let(f"mul i64 %place, {BYTES}")
    code.store(value, code.address(begin, draw_slots * BYTES, far))
    return [
        "define internal void @fill(ptr noalias %drawn) noinline {",
        "entry:",
        f"  br i1 {'true' if found.of else 'false'}, label %outer, label %done",
        "outer:",
        "  %draw = phi i64 [ 0, %entry ], [ %draw_next, %outer_end ]",
        "  br label %loop",
        "loop:",
        "  %place = phi i64 [ 0, %outer ], [ %next, %loop ]",
        *code.lines,
        f"  %next = add i64 %place, {_TOGETHER}",
        f"  %more = icmp ult i64 %next, {found.slots}",
        "  br i1 %more, label %loop, label %outer_end",
        "outer_end:",
        "  %draw_next = add i64 %draw, 1",
        f"  %draw_more = icmp ult i64 %draw_next, {DRAWS}",
        "  br i1 %draw_more, label %outer, label %done",
        "done:",
        "  ret void",
        "}",
    ]
