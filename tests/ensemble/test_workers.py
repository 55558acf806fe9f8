"""Worker processes: light, replaceable, and indifferent to who starts them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sovsim.disk.fingerprint import fingerprint
from sovsim.ensemble import WorkersLost, executor, run_ensemble, worker
from sovsim.ensemble.lean import LeanContext
from sovsim.ensemble.worker import Task, WorkerMismatch, run_block
from tests.ensemble.ensembles import LONG, same, start, toy
from tests.ensemble.half_result import die_in_the_middle

HEAVY = ("mesa", "pandas", "matplotlib")
SCRIPT = """
import mesa, pandas
import sovsim
results = sovsim.run_ensemble("toy-two-states", 40, workers=2, settings=["scenario.end=1993Q4"])
print(len(results.metrics))
"""


def test_workers_stay_light() -> None:
    pool = executor._Pool(1)
    try:
        crew = pool.fresh()
        crew.submit(run_block, Task("a", toy(), 0, range(2))).result()
        loaded = crew.submit(eval, "sorted(__import__('sys').modules)").result()
    finally:
        pool.stop()
    assert "sovsim.ensemble.worker" in loaded
    assert not set(HEAVY) & set(loaded)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals of POSIX")
def test_a_worker_that_starts_is_not_interrupted() -> None:
    """Ctrl-C reaches every process of a terminal, and its traceback would stand on the screen."""
    process = LeanContext().Process(target=signal.raise_signal, args=(signal.SIGINT,))
    process.start()
    process.join(LONG)
    assert process.exitcode == 0
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_importing_the_runner_leaves_mesa_out() -> None:
    code = "import sovsim.ensemble.run, sys; print('mesa' in sys.modules)"
    out, _ = start(code=code).communicate(timeout=LONG)
    assert out.strip() == "False"


@pytest.mark.slow
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_scripts_need_no_guard(tmp_path: Path, way: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    source = str(Path(executor.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, str(script) if way == "file" else "-"],
        input=SCRIPT,
        capture_output=True,
        text=True,
        timeout=LONG,
        env={**os.environ, "PYTHONPATH": source},
        check=False,
    )
    assert done.stdout.split() == ["40"], done.stderr


@pytest.mark.slow
def test_a_block_lost_with_its_worker_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[int] = []
    fresh = executor._Pool.fresh

    def watched(pool: Any) -> Any:
        made = fresh(pool)
        submit = made.submit

        def submitted(*arguments: Any) -> Any:
            future = submit(*arguments)
            if not killed:
                killed.extend(made._processes)
                os.kill(killed[0], signal.SIGKILL)
            return future

        made.submit = submitted
        return made

    monkeypatch.setattr(executor._Pool, "fresh", watched)
    results = run_ensemble(toy(), 60, workers=2, block=10)
    assert killed
    same(results, run_ensemble(toy(), 60))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_worker_killed_in_the_middle_of_a_result_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The pool's own thread waits for the rest of that result, other workers for its lock."""
    pools: list[Any] = []
    fresh = executor._Pool.fresh

    def watched(pool: Any) -> Any:
        made = fresh(pool)
        if not pools:
            made.submit(die_in_the_middle)
        pools.append(made)
        return made

    monkeypatch.setattr(executor._Pool, "fresh", watched)
    results = run_ensemble(toy(), 60, workers=2, block=10)
    assert len(pools) == 2
    same(results, run_ensemble(toy(), 60))


def test_workers_that_always_die_end_the_batch_with_a_reason() -> None:
    class Doomed(ThreadPoolExecutor):
        def submit(self, *_: Any, **__: Any) -> Any:
            def die() -> None:
                raise BrokenExecutor("killed")

            return super().submit(die)

    with Doomed(1) as crew, pytest.raises(WorkersLost, match="keep dying"):
        run_ensemble(toy(), 4, executor=crew)


def test_a_worker_of_another_version_is_refused() -> None:
    worker._check_likeness.cache_clear()
    run_block(Task("a", toy(), 0, [0], expected=fingerprint()))
    other = {**fingerprint(), "numpy": "0.1"}
    with pytest.raises(WorkerMismatch, match=r"numpy 0\.1 at home"):
        run_block(Task("a", toy(), 0, [0], expected=other))


@pytest.mark.slow
def test_workers_that_are_ended_in_the_middle_of_a_result_hold_nobody_up(tmp_path: Path) -> None:
    """Python waits for the pool's own thread at its end, which would wait for the rest."""
    script = (
        "import pathlib, sys, time\n"
        "from sovsim.ensemble.executor import _Pool\n"
        "from tests.ensemble.half_result import hand_over_half\n"
        "begun = pathlib.Path(sys.argv[1])\n"
        "pool = _Pool(1)\n"
        "pool.fresh().submit(hand_over_half, begun)\n"
        "while not begun.exists():\n"
        "    time.sleep(0.01)\n"
        "pool.stop()\n"
        "print('stopped', flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "begun")],
        check=False,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=LONG,
    )
    assert done.stdout == "stopped\n", done.stderr
