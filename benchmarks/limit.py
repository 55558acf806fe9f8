"""What a core could do at best with the operations of a quarter, measured on the core itself.

Each operation that a quarter is made of is timed alone, by machine code of the same generator, on
vectors that never leave the registers and do not wait for each other: nothing is read, written,
spilled or called. The sum over the operations of the program is what a kernel cannot go below
without other arithmetic. Additions, multiplications, comparisons, choices and logic count alike;
what units take from each other counts nothing; draws are Philox's, as many as the program reads.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import llvmlite.binding as llvm
import numpy as np
from common import spent

from sovsim.compiled.llvm import philox
from sovsim.compiled.llvm.build import _machine, _optimise
from sovsim.compiled.llvm.code import BYTES, LANES, Code
from sovsim.compiled.llvm.plain import LEAVES, plain, split
from sovsim.compiled.llvm.rows import functions, worked_out
from sovsim.compiled.pack import aligned
from sovsim.compiled.quarter import measured
from sovsim.scenario import Scenario

COSTLY = ("exponential", "logarithm", "logistic", "quantile", "divide", "root")
"""Operations that are timed one by one; all others are as quick as an addition."""

FREE = ("copy", "take")
PLAIN, UNIFORM = "plain", "uniform"
SIDE_BY_SIDE, SLOTS = 12, 64


@dataclass(frozen=True)
class Limit:
    """What a state costs in a quarter at best.

    Attributes:
        costs: operation -> nanoseconds for one number.
        counts: operation -> how many a state's quarter takes.
    """

    costs: dict[str, float]
    counts: dict[str, float]

    @property
    def parts(self) -> dict[str, float]:
        """Nanoseconds of a state's quarter by operation."""
        return {name: count * self.costs[name] for name, count in self.counts.items()}

    @property
    def nanoseconds(self) -> float:
        """Nanoseconds of a state's quarter."""
        return sum(self.parts.values())


def limit(scenario: Scenario, times: int = 100_000) -> Limit:
    """Return the limit of a scenario's quarters on this core.

    Args:
        times: passes of each loop that is timed.
    """
    return Limit(costs(times), counts(scenario))


def counts(scenario: Scenario) -> dict[str, float]:
    """Return how often a state's quarter takes each operation; what lasts for a run is left out."""
    made = measured(scenario)
    units = {key: made.layout.state[key][1] for key in made.early.outputs}
    _, program = split(plain(made.early, units))
    found: Counter[str] = Counter()
    for row in program.rows:
        if row.operation in LEAVES or row.operation in FREE:
            continue
        size = max(row.units, *(program.rows[one].units for one in row.of))
        found[row.operation if row.operation in COSTLY else PLAIN] += size
    found[UNIFORM] = made.layout.draw_slots
    return {name: count / len(scenario.region.codes) for name, count in found.items()}


def costs(times: int) -> dict[str, float]:
    """Return the nanoseconds of each operation on one number, the least of several tries."""
    lines = [
        *functions(),
        *philox.draw(SLOTS, SLOTS * BYTES),
        *_loop(PLAIN, SIDE_BY_SIDE, _changed),
    ]
    for name in COSTLY:
        lines += _costly(name)
    engine = _loaded("\n".join(lines))
    buffer = aligned((4 * SIDE_BY_SIDE, LANES))
    buffer[...] = np.linspace(0.1, 0.9, buffer.size).reshape(buffer.shape)

    def least(name: str, numbers: int) -> float:
        type_ = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint64)
        loop = type_(engine.get_function_address(name))
        tries = [spent(lambda: loop(buffer.ctypes.data, times)) for _ in range(5)]
        return 1e9 * min(tries) / (times * numbers)

    found = {PLAIN: least("loop_plain", 2 * SIDE_BY_SIDE * LANES)}
    for name in COSTLY:
        # Each pass makes a number to work on and adds up the result: three plain operations.
        found[name] = least(f"loop_{name}", 4 * LANES) - 3.0 * found[PLAIN]
    found[UNIFORM] = _uniform(engine, max(times // 50, 1))
    return found


def _costly(name: str) -> list[str]:
    """Return a loop over numbers that change from pass to pass, four at once."""

    def work(code: Code, value: str) -> str:
        of = [code.number(1.1), value] if name == "divide" else [value]
        return worked_out(code, name, "number", of, "number")

    return _loop(name, 4, _changed, work)


def _changed(code: Code, value: str) -> str:
    return code.add(code.multiply(value, code.number(0.999)), code.number(0.0005))


def _loop(
    name: str,
    many: int,
    change: Callable[[Code, str], str],
    work: Callable[[Code, str], str] | None = None,
) -> list[str]:
    """Return a function that does its work so many times in a row, all in registers.

    Args:
        many: vectors that stand side by side.
        change: makes a vector of the next pass.
        work: what is timed; what it gives is added up.
    """
    before, code, after = Code("b"), Code("l"), Code("a")
    heads, ends = [], []
    for number in range(many if work is None else 2 * many):
        begin = before.load(before.address("%at", number * BYTES))
        here = f"%x{number}"
        if number < many:
            value = change(code, here)
        else:
            assert work is not None
            value = code.add(here, work(code, f"%x{number - many}"))
        heads.append(f"  {here} = phi {code.numbers} [ {begin}, %entry ], [ {value}, %loop ]")
        ends.append(value)
    for number, value in enumerate(ends):
        after.store(value, after.address("%at", number * BYTES))
    return [
        f"define void @loop_{name}(ptr %at, i64 %times) {{",
        "entry:",
        *before.lines,
        "  br label %loop",
        "loop:",
        "  %n = phi i64 [ 0, %entry ], [ %next, %loop ]",
        *heads,
        *code.lines,
        "  %next = add i64 %n, 1",
        "  %more = icmp ult i64 %next, %times",
        "  br i1 %more, label %loop, label %done",
        "done:",
        *after.lines,
        "  ret void",
        "}",
    ]


def _uniform(engine: llvm.ExecutionEngine, times: int) -> float:
    drawn = aligned((philox.DRAWS, SLOTS, LANES))
    words = aligned((SLOTS, 2), np.uint64)
    words[...] = np.arange(2 * SLOTS).reshape(SLOTS, 2)
    runs = aligned((LANES,), np.int64)
    runs[...] = np.arange(LANES)
    whole = ctypes.c_uint64
    type_ = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 3, whole, whole, whole)
    draw = type_(engine.get_function_address("draw"))
    places = [one.ctypes.data for one in (drawn, words, runs)]

    def work() -> None:
        for number in range(times):
            draw(*places, 7, number, 0)

    return 1e9 * min(spent(work) for _ in range(5)) / (times * drawn.size)


def _loaded(text: str) -> llvm.ExecutionEngine:
    """Return machine code of the same settings as a kernel's."""
    machine = _machine(None, "")
    parsed = llvm.parse_assembly(text.replace("define internal void @draw", "define void @draw"))
    parsed.triple = machine.triple
    parsed.data_layout = str(machine.target_data)
    _optimise(parsed, machine)
    engine = llvm.create_mcjit_compiler(parsed, machine)
    engine.finalize_object()
    return engine
