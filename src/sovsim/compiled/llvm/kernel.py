"""The whole module: quarters from one step to another, group of runs by group of runs."""

from __future__ import annotations

from dataclasses import dataclass

from sovsim.compiled.layout import Layout
from sovsim.compiled.llvm import events, philox, prefetch
from sovsim.compiled.llvm.code import BYTES, Code
from sovsim.compiled.llvm.loops import SPACES
from sovsim.compiled.llvm.normals import REST, fill, normals, rest_size
from sovsim.compiled.llvm.part import move, part
from sovsim.compiled.llvm.rows import functions
from sovsim.compiled.llvm.tables import Tables
from sovsim.compiled.pack import LANES
from sovsim.compiled.pieces.memory import told_slots
from sovsim.compiled.program import Key, Program
from sovsim.compiled.union import union

NUMBERED = ("groups", "seed", "first", "last", "late", "events", "clear")
POINTED = ("state", "work", "forced", "words", "runs", "told", *events.SHARED, *events.OF_RUNS)
JOB = (*NUMBERED, *POINTED)
"""What a kernel is handed: whole numbers, then addresses, in this order."""


@dataclass(frozen=True)
class Module:
    """LLVM's text of a kernel.

    Attributes:
        text: all of it.
        work: bytes of memory that a call needs besides what it is handed.
        told: numbers that it tells of in a quarter.
    """

    text: str
    work: int
    told: int


@dataclass(frozen=True)
class _Work:
    """Bytes at which the parts of the memory begin that a call needs; and of a quarter's draws."""

    scratch: int
    drawn: int
    rest: int
    size: int
    of_quarter: int


def module(early: Program, late: Program, layout: Layout) -> Module:
    """Return the module of two programs of a quarter; see `sovsim.compiled.llvm.build`."""
    both, only_late = _both(early, late)
    tables = Tables()
    extra = normals(both, layout)
    slots = layout.draw_slots + extra.slots
    filling = fill(extra, layout.draw_slots, tables)
    rules = part(both, only_late, layout, extra, tables)
    drawn = rules.fixed + rules.scratch
    rest = drawn + philox.DRAWS * slots * BYTES
    work = _Work(rules.fixed, drawn, rest, rest + rest_size(extra), slots * BYTES)
    told = told_slots(both)
    lines = [
        *tables.lines,
        *functions(),
        prefetch.declared(),
        *rules.lines,
        *move(),
        *philox.draw(layout.draw_slots, slots * BYTES),
        *filling,
        *events.events(),
        *_kernel(layout, told, work),
    ]
    return Module("\n".join(lines) + "\n", work.size, told)


def _both(early: Program, late: Program) -> tuple[Program, set[Key]]:
    """Return two programs as one, and the outputs that only the second gives."""
    first, both = union([early]), union([early, late])
    for key, number in first.outputs.items():
        if both.outputs[key] != number or key not in late.outputs:
            raise ValueError(f"{key}: not the same early and late")
    return both, set(late.outputs) - set(early.outputs)


def _kernel(layout: Layout, told: int, work: _Work) -> list[str]:
    start = Code("j")
    for number, name in enumerate(JOB):
        type_ = "i64" if name in NUMBERED else "ptr"
        place = start.address("%job", 8 * number)
        start.put(f"  %{name} = load {type_}, ptr {place}, align 8")
    start.put("  %steps = sub i64 %last, %first")
    some = start.let("icmp ult i64 %first, %last")
    some = start.let(f"and i1 {some}, {start.let('icmp ne i64 %groups, 0')}")
    return [
        "define void @kernel(ptr noalias %job) {",
        "entry:",
        *start.lines,
        f"  br i1 {some}, label %group, label %done",
        *_group(layout, told, work),
        *_step(layout, told, work),
        "  %group_next = add i64 %number, 1",
        "  %group_more = icmp ult i64 %group_next, %groups",
        "  br i1 %group_more, label %group, label %done",
        "done:",
        "  ret void",
        "}",
    ]


