"""Events in LLVM: records applied at the start of a quarter, see `sovsim.compiled.events`."""

from __future__ import annotations

from sovsim.compiled.events import ADDS, FIRST, STOCK
from sovsim.compiled.llvm.code import BYTES, Code

SHARED = ("until", "slot", "event", "marks", "low", "high", "lasts", "cleared")
"""Arrays of `sovsim.compiled.events.Events` that all runs share."""

OF_RUNS = ("begin", "size")
"""Those of each group, eight runs side by side."""

ARGUMENTS = ", ".join(
    ["ptr noalias %state", "i64 %step", "i64 %clear", *(f"ptr %{one}" for one in SHARED + OF_RUNS)]
)


def events() -> list[str]:
    """Return the function that applies the events of a quarter, ``events``."""
    return [
        f"define internal void @events({ARGUMENTS}) noinline {{",
        "entry:",
        "  %none = icmp eq i64 %clear, 0",
        "  br i1 %none, label %records, label %clearing",
        *_clearing(),
        *_records(),
        "done:",
        "  ret void",
        "}",
    ]


def _clearing() -> list[str]:
    code = Code("c")
    slot = code.load(code.address("%cleared", code.let("mul i64 %place, 8")), "i64")
    code.store(code.number(0.0), code.address("%state", code.let(f"mul i64 {slot}, {BYTES}")))
    return [
        "clearing:",
        "  %place = phi i64 [ 0, %entry ], [ %place_next, %clearing ]",
        *code.lines,
        "  %place_next = add i64 %place, 1",
        "  %place_more = icmp ult i64 %place_next, %clear",
        "  br i1 %place_more, label %clearing, label %records",
    ]


def _records() -> list[str]:
    first = Code("b")
    due = first.address("%until", first.let("mul i64 %step, 8"))
    begin, end = first.load(due, "i64"), first.load(first.address(due, 8), "i64")
    now = first.alike("%step", "i64")
    some = first.let(f"icmp ult i64 {begin}, {end}")
    code = Code("e")
    before, after = _record(code, now)
    return [
        "records:",
        *first.lines,
        f"  br i1 {some}, label %record, label %done",
        "record:",
        f"  %number = phi i64 [ {begin}, %records ], [ %number_next, %record ]",
        f"  %before = phi {code.numbers} [ zeroinitializer, %records ], [ {before}, %record ]",
        f"  %sum = phi {code.numbers} [ zeroinitializer, %records ], [ {after}, %record ]",
        *code.lines,
        "  %number_next = add i64 %number, 1",
        f"  %number_more = icmp ult i64 %number_next, {end}",
        "  br i1 %number_more, label %record, label %done",
    ]


def _record(code: Code, now: str) -> tuple[str, str]:
    """Return the value of a slot before its events, and after those so far."""
    near = code.let("mul i64 %number, 8")
    slot, event, marks = (
        code.load(code.address(f"%{name}", near), "i64") for name in ("slot", "event", "marks")
    )
    at = code.address("%state", code.let(f"mul i64 {slot}, {BYTES}"))
    held, first = code.load(at), _mark(code, marks, FIRST)
    before = code.let(f"select i1 {first}, {code.numbers} {held}, {code.numbers} %before")
    so_far = code.let(f"select i1 {first}, {code.numbers} {held}, {code.numbers} %sum")
    far = code.let(f"mul i64 {event}, {BYTES}")
    size, begin = (
        code.load(code.address("%size", far)),
        code.load(code.address("%begin", far), code.wholes),
    )
    more = code.add(size, before)
    adds = _mark(code, marks, ADDS)
    wanted = code.let(f"select i1 {adds}, {code.numbers} {more}, {code.numbers} {size}")
    lasts = code.load(code.address("%lasts", code.let(f"mul i64 {event}, 8")), "i64")
    end = code.let(f"add {code.wholes} {begin}, {code.alike(lasts, 'i64')}")
    begun = code.let(f"icmp sle {code.wholes} {begin}, {now}")
    active = code.let(
        f"and {code.truths} {begun}, {code.let(f'icmp slt {code.wholes} {now}, {end}')}"
    )
    change = code.subtract(wanted, before)
    added = code.add(so_far, code.where(active, change, code.number(0.0)))
    put = code.where(active, code.add(before, change), so_far)
    stock = _mark(code, marks, STOCK)
    after = code.let(f"select i1 {stock}, {code.numbers} {added}, {code.numbers} {put}")
    low = code.alike(code.load(code.address("%low", near), "double"))
    high = code.alike(code.load(code.address("%high", near), "double"))
    above = code.where(code.less(low, after), after, low)
    bound = code.where(code.less(above, high), above, high)
    # Between the records of a slot the sum is handed on; only what the last writes stays.
    code.store(code.let(f"select i1 {stock}, {code.numbers} {bound}, {code.numbers} {after}"), at)
    return before, after


def _mark(code: Code, marks: str, mark: int) -> str:
    return code.let(f"icmp ne i64 {code.let(f'and i64 {marks}, {mark}')}, 0")
