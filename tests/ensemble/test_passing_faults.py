"""A fault that passes is no result: nothing is stored for that run, and the same call does it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sovsim.cli import main
from sovsim.ensemble import Results, load_results, run_ensemble, worker
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.executor import PATIENCE
from sovsim.ensemble.faults import RunsMissing, WorkersLost, is_own
from sovsim.ensemble.worker import BlockResult, Task
from tests.ensemble.ensembles import SHORT, same, toy
from tests.shared import rest_slow

BAD = 17
PASSING = [
    MemoryError("Unable to allocate 3 GiB"),
    OSError(28, "No space left on device"),
    ConnectionResetError("peer"),
    ImportError("No module named 'scipy'"),
    RuntimeError("can't start new thread"),
    RecursionError("maximum recursion depth exceeded"),
    EOFError("Ran out of input"),
    pickle.PicklingError("cannot pickle"),
    BrokenProcessPool("a child died"),
    TypeError("a fault of the program"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "in a file"),
]
OWN = [
    FloatingPointError("overflow"),
    ZeroDivisionError("nothing to divide by"),
    ValueError("no such rung"),
    IndexError("index 9 is out of bounds"),
    KeyError("KAZ"),
]

Fail = Callable[[BaseException, int], list[int]]


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Let the cell 17 fail so many times; the list that is handed out counts."""
    computed = worker._computed

    def prepare(error: BaseException, times: int) -> list[int]:
        failed: list[int] = []

        def flaky(task: Task) -> BlockResult:
            if BAD in task.cells and len(failed) < times:
                failed.append(len(task.cells))
                raise error
            return computed(task)

        monkeypatch.setattr(worker, "_computed", flaky)
        return failed

    return prepare


@pytest.fixture
def crew() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as made:
        yield made


@pytest.fixture(scope="module")
def whole() -> Results:
    return run_ensemble(toy(), 30)


@pytest.mark.parametrize("error", rest_slow(PASSING, 3), ids=lambda error: type(error).__name__)
def test_nothing_is_stored_and_the_same_call_does_it(
    error: BaseException, fail: Fail, tmp_path: Path, whole: Results
) -> None:
    _ends_and_goes_on(error, RunsMissing, fail, tmp_path, whole)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "ends"),
    [(PASSING[0], RunsMissing), (PASSING[1], RunsMissing), (PASSING[8], WorkersLost)],
    ids=lambda value: type(value).__name__,
)
def test_it_is_the_same_where_others_compute(
    error: BaseException,
    ends: type[Exception],
    fail: Fail,
    tmp_path: Path,
    whole: Results,
    crew: ThreadPoolExecutor,
) -> None:
    _ends_and_goes_on(error, ends, fail, tmp_path, whole, crew)


def _ends_and_goes_on(
    error: BaseException,
    ends: type[Exception],
    fail: Fail,
    tmp_path: Path,
    whole: Results,
    executor: Any = None,
) -> None:
    failed = fail(error, 10**6)
    with pytest.raises(ends) as told:
        run_ensemble(toy(), 30, out=tmp_path, executor=executor, block=15)
    assert failed
    lines = str(told.value).splitlines()
    assert len(lines) <= 3
    assert type(error).__name__ in lines[0]
    assert f"of 30 runs are still to be done in {tmp_path}; the same command" in lines[-1]
    results = load_results(tmp_path)
    assert BAD not in set(results.metrics["run"]) if results.done else True
    fail(error, 0)
    again = run_ensemble(toy(), 30, out=tmp_path)
    assert again.errors.empty
    same(again, whole)


@pytest.mark.slow
@pytest.mark.parametrize("error", OWN, ids=lambda error: type(error).__name__)
def test_a_fault_of_the_model_is_a_row(
    error: BaseException, fail: Fail, crew: ThreadPoolExecutor
) -> None:
    fail(error, 10**6)
    results = run_ensemble(toy(), 30, executor=crew, block=15)
    assert results.errors["run"].tolist() == [BAD]
    assert results.errors["error"][0].startswith(type(error).__name__)


def test_a_fault_counts_as_the_models_only_where_it_comes_again(fail: Fail, whole: Results) -> None:
    fail(ValueError("once"), 6)  # 30, 15, 7, 3, 2 cells, then alone
    results = run_ensemble(toy(), 30, block=30)
    assert results.errors.empty
    same(results, whole)


