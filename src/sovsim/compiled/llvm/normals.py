"""Normal draws: made of uniform ones as soon as these are drawn, in a loop of their own.

The quantile is the longest of the functions, and each of its steps waits for the one before. Two
slots side by side keep the processor busy, and the function stands in the code once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sovsim.compiled.functions import is_outside, quantile_inside, quantile_outside
from sovsim.compiled.layout import Layout
from sovsim.compiled.llvm.code import BYTES, Code
from sovsim.compiled.llvm.tables import Tables
from sovsim.compiled.pack import LANES
from sovsim.compiled.program import Key, Program, Row

NORMAL = "normal"
"""Sort of key: ``("normal", purpose)`` stands for the quantiles of ``("uniform", purpose)``."""

REST = "rest"
"""Buffer for the draws that are not worked out at once."""

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


def normals(program: Program, layout: Layout) -> Normals:
    """Return the normal draws that a program needs."""
    found = Normals({}, [])
    for row in program.rows:
        source = _uniform(program.rows, row)
        if source is not None and (NORMAL, source[1]) not in found.first:
            found.first[NORMAL, source[1]] = layout.draw_slots + len(found.of)
            slot, units = layout.draws[source]
            found.of.extend(range(slot, slot + units))
    return found


def drawn(program: Program) -> Program:
    """Return a program that reads normal draws instead of working them out."""
    rows = list(program.rows)
    for number, row in enumerate(rows):
        source = _uniform(rows, row)
        if source is not None:
            rows[number] = replace(row, operation="input", of=(), data=(NORMAL, source[1]))
    return Program(tuple(rows), program.outputs)


def _uniform(rows: Sequence[Row], row: Row) -> Key | None:
    """Return the key of the draws of which a row is the quantiles, if it is."""
    if row.operation != "quantile" or rows[row.of[0]].operation != "input":
        return None
    key: Key = rows[row.of[0]].data
    return key if key[0] == "uniform" else None


def fill(found: Normals, draw_slots: int, tables: Tables) -> list[str]:
    """Return the function that fills normal draws of a block, from one to before another, ``fill``.

    Most quantiles are quick. The others, those of `sovsim.compiled.functions.quantile_outside`, are
    put side by side first, so that no time goes into working them out for all.
    """
    stride = (draw_slots + found.slots) * BYTES
    arguments = f"ptr noalias %drawn, ptr noalias %{REST}, i64 %from, i64 %until"
    return [
        f"define internal void @fill({arguments}) noinline {{",
        "entry:",
        f"  br i1 {'true' if found.of else 'false'}, label %each, label %done",
        "each:",
        "  %draw = phi i64 [ %from, %entry ], [ %draw_next, %each_end ]",
        f"  %offset = mul i64 %draw, {stride}",
        "  %begin = getelementptr inbounds i8, ptr %drawn, i64 %offset",
        f"  %to = getelementptr inbounds i8, ptr %begin, i64 {draw_slots * BYTES}",
        f"  %places = getelementptr inbounds i8, ptr %{REST}, i64 {_half(found)}",
        "  br label %inside",
        *_inside(found, tables),
        *_outside(),
        *_spread(),
        "each_end:",
        "  %draw_next = add i64 %draw, 1",
        "  %draw_more = icmp ult i64 %draw_next, %until",
        "  br i1 %draw_more, label %each, label %done",
        "done:",
        "  ret void",
        "}",
        *(
            f"declare <{LANES} x {type_}> @llvm.experimental.vector.compress.v{LANES}{short}"
            f"(<{LANES} x {type_}>, <{LANES} x i1>, <{LANES} x {type_}>)"
            for type_, short in (("double", "f64"), ("i64", "i64"))
        ),
        "declare i8 @llvm.ctpop.i8(i8)",
    ]


def rest_size(found: Normals) -> int:
    """Return the bytes that `fill` needs besides: probabilities, and where they belong."""
    return 2 * _half(found)


def _half(found: Normals) -> int:
    return (found.slots + _TOGETHER) * BYTES


def _inside(found: Normals, tables: Tables) -> list[str]:
    """Return the loop that works out most, and puts aside the others."""
    padded = [*found.of, *found.of[-1:] * (found.slots - len(found.of))]
    table = tables.wholes([one * BYTES for one in padded] or [0])
    code = Code("i", _TOGETHER * LANES)
    slots = code.address(table, code.let("mul i64 %place, 8"))
    narrow = code.of_width(LANES)
    parts = [
        narrow.load(code.address("%begin", code.load(code.address(slots, 8 * number), "i64")))
        for number in range(_TOGETHER)
    ]
    p = code.together(parts)
    code.store(quantile_inside(code, p), code.address("%to", code.let(f"mul i64 %place, {BYTES}")))
    count = "%count"
    for number, part in enumerate(parts):
        count = _collected(narrow, part, f"add i64 %place, {number}", count)
    return [
        "inside:",
        "  %place = phi i64 [ 0, %each ], [ %place_next, %inside ]",
        f"  %count = phi i64 [ 0, %each ], [ {count}, %inside ]",
        *code.lines,
        f"  %place_next = add i64 %place, {_TOGETHER}",
        f"  %place_more = icmp ult i64 %place_next, {found.slots}",
        "  br i1 %place_more, label %inside, label %inside_end",
        "inside_end:",
        f"  %some = icmp ne i64 {count}, 0",
        f"  %whole = add i64 {count}, 0",
        "  br i1 %some, label %outside, label %each_end",
    ]


def _collected(code: Code, p: str, slot: str, count: str) -> str:
    """Put aside those probabilities of a slot that lie outside; return how many there are now."""
    outside = is_outside(code, p)
    first = code.let(f"mul i64 {code.let(slot)}, {LANES}")
    lanes = ", ".join(f"i64 {lane}" for lane in range(LANES))
    places = code.let(f"add {code.wholes} {code.alike(first, 'i64')}, <{lanes}>")
    far = code.let(f"mul i64 {count}, 8")
    for value, base, type_, short in (
        (p, f"%{REST}", code.numbers, "f64"),
        (places, "%places", code.wholes, "i64"),
    ):
        packed = code.let(
            f"call {type_} @llvm.experimental.vector.compress.v{LANES}{short}"
            f"({type_} {value}, {code.truths} {outside}, {type_} poison)"
        )
        code.store(packed, code.address(base, far), type_)
    bits = code.let(f"bitcast {code.truths} {outside} to i8")
    more = code.let(f"call i8 @llvm.ctpop.i8(i8 {bits})")
    return code.let(f"add i64 {count}, {code.let(f'zext i8 {more} to i64')}")


def _outside() -> list[str]:
    """Return the loop that works out those that were put aside."""
    code = Code("o", _TOGETHER * LANES)
    at = code.address(f"%{REST}", code.let("mul i64 %number, 8"))
    code.store(quantile_outside(code, code.load(at)), at)
    return [
        "outside:",
        "  %number = phi i64 [ 0, %inside_end ], [ %number_next, %outside ]",
        *code.lines,
        f"  %number_next = add i64 %number, {_TOGETHER * LANES}",
        "  %number_more = icmp ult i64 %number_next, %whole",
        "  br i1 %number_more, label %outside, label %spread",
    ]


def _spread() -> list[str]:
    """Return the loop that puts them where they belong."""
    code = Code("p")
    far = code.let("mul i64 %one, 8")
    place = code.load(code.address("%places", far), "i64")
    value = code.load(code.address(f"%{REST}", far), "double")
    code.store(value, code.address("%to", code.let(f"mul i64 {place}, 8")), "double")
    return [
        "spread:",
        "  %one = phi i64 [ 0, %outside ], [ %one_next, %spread ]",
        *code.lines,
        "  %one_next = add i64 %one, 1",
        "  %one_more = icmp ult i64 %one_next, %whole",
        "  br i1 %one_more, label %spread, label %each_end",
    ]
