"""Machine code gives the bits that a program gives with NumPy: rows, draws, events, whole runs."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from sovsim.arrays import FloatArray
from sovsim.compiled.evaluate import evaluate
from sovsim.compiled.events import ADDS, FIRST, LAST, STOCK, Events
from sovsim.compiled.layout import Layout, layout
from sovsim.compiled.pack import Job, job
from sovsim.compiled.program import Key, Program, Row
from sovsim.compiled.quarter import measured
from sovsim.noise import CHUNK
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation
from tests.compiled.random_programs import placed, program
from tests.compiled.replay import happen, replay

pytest.importorskip("llvmlite")

from sovsim.compiled import llvm
from sovsim.compiled.llvm import philox, prefetch
from sovsim.compiled.llvm.kernel import module

GROUPS, LANES, STEPS = 2, 8, 40
RUNS = GROUPS * LANES
SEED = (1 << 40) + 3


def no_events() -> Events:
    whole, number = np.zeros(0, np.int64), np.zeros(0)
    return Events(
        cleared=whole,
        until=np.zeros(STEPS + 1, np.int64),
        slot=whole,
        event=whole,
        marks=whole,
        low=number,
        high=number,
        lasts=whole,
        begin=np.zeros((GROUPS, 0, LANES), np.int64),
        size=np.zeros((GROUPS, 0, LANES)),
    )


def made_job(where: Layout, seed: int) -> Job:
    random = np.random.default_rng(seed)
    purposes = [key[1] for key, (_, units) in where.draws.items() for _ in range(units)]
    words = np.stack([random.integers(1 << 32, size=len(purposes)), purposes], 1)
    return Job(
        state=random.normal(size=(GROUPS, where.slots, LANES)),
        seed=SEED,
        runs=random.integers(1 << 30, size=(GROUPS, LANES)),
        words=words.reshape(-1, 2).astype(np.uint64),
        forced=random.integers(-1, 3, size=(STEPS, where.forced_slots)).astype(float),
        events=no_events(),
        late=STEPS,
    )


def drawn(work: Job, slot: int, step: int) -> FloatArray:
    """Return the draws of a slot as `sovsim.noise` makes them, run by run."""
    chunk, quarter = divmod(step, CHUNK)
    word, purpose = (int(one) for one in work.words[slot])
    found = []
    for run in work.runs.reshape(-1):
        counter = [int(run) * (CHUNK // 4), word, purpose, chunk]
        bits = np.random.Philox(key=[work.seed, 0], counter=counter)
        found.append(np.random.Generator(bits).random(quarter + 1)[-1])
    return np.maximum(found, 2.0**-54)


def rows_of(state: FloatArray, slot: int, units: int) -> FloatArray:
    return state[:, slot : slot + units].transpose(0, 2, 1).reshape(RUNS, units)


def stepped(made: Program, where: Layout, work: Job, step: int) -> dict[Key, FloatArray]:
    """Return what a program gives in a quarter of a job, by NumPy."""
    inputs = {key: rows_of(work.state, *place) for key, place in where.state.items()}
    for key, (slot, units) in where.draws.items():
        columns = [drawn(work, slot + unit, step) for unit in range(units)]
        inputs[key] = np.stack(columns, 1) if columns else np.zeros((RUNS, 0))
    for key, (slot, units) in where.forced.items():
        inputs[key] = work.forced[step, slot : slot + units][np.newaxis]
    inputs["step",] = np.full((1, 1), float(step))
    return evaluate(made, inputs)


def put(numbers: FloatArray, slot: int, units: int, value: FloatArray) -> None:
    """Write a row into slots, ``(group, slot, lane)``."""
    whole = np.broadcast_to(value, (RUNS, units)).reshape(GROUPS, LANES, units)
    numbers[:, slot : slot + units] = whole.transpose(0, 2, 1)


def same(found: FloatArray, wanted: FloatArray) -> None:
    np.testing.assert_array_equal(found, wanted)
    here = ~np.isnan(wanted)
    np.testing.assert_array_equal(np.signbit(found[here]), np.signbit(wanted[here]))


def check(seed: int, length: int, cpu: str | None = None) -> None:
    """Hold a quarter against NumPy's, of a program, and of the half of it that early ones give."""
    late, step = program(seed, length), 21
    early = late.needed(list(late.outputs)[::2])
    where = placed(late)
    kernel = llvm.load(llvm.build(early, late, where, cpu=cpu))
    for made, begin in ((early, STEPS), (late, step)):
        work = replace(made_job(where, seed), late=begin)
        before, state = work.state.copy(), work.state.copy()
        told, ledger = (np.zeros((GROUPS, 1, kernel.shape.told, LANES)) for _ in range(2))
        for key, value in stepped(made, where, work, step).items():
            if key[0] == "told":
                put(ledger[:, 0], *key[1:], value)
            else:
                put(state, *where.state[key], value)
        kernel.run(work, step, step + 1, told)
        same(work.state, state)
        same(told, ledger)
        assert not np.array_equal(work.state, before), "the program moves nothing"