def _group(layout: Layout, told: int, work: _Work) -> list[str]:
    code = Code("g")
    events_here = code.let(f"mul i64 {code.let('mul i64 %number, %events')}, {BYTES}")
    for name, base, offset in (
        ("state_here", "%state", code.let(f"mul i64 %number, {layout.slots * BYTES}")),
        ("runs_here", "%runs", code.let(f"mul i64 %number, {8 * LANES}")),
        *((f"{name}_here", f"%{name}", events_here) for name in events.OF_RUNS),
    ):
        code.put(f"  %{name} = getelementptr inbounds i8, ptr {base}, i64 {offset}")
    told_here = code.let(f"mul i64 {code.let('mul i64 %number, %steps')}, {told * BYTES}")
    code.put(f"  %told_here = getelementptr inbounds i8, ptr %told, i64 {told_here}")
    for name, place in (("scratch", work.scratch), ("drawn", work.drawn), (REST, work.rest)):
        code.put(f"  %{name} = getelementptr inbounds i8, ptr %work, i64 {place}")
    buffers = _buffers("%state_here", "%work", "%scratch", "%drawn", "%forced", "%told_here")
    code.put(f"  call void @prelude({buffers}, double 0.0, i1 true)")
    return [
        "group:",
        "  %number = phi i64 [ 0, %entry ], [ %group_next, %step_done ]",
        *code.lines,
        "  br label %step",
    ]


def _step(layout: Layout, told: int, work: _Work) -> list[str]:
    draws = Code("d")
    chunk, block = draws.let("lshr i64 %now, 4"), draws.let("lshr i64 %now, 2")
    block = draws.let(f"and i64 {block}, 3")
    draws.put(
        "  call void @draw(ptr %drawn, ptr %words, ptr %runs_here,"
        f" i64 %seed, i64 {chunk}, i64 {block})"
    )
    wanted = draws.let(f"add i64 {draws.let('sub i64 %last, %now')}, %quarter")
    until = draws.let(f"call i64 @llvm.umin.i64(i64 {wanted}, i64 {philox.DRAWS})")
    draws.put(f"  call void @fill(ptr %drawn, ptr %{REST}, i64 %quarter, i64 {until})")
    code = Code("s")
    arrays = [f"ptr %{one}" for one in events.SHARED]
    arrays += [f"ptr %{one}_here" for one in events.OF_RUNS]
    happening = ", ".join(["ptr %state_here", "i64 %now", "i64 %clear", *arrays])
    code.put(f"  call void @events({happening})")
    drawn = code.let(f"mul i64 {code.let('and i64 %now, 3')}, {work.of_quarter}")
    forced = code.let(f"mul i64 %now, {layout.forced_slots * 8}")
    passed = code.let(f"mul i64 {code.let('sub i64 %now, %first')}, {told * BYTES}")
    buffers = _buffers(
        "%state_here",
        "%work",
        "%scratch",
        code.address("%drawn", drawn),
        code.address("%forced", forced),
        code.address("%told_here", passed),
    )
    step = code.let("sitofp i64 %now to double")
    late = code.let("icmp uge i64 %now, %late")
    code.put(f"  call void @quarter({buffers}, double {step}, i1 {late})")
    return [
        "step:",
        "  %now = phi i64 [ %first, %group ], [ %step_next, %drawn_yet ]",
        "  %quarter = and i64 %now, 3",
        "  %begins = icmp eq i64 %quarter, 0",
        "  %starts_now = icmp eq i64 %now, %first",
        "  %drawing = or i1 %begins, %starts_now",
        "  br i1 %drawing, label %draw, label %drawn_yet",
        "draw:",
        *draws.lines,
        "  br label %drawn_yet",
        "drawn_yet:",
        *code.lines,
        "  %step_next = add i64 %now, 1",
        "  %step_more = icmp ult i64 %step_next, %last",
        "  br i1 %step_more, label %step, label %step_done",
        "step_done:",
    ]


def _buffers(*values: str) -> str:
    return ", ".join(f"ptr {one}" for _, one in zip(SPACES, values, strict=True))
