"""Compiled runs: the process that asks for them is one of those that do them."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import Executor, Future
from multiprocessing.connection import wait as wait_for
from typing import Any

import pytest

from sovsim.ensemble import Results, engines, executor, run_ensemble
from sovsim.ensemble.worker import BlockResult, Task
from tests.ensemble.ensembles import LONG, SHORT, same
from tests.ensemble.half_result import die_in_the_middle

pytest.importorskip("llvmlite")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]

RUNS = 45


def ran(**how: Any) -> Results:
    return run_ensemble("toy-two-states", RUNS, 3, settings=[SHORT], engine="compiled", **how)


class Watch:
    """What is seen of an ensemble: its pools, and the blocks that this process does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.processes: list[int] = []
        self.here: list[Task] = []
        self.renewed = threading.Event()
        self.pool: Any = None
        self.first: Any = None
        self.before: Any = None
        fresh, here = executor._Pool.fresh, executor._here

        def watched(pool: Any) -> Any:
            made = fresh(pool)
            self.processes.append(made._max_workers)
            self.pool = made
            if len(self.processes) > 1:
                self.renewed.set()
            elif self.first is not None:
                made.submit(self.first)
            return made

        def done_here(task: Task) -> BlockResult:
            self.here.append(task)
            if self.before is not None:
                self.before()
            return here(task)

        monkeypatch.setattr(engines, "_PROCESSES_PAY", 0)
        monkeypatch.setattr(executor._Pool, "fresh", watched)
        monkeypatch.setattr(executor, "_here", done_here)

    def sentinels(self) -> list[int]:
        """Return what tells that a process of the pool has ended."""
        return [process.sentinel for process in self.pool._processes.values()]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def test_a_process_less_is_started_and_bits_are_the_same(watch: Watch) -> None:
    found = ran(workers=3, block=3)
    assert watch.processes == [2]
    assert 0 < len(watch.here) < RUNS // 3
    same(found, ran())


def test_rules_in_numpy_are_left_to_processes_of_their_own(watch: Watch) -> None:
    run_ensemble("toy-two-states", 8, settings=[SHORT], engine="numpy", workers=2, block=2)
    assert watch.processes == [2]
    assert not watch.here


def test_what_is_done_here_is_not_lost_with_a_worker(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost: list[Any] = []
    lose = executor._Crew._lose

    def seen(crew: Any, job: executor.Job, error: Exception) -> None:
        lost.append(job.task.cells)
        lose(crew, job, error)

    monkeypatch.setattr(executor._Crew, "_lose", seen)
    watch.first = die_in_the_middle
    watch.before = lambda: watch.here[1:] or wait_for(watch.sentinels(), LONG)
    found = ran(workers=2, block=9)
    assert watch.processes == [1, 1]
    assert lost
    assert watch.here[0].cells not in lost
    at_risk = {cell for cells in lost for cell in cells}
    assert not any(at_risk & {*task.cells} for task in watch.here), "it may end this one, too"
    same(found, ran())


def test_a_dead_worker_is_missed_while_work_goes_on_here(watch: Watch) -> None:
    done: list[int] = []
    watch.first = die_in_the_middle
    watch.before = lambda: time.sleep(0.0 if watch.renewed.is_set() else 0.5)
    found = ran(workers=2, block=1, progress=lambda *_: done.append(len(watch.processes)))
    assert done.index(2) < RUNS // 2, "it was missed at the end"
    same(found, ran())


class Nobody(Executor):
    """Takes tasks and does none."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:  # type: ignore[override]
        return Future()


def test_what_still_waits_for_a_worker_at_the_end_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(executor, "_here", lambda task: task)
    crew = executor._Crew(Nobody, window=3, helped=True)
    assert sorted(crew.results(range(7))) == list(range(7))  # type: ignore[arg-type, type-var]