def test_a_random_program_gives_the_bits_of_numpy() -> None:
    check(0, 120)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 25))
def test_random_programs_give_the_bits_of_numpy(seed: int) -> None:
    check(seed, 400)


@pytest.mark.slow
@pytest.mark.parametrize("cpu", ["x86-64", "x86-64-v3", "x86-64-v4"])
@pytest.mark.parametrize("seed", [30, 31])
def test_bits_are_the_same_for_every_width_of_vectors(cpu: str, seed: int) -> None:
    if "x86_64" not in llvm.host() or (cpu == "x86-64-v4" and "+avx512vl" not in llvm.host()):
        pytest.skip("not such a processor")
    check(seed, 400, cpu)


def asked(made: Program) -> int:
    """Return how often a kernel asks for a line ahead, by its text."""
    return module(made, made, placed(made)).text.count("call void @llvm.prefetch")


def test_lines_asked_for_ahead_change_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not asked(program(0, 120)), "small regions lie near enough"
    monkeypatch.setattr(prefetch, "LARGE", 2)
    assert asked(program(0, 120)) > 10
    check(0, 120)


@functools.cache
def counting() -> tuple[Program, Program, Layout]:
    """Return programs that keep draws and a quantile and add up steps; the late one by tens too."""
    rows = [
        Row("input", (), 3, data=("uniform", 7)),
        Row("input", (), 1, data=("uniform", 65)),
        Row("quantile", (0,), 3),
        Row("input", (), 1, data=("step",)),
        Row("input", (), 3, data=("total", "steps", 0)),
        Row("input", (), 1, data=("total", "tens", 0)),
        Row("constant", (), 1, data=10.0),
        Row("multiply", (3, 6)),
        Row("add", (3, 4), 3),
        Row("sum", (8,)),
        Row("add", (7, 5)),
        Row("add", (10, 9)),
    ]
    kept: dict[Key, int] = {("world", "a", ()): 0, ("world", "b", ()): 1, ("world", "c", ()): 2}
    both = {**kept, ("total", "steps", 0): 8}
    early = Program(tuple(rows), both).needed()
    late = Program(tuple(rows), {**both, ("total", "tens", 0): 11}).needed()
    return early, late, layout([early, late])


@functools.cache
def counted() -> llvm.Kernel:
    return llvm.load(llvm.build(*counting()))


def test_quarters_follow_each_other_with_their_own_draws_and_programs() -> None:
    early, late, where = counting()
    kernel = counted()
    work = replace(made_job(where, 1), late=33)
    wanted = work.state.copy()
    for first, last in ((0, 2), (2, 19), (19, STEPS)):
        kernel.run(work, first, last)
        state = replace(work, state=wanted)
        for step in range(first, last):
            given = stepped(late if step >= work.late else early, where, state, step)
            for key, value in given.items():
                put(wanted, *where.state[key], value)
        same(work.state, wanted)


def test_runs_do_not_change_with_what_stands_beside_them() -> None:
    where, kernel = counting()[2], counted()
    both, turned = made_job(where, 1), made_job(where, 1)
    turned = replace(turned, state=turned.state[::-1, :, ::-1], runs=turned.runs[::-1, ::-1])
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda one: kernel.run(one, 0, STEPS), (both, turned)))
    np.testing.assert_array_equal(both.state, turned.state[::-1, :, ::-1])


