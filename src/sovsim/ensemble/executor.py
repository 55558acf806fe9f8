"""Where blocks of runs are computed: here, in a pool of processes, or through any executor."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for

from sovsim.ensemble.faults import WorkersLost, told
from sovsim.ensemble.lean import LeanContext, settle_in
from sovsim.ensemble.worker import BlockResult, Task, WorkerMismatch, run_block

PATIENCE = 3
"""How often a block may be tried again before it is given up."""

_PULSE = 2.0
"""Seconds after which it is looked whether the workers are still alive."""

_AHEAD, _AHEAD_OF_A_HELPER = 2, 3
"""Tasks under way for each worker: one is done, the others wait. While the process that hands them
out computes, too, it does not look after its workers, so that another one waits."""

_MOST_ON_WINDOWS = 61
"""Windows waits for no more processes than that; more of them are an error of the pool there."""


@dataclass
class Job:
    """A task on its way, and how often it has been lost."""

    task: Task
    lost: int = 0

    def again(self, smaller: bool) -> list[Job]:
        """Return the work to be handed out once more.

        Args:
            smaller: whether in two halves, which need less memory each.
        """
        several = smaller and len(self.task.cells) > 1
        return [Job(task, self.lost) for task in (self.task.halves() if several else [self.task])]


def compute(
    tasks: Iterable[Task], workers: int = 1, executor: Executor | None = None
) -> Generator[BlockResult, None, None]:
    """Yield the results of tasks as they are done, in any order.

    Only a few tasks are under way at any time, so that neither tasks nor results pile up. A block
    that is lost with its worker is done again in halves, one that fails for a reason that passes
    as it is; one that fails for good comes back with all its cells `lost`.

    Args:
        workers: processes; with one, everything is computed in this process, which is one of
            several where the rules are compiled.
        executor: used in place of processes of our own.

    Raises:
        WorkersLost: workers keep dying.
        WorkerMismatch: a worker has other code or numerical libraries.
    """
    waiting = iter(tasks)
    first = list(itertools.islice(waiting, 2))
    tasks = itertools.chain(first, waiting)
    if executor is not None:
        yield from _Crew(lambda: executor, _AHEAD * width(executor)).results(tasks)
    elif workers == 1 or len(first) == 1:
        # A process to start costs more than a single block gains.
        yield from map(_here, tasks)
    else:
        yield from _divided(tasks, workers, helped=first[0].kernel is not None)


def _divided(tasks: Iterable[Task], workers: int, helped: bool) -> Iterator[BlockResult]:
    """Yield the results of tasks from processes of our own.

    Args:
        helped: whether this process is one of them: where a block is quick, a process less to
            start is worth more than several blocks.
    """
    others = workers - 1 if helped else workers
    pool = _Pool(others)
    window = others * (_AHEAD_OF_A_HELPER if helped else _AHEAD)
    try:
        yield from _Crew(pool.fresh, window, own=True, helped=helped).results(tasks)
    finally:
        pool.stop()


def _here(task: Task) -> BlockResult:
    """Compute a block in this process."""
    for _ in range(PATIENCE):
        try:
            return run_block(task)
        except Exception as error:
            why = told(error)
    return _given_up(task, why)


def _given_up(task: Task, why: str) -> BlockResult:
    return BlockResult(task.arm, (), lost=dict.fromkeys(task.cells, why))


def width(executor: Executor) -> int:
    """Return about how many tasks an executor works on at once."""
    return int(getattr(executor, "_max_workers", 0) or os.cpu_count() or 1)


class _Crew:
    """Keeps an executor busy and does again what was lost.

    Args:
        start: starts an executor, or starts it anew.
        window: tasks under way at any time.
        own: whether a broken executor may be started anew.
        helped: whether this process does a task itself where there is no result to be taken. It
            does so in no thread of its own: one more than there are cores would only make the
            scheduler move them about. What was lost with a worker is left to workers: it may have
            been what ended the worker.
    """

    def __init__(
        self,
        start: Callable[[], Executor],
        window: int,
        own: bool = False,
        helped: bool = False,
    ) -> None:
        self._start = start
        self._executor = start()
        self._window = window
        self._own = own
        self._helped = helped
        self._renewals = 0
        self._lost: deque[Job] = deque()
        self._pending: dict[Future[BlockResult], Job] = {}
        self._failed: list[BlockResult] = []

    def results(self, tasks: Iterable[Task]) -> Iterator[BlockResult]:
        source = map(Job, tasks)
        try:
            while self._fill(source) or self._failed:
                while self._failed:
                    yield self._failed.pop()
                done = {future for future in self._pending if future.done()}
                if not done:
                    job = self._to_be_done_here(source) if self._helped else None
                    if job is not None:
                        yield _here(job.task)
                    else:
                        done, _ = wait(self._pending, timeout=_PULSE, return_when=FIRST_COMPLETED)
                    if not done and self._own and _has_lost_a_worker(self._executor):
                        self._renew(BrokenExecutor("a worker ended abruptly"))
                for future in done:
                    result = self._taken(future)
                    if result is not None:
                        yield result
        finally:
            for future in self._pending:
                future.cancel()

    def _to_be_done_here(self, source: Iterator[Job]) -> Job | None:
        """Return a task for this process; at the end one that waits for a worker, the last one."""
        job = next(source, None)
        if job is not None:
            return job
        for future in reversed(list(self._pending)):
            if not self._pending[future].lost and future.cancel():
                return self._pending.pop(future)
        return None

    def _fill(self, source: Iterator[Job]) -> bool:
        """Hand out work; return whether any is under way."""
        while not self._failed and len(self._pending) < self._window:
            job = self._lost.popleft() if self._lost else next(source, None)
            if job is None:
                break
            try:
                self._pending[self._executor.submit(run_block, job.task)] = job
            except (RuntimeError, OSError) as error:
                if self._own:
                    self._lost.appendleft(job)
                    self._renew(error)
                else:
                    self._lose(job, error)
        return bool(self._pending)

    def _taken(self, future: Future[BlockResult]) -> BlockResult | None:
        job = self._pending.pop(future)
        try:
            result = future.result()
        except WorkerMismatch:
            raise
        except Exception as error:
            self._lose(job, error)
            return None
        self._renewals = 0
        return result

    def _renew(self, error: Exception) -> None:
        """Start a broken pool anew; what was under way in it and is not done is lost."""
        self._renewals += 1
        if self._renewals > PATIENCE:
            raise _lost_for_good(error) from error
        self._executor = self._start()
        for future in [one for one in self._pending if not one.done()]:
            self._lose(self._pending.pop(future), error)

    def _lose(self, job: Job, error: Exception) -> None:
        job.lost += 1
        died = isinstance(error, BrokenExecutor)
        if job.lost <= PATIENCE:
            self._lost.extend(job.again(smaller=died))
        elif died:
            raise _lost_for_good(error) from error
        else:
            self._failed.append(_given_up(job.task, told(error)))


def _has_lost_a_worker(executor: Executor) -> bool:
    """Say whether a pool of ours is broken, also where it has not noticed.

    A worker that is killed while it writes a result holds the lock of the results' pipe: the
    others wait for that lock, and the pool's own thread waits for the rest of the result and does
    not look at its workers. They never end otherwise, so one that has ended is enough.
    """
    if getattr(executor, "_broken", False):
        return True
    processes = list((getattr(executor, "_processes", None) or {}).values())
    return bool(wait_for([process.sentinel for process in processes], timeout=0))


def _lost_for_good(error: Exception) -> WorkersLost:
    return WorkersLost(
        f"workers keep dying ({told(error)[:200]})\n"
        "  too little memory is the usual reason; fewer workers need less"
    )


class _Pool:
    """Processes of our own, replaced as a whole when one of them dies."""

    def __init__(self, workers: int) -> None:
        self._workers = min(workers, _MOST_ON_WINDOWS) if os.name == "nt" else workers
        self._pool: ProcessPoolExecutor | None = None

    def fresh(self) -> Executor:
        self.stop()
        self._pool = ProcessPoolExecutor(
            self._workers, mp_context=LeanContext(), initializer=settle_in
        )
        return self._pool

    def stop(self) -> None:
        """End the processes at once; nobody waits for what they are doing.

        A worker may end in the middle of a result. The pool's own thread would then wait for the
        rest for ever, since this process holds the writing end of the pipe as well, and Python
        would wait for that thread; so that end is closed once no worker is left to write.
        """
        if self._pool is None:
            return
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        writer = getattr(getattr(self._pool, "_result_queue", None), "_writer", None)
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        if writer is not None:
            writer.close()
        self._pool = None