def test_a_fault_that_is_another_each_time_is_no_result(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[Task] = []

    def changing(task: Task) -> BlockResult:
        calls.append(task)
        raise ValueError(f"buffer {len(calls)} is closed")

    monkeypatch.setattr(worker, "_computed", changing)
    with pytest.raises(RunsMissing, match="2 runs could not be done"):
        run_ensemble(toy(), 2, out=tmp_path)
    assert load_results(tmp_path).done == 0


def test_a_block_that_needs_too_much_memory_is_halved(fail: Fail) -> None:
    failed = fail(MemoryError(), 3)
    results = run_ensemble(toy(), 64, block=64)
    assert failed == [64, 32, 16]
    same(results, run_ensemble(toy(), 64))


@pytest.mark.slow
def test_what_is_done_is_stored_up_to_the_run_that_is_missing(fail: Fail, tmp_path: Path) -> None:
    fail(MemoryError(), 10**6)
    with pytest.raises(RunsMissing, match=f"run {BAD} of toy-two-states could not be done"):
        run_ensemble(toy(), 300, out=tmp_path, block=10)
    results = load_results(tmp_path)
    assert results.metrics["run"].tolist() == [*range(BAD), *range(256, 300)]
    told: list[int] = []
    fail(MemoryError(), 0)
    again = run_ensemble(toy(), 300, out=tmp_path, progress=lambda _, all_: told.append(all_))
    assert set(told) == {256 - BAD}
    same(again, run_ensemble(toy(), 300))


def test_with_trajectories_too(fail: Fail, tmp_path: Path) -> None:
    fail(MemoryError(), 10**6)
    with pytest.raises(RunsMissing):
        run_ensemble(toy(), 30, out=tmp_path, trajectories=("autonomy",))
    assert load_results(tmp_path).done == 0
    fail(MemoryError(), 0)
    again = run_ensemble(toy(), 30, out=tmp_path, trajectories=("autonomy",))
    whole = run_ensemble(toy(), 30, trajectories=("autonomy",))
    same(again, whole)
    pd.testing.assert_frame_equal(again.panel(None), whole.panel(None), check_exact=True)


def test_a_crossed_design_goes_on_in_the_same_way(fail: Fail, tmp_path: Path) -> None:
    points = pd.DataFrame({"dependence.fade_rate": [0.0, 0.01, 0.02]})
    fail(MemoryError(), 10**6)
    with pytest.raises(RunsMissing, match="run 7 of toy could not be done"):  # at the second point
        run_crossed({"toy": toy()}, points, 10, out=tmp_path)
    fail(MemoryError(), 0)
    again = run_crossed({"toy": toy()}, points, 10, out=tmp_path)
    pd.testing.assert_frame_equal(again, run_crossed({"toy": toy()}, points, 10), check_exact=True)


def test_without_a_folder_what_is_done_comes_with_the_error(fail: Fail) -> None:
    fail(MemoryError(), 10**6)
    with pytest.raises(RunsMissing, match="where a folder is given") as told:
        run_ensemble(toy(), 30)
    assert told.value.results is not None
    assert told.value.results.metrics["run"].tolist() == list(range(BAD))


def test_where_nothing_can_be_done_it_ends_soon(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[Task] = []

    def nothing(task: Task) -> BlockResult:
        calls.append(task)
        raise ImportError("No module named 'scipy'")

    monkeypatch.setattr(worker, "_computed", nothing)
    with pytest.raises(RunsMissing, match="1000 of 1000 runs are still to be done"):
        run_ensemble(toy(), 1000, out=tmp_path, block=10)
    assert len(calls) == PATIENCE * PATIENCE


def test_an_interruption_is_no_fault_of_a_run(fail: Fail, tmp_path: Path, whole: Results) -> None:
    fail(KeyboardInterrupt(), 1)
    with pytest.raises(KeyboardInterrupt):
        run_ensemble(toy(), 30, out=tmp_path)
    same(run_ensemble(toy(), 30, out=tmp_path), whole)


@pytest.mark.slow
@pytest.mark.parametrize(
    "call",
    [
        ["batch", "toy-two-states", "--runs", "30"],
        ["sensitivity", "toy-two-states", "-p", "dependence.fade_rate", "--samples", "4"],
        ["compare", "toy-two-states", "toy-two-states", "--runs", "30"],
    ],
    ids=lambda call: call[0],
)
def test_the_command_fails_in_three_lines(
    call: list[str], fail: Fail, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fail(MemoryError(), 10**6)
    own = [] if call[0] == "compare" else ["--out", str(tmp_path / "e")]
    assert main([*call, "--workers", "1", "--set", SHORT, *own]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert "could not be done" in error
    assert "MemoryError" in error
    assert "still to be done" in error
    assert len(error.splitlines()) <= 3
    assert "fault of sovsim" not in error


def test_the_rule_is_about_kinds_of_fault() -> None:
    assert all(is_own(error) for error in OWN)
    assert not any(is_own(error) for error in PASSING)