def happening(slots: int) -> Events:
    """Return events of every kind, several to a slot, in force here and there."""
    random = np.random.default_rng(5)
    kinds = [0, ADDS, STOCK, STOCK | ADDS]
    rows: list[tuple[int, int, int, float, float]] = []
    until = [0]
    for _ in range(STEPS):
        for slot in random.permutation(slots)[: slots // 2]:
            events = random.integers(6, size=random.integers(1, 4))
            stock = int(random.integers(2)) * STOCK
            for place, event in enumerate(events):
                marks = (kinds[int(random.integers(4))] & ADDS) | stock
                marks |= FIRST * (place == 0) | LAST * (place == len(events) - 1)
                rows.append((int(slot), int(event), marks, -0.5, 0.7))
        until.append(len(rows))
    slot, event, marks, low, high = (np.array(column) for column in zip(*rows, strict=True))
    return Events(
        cleared=np.array([0, slots - 1]),
        until=np.array(until),
        slot=slot,
        event=event,
        marks=marks,
        low=low,
        high=high,
        lasts=random.integers(1, 9, size=6),
        begin=random.integers(STEPS, size=(GROUPS, 6, LANES)),
        size=random.normal(size=(GROUPS, 6, LANES)),
    )


def test_events_change_what_they_change_for_numpy() -> None:
    early, _, where = counting()
    kernel = counted()
    work = replace(made_job(where, 1), events=happening(where.slots))
    wanted = replace(work, state=work.state.copy())
    for step in range(20):
        happen(wanted.state, wanted.events, step)
        for key, value in stepped(early, where, wanted, step).items():
            put(wanted.state, *where.state[key], value)
    kernel.run(work, 0, 20)
    same(work.state, wanted.state)


def test_a_quarter_that_gives_something_else_in_the_end_is_refused() -> None:
    early, late, where = counting()
    other = replace(late, outputs={**late.outputs, ("world", "a", ()): 2})
    with pytest.raises(ValueError, match="not the same early and late"):
        llvm.build(early, other, where)


def test_a_compiler_that_lacks_an_operation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    known = philox.draw

    def renamed(slots: int, stride: int) -> list[str]:
        return [line.replace("@llvm.umin", "@llvm.nothing") for line in known(slots, stride)]

    monkeypatch.setattr(philox, "draw", renamed)
    with pytest.raises(llvm.CannotBuild, match=r"umin|llvm\.nothing"):
        llvm.build(*counting())


def test_what_is_no_machine_code_or_does_not_fit_is_refused() -> None:
    for wrong in (b"", b"nothing at all" * 20, b"sovsim 1"):
        with pytest.raises(llvm.BadCode):
            llvm.load(wrong)
    kernel, work = counted(), made_job(counting()[2], 1)
    fewer: npt.NDArray[np.float64] = work.state[:, :-1]
    with pytest.raises(ValueError, match="state: shape"):
        kernel.run(replace(work, state=fewer), 0, 1)
    with pytest.raises(ValueError, match="steps 0 to 41"):
        kernel.run(work, 0, STEPS + 1)
    with pytest.raises(ValueError, match="words: float"):
        kernel.run(replace(work, words=work.words.astype(np.float32)), 0, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("csto-kazakhstan-2022", ()),
        ("synthetic-region", ("scenario.region=synthetic-150-0", "scenario.end=1994Q4")),
    ],
)
def test_whole_runs_give_the_bits_of_numpy(name: str, settings: tuple[str, ...]) -> None:
    scenario = load_scenario(name).with_settings(settings)
    programs = measured(scenario)
    simulation = Simulation.prepare(scenario, seed=4, runs=range(11))
    by_kernel, by_numpy = job(simulation, programs.layout), job(simulation, programs.layout)
    kernel = llvm.load(llvm.build(programs.early, programs.late, programs.layout))
    kernel.run(by_kernel, 0, scenario.steps)
    replay(programs, simulation, by_numpy, 0, scenario.steps)
    same(by_kernel.state, by_numpy.state)
