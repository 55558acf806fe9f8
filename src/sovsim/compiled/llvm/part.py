"""One program in LLVM: its prelude, and its quarter as calls of one group after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sovsim.compiled.layout import Layout
from sovsim.compiled.llvm.code import BYTES, Code
from sovsim.compiled.llvm.groups import groups
from sovsim.compiled.llvm.loops import ARGUMENTS, CALLED_WITH, Loop
from sovsim.compiled.llvm.memory import Memory, Spot, memory
from sovsim.compiled.llvm.normals import NORMAL, Normals, drawn
from sovsim.compiled.llvm.pieces import pieces
from sovsim.compiled.llvm.plain import FIXED, plain, split
from sovsim.compiled.llvm.tables import Tables
from sovsim.compiled.program import Key, Program

TOLD = "told"


@dataclass(frozen=True)
class Part:
    """A program in LLVM: functions ``prelude_NAME`` and ``quarter_NAME``.

    Attributes:
        lines: their definitions and all that they call.
        fixed: bytes of what the prelude keeps.
        scratch: bytes that they need besides.
    """

    lines: list[str]
    fixed: int
    scratch: int


def part(
    program: Program,
    name: str,
    layout: Layout,
    extra: Normals,
    tables: Tables,
    fixed_at: int,
) -> Part:
    """Return a program in LLVM.

    Args:
        name: that its functions end with.
        extra: the normal draws.
        fixed_at: bytes at the beginning of what preludes keep that are taken.
    """
    units = {key: key[2] if key[0] == TOLD else layout.state[key][1] for key in program.outputs}
    prelude, quarter = split(plain(drawn(program), units))
    fixed: dict[Key, int] = {}
    end = fixed_at
    for key, number in prelude.outputs.items():
        fixed[key] = end
        end += prelude.rows[number].units * BYTES

    def at(key: Key) -> Spot:
        return _spot(key, layout, extra, fixed)

    before, needs_before = _functions(prelude, f"prelude_{name}", at, tables)
    during, needs_during = _functions(quarter, f"quarter_{name}", at, tables)
    return Part([*before, *during], end - fixed_at, max(needs_before, needs_during))


def told_slots(program: Program) -> int:
    """Return how many numbers a program tells of in a quarter."""
    return max((key[1] + key[2] for key in program.outputs if key[0] == TOLD), default=0)


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
    program: Program, name: str, at: Callable[[Key], Spot], tables: Tables
) -> tuple[list[str], int]:
    """Return a function that calls those of all groups, those before it, and bytes of scratch."""
    found = pieces(program, groups(program))
    places = memory(program, found, at)
    lines: list[str] = []
    for number, group in enumerate(found):
        lines += Loop(program, group, places, at, tables).function(f"{name}_{number}")
    lines.append(f"define internal void @{name}({ARGUMENTS}) {{")
    lines += [f"  call void @{name}_{number}({CALLED_WITH})" for number in range(len(found))]
    lines += _moved(program, places)
    lines.append("}")
    return lines, places.size


def _moved(program: Program, places: Memory) -> list[str]:
    """Return what moves outputs from the scratch to the state."""
    code = Code("m")
    for number, to in places.staged.items():
        held = places.spots[number]
        size = program.rows[number].units * BYTES
        source = code.address(f"%{held.space}", held.offset)
        target = code.address(f"%{to.space}", to.offset)
        code.put(f"  call void @move(ptr {target}, ptr {source}, i64 {size})")
    return [*code.lines, "  ret void"]


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
