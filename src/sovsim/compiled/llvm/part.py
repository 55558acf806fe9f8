"""One program in LLVM: its prelude, and its quarter as calls of one group after the other."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sovsim.compiled.layout import Layout
from sovsim.compiled.llvm.code import BYTES, Code
from sovsim.compiled.llvm.groups import groups
from sovsim.compiled.llvm.loops import ARGUMENTS, CALLED_WITH, Loop, Setting
from sovsim.compiled.llvm.memory import Memory, Spot, memory
from sovsim.compiled.llvm.normals import NORMAL, Normals, drawn
from sovsim.compiled.llvm.pieces import pieces
from sovsim.compiled.llvm.plain import FIXED, plain, split
from sovsim.compiled.llvm.tables import Tables
from sovsim.compiled.program import Key, Program

TOLD = "told"


@dataclass(frozen=True)
class Part:
    """A program in LLVM: functions ``prelude`` and ``quarter``.

    Attributes:
        lines: their definitions and all that they call.
        fixed: bytes of what the prelude keeps.
        scratch: bytes that they need besides.
    """

    lines: list[str]
    fixed: int
    scratch: int


def part(
    program: Program, late: Container[Key], layout: Layout, extra: Normals, tables: Tables
) -> Part:
    """Return a program in LLVM.

    Args:
        late: outputs that only the last quarters give.
        extra: the normal draws.
    """
    units = {key: key[2] if key[0] == TOLD else layout.state[key][1] for key in program.outputs}
    prelude, quarter = split(plain(drawn(program), units, late))
    fixed: dict[Key, int] = {}
    end = 0
    for key, number in prelude.outputs.items():
        fixed[key] = end
        end += prelude.rows[number].units * BYTES

    def at(key: Key) -> Spot:
        return _spot(key, layout, extra, fixed)

    before, needs_before = _functions(prelude, "prelude", late, at, tables)
    during, needs_during = _functions(quarter, "quarter", late, at, tables)
    return Part([*before, *during], end, max(needs_before, needs_during))


def _spot(key: Key, layout: Layout, extra: Normals, fixed: dict[Key, int]) -> Spot:
    if key[0] == FIXED:
        return Spot("fixed", fixed[key])
    if key[0] == TOLD:
        return Spot("told", key[1] * BYTES)
    if key[0] == NORMAL:
        return Spot("drawn", extra.first[key] * BYTES)
    if key[0] == "uniform":
        return Spot("drawn", layout.draws[key][0] * BYTES)
    if key[0] == "forced":
        return Spot("forced", layout.forced[key][0] * 8, 8)
    return Spot("state", layout.state[key][0] * BYTES)


def _functions(
    program: Program,
    name: str,
    late: Container[Key],
    at: Callable[[Key], Spot],
    tables: Tables,
) -> tuple[list[str], int]:
    """Return a function that calls those of all groups, those before it, and bytes of scratch."""
    found = pieces(program, groups(program, late))
    places = memory(program, found, at)
    setting = Setting(program, places, at, tables)
    lines: list[str] = []
    steps: list[tuple[bool, str]] = []
    for number, group in enumerate(found):
        lines += Loop(setting, group).function(f"{name}_{number}")
        steps.append((group.late, f"  call void @{name}_{number}({CALLED_WITH})"))
    names = {number: key for key, number in program.outputs.items()}
    steps += [(names[number] in late, _moved(program, places, number)) for number in places.staged]
    lines.append(f"define internal void @{name}({ARGUMENTS}, i1 %late) {{")
    for block, (only_late, calls) in enumerate(groupby(steps, key=itemgetter(0))):
        called = [line for _, line in calls]
        if only_late:
            ways = f"label %late{block}, label %after{block}"
            called = [f"  br i1 %late, {ways}", f"late{block}:", *called]
            called += [f"  br label %after{block}", f"after{block}:"]
        lines += called
    return [*lines, "  ret void", "}"], places.size


def _moved(program: Program, places: Memory, number: int) -> str:
    """Return what moves an output from the scratch to the state."""
    code = Code(f"m{number}_")
    held, to = places.spots[number], places.staged[number]
    source = code.address(f"%{held.space}", held.offset)
    target = code.address(f"%{to.space}", to.offset)
    size = program.rows[number].units * BYTES
    code.put(f"  call void @move(ptr {target}, ptr {source}, i64 {size})")
    return "\n".join(code.lines)


def move() -> list[str]:
    """Return the function that moves so many bytes, a multiple of a value's."""
    code = Code("m")
    value = code.load(code.address("%from", "%at"))
    code.store(value, code.address("%to", "%at"))
    return [
        "define internal void @move(ptr noalias %to, ptr noalias %from, i64 %size) noinline {",
        "entry:",
        "  br label %loop",
        "loop:",
        "  %at = phi i64 [ 0, %entry ], [ %next, %loop ]",
        *code.lines,
        f"  %next = add i64 %at, {BYTES}",
        "  %more = icmp ult i64 %next, %size",
        "  br i1 %more, label %loop, label %done",
        "done:",
        "  ret void",
        "}",
    ]
