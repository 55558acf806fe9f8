"""Killed in the middle, by whatever signal and whomever: the same command goes on, bit for bit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from sovsim.ensemble import load_results, run_ensemble
from tests.ensemble.ensembles import SHORT, same, start, toy

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

RUNS = 1500
TOY = f"toy-two-states --set {SHORT} --workers 2"
BATCH = f"batch {TOY} --runs {RUNS}".split()
SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")


def seals(folder: Path) -> int:
    return len(list(folder.rglob("parts/*.json")))


def wait_for_parts(process: subprocess.Popen[str], folder: Path, parts: int = 1) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None and seals(folder) < parts:
        time.sleep(0.005)
    assert seals(folder) >= parts


def children(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(word) for word in text.split()]


def alive(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def wait_for_end(processes: list[int]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and any(map(alive, processes)):
        time.sleep(0.05)
    assert not any(map(alive, processes))


def rubbish(folder: Path) -> list[str]:
    """Return what a writer leaves that is not finished."""
    return [str(path) for path in folder.rglob("*") if path.name.endswith((".part", ".partial"))]


@pytest.mark.slow
def test_a_terminated_batch_leaves_whole_parts_and_goes_on(tmp_path: Path) -> None:
    process = start(*BATCH, "--out", str(tmp_path))
    wait_for_parts(process, tmp_path)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    half = load_results(tmp_path)
    assert 0 < half.done < RUNS
    assert len(half.metrics) == half.done
    same(run_ensemble(toy(), RUNS, out=tmp_path), run_ensemble(toy(), RUNS))
    assert not rubbish(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_batch_goes_on_when_a_worker_is_killed(tmp_path: Path) -> None:
    process = start(*BATCH, "--out", str(tmp_path))
    wait_for_parts(process, tmp_path)
    for worker in _workers(process.pid)[:1]:
        os.kill(worker, signal.SIGKILL)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    same(load_results(tmp_path), run_ensemble(toy(), RUNS))
    assert not rubbish(tmp_path)


def _workers(process: int) -> list[int]:
    """Return the children that compute, not the one that keeps count of semaphores."""
    found = []
    for child in children(process):
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"spawn_main" in command:
            found.append(child)
    return found


def test_a_kill_between_the_files_of_a_part_costs_that_part_alone(tmp_path: Path) -> None:
    """What a kill leaves between the first file of a part in its place and its seal."""
    run_ensemble(toy(), 300, out=tmp_path)
    (tmp_path / "parts" / "toy-two-states-00000256.json").unlink()
    (tmp_path / "states" / "toy-two-states-00000256.parquet").unlink()
    (tmp_path / ".partial").mkdir()
    (tmp_path / ".partial" / "states-toy-two-states-00000256.parquet").write_bytes(b"half")
    (tmp_path / "metrics" / ".sovsim-0123.part").write_bytes(b"half")
    told: list[int] = []
    again = run_ensemble(toy(), 300, out=tmp_path, progress=lambda _, all_: told.append(all_))
    assert set(told) == {44}
    same(again, run_ensemble(toy(), 300))
    assert not rubbish(tmp_path)


@pytest.mark.slow
def test_a_part_that_grows_is_whole_wherever_it_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop before each step by which a file comes to its place; what can be read is right."""
    whole = run_ensemble(toy(), 12)
    few = whole.metrics.iloc[:7]
    run_ensemble(toy(), 7, out=tmp_path / "7")
    replaced = os.replace
    for step in range(20):
        folder = shutil.copytree(tmp_path / "7", tmp_path / str(100 + step))
        steps: list[object] = []

        def stopped(*names: object, steps: list[object] = steps, step: int = step) -> None:
            if len(steps) == step:
                raise KeyboardInterrupt
            steps.append(names)
            replaced(*names)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", stopped)
            try:
                run_ensemble(toy(), 12, out=folder)
            except KeyboardInterrupt:
                ended = False
            else:
                ended = True
        found = load_results(folder)
        assert found.done in (0, 7, 12)
        if found.done:
            assert len(found.states) == 2 * found.done
            assert found.metrics.iloc[:7].equals(few)
        same(run_ensemble(toy(), 12, out=folder), whole)
        assert not rubbish(folder)
        if ended:
            break
    assert step == 7  # the manifest; three files aside; two tables and the seal


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("name", SIGNALS)
def test_any_signal_at_any_time(name: str, parts: int, tmp_path: Path) -> None:
    process = start(*BATCH, "--out", str(tmp_path))
    wait_for_parts(process, tmp_path, parts)
    workers = children(process.pid)
    process.send_signal(getattr(signal, name))
    process.communicate(timeout=60)
    wait_for_end(workers)
    same(run_ensemble(toy(), RUNS, out=tmp_path), run_ensemble(toy(), RUNS))
    assert not rubbish(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("experiment RH-04 --runs 300 --workers 2 --no-plots", "SIGKILL"),
        (f"theory {TOY} --points 80 --runs 4 --no-plots", "SIGTERM"),
        (f"ablation {TOY} --by rule --runs 10 --no-plots", "SIGKILL"),
    ],
    ids=lambda value: value.split()[0],
)
def test_experiments_and_studies_go_on_to_the_same_files(
    command: str, name: str, tmp_path: Path
) -> None:
    whole = start(*command.split(), "--out", str(tmp_path / "whole"))
    printed, error = whole.communicate(timeout=300)
    assert whole.returncode == 0, error
    process = start(*command.split(), "--out", str(tmp_path / "killed"))
    wait_for_parts(process, tmp_path / "killed")
    process.send_signal(getattr(signal, name))
    process.communicate(timeout=60)
    again = start(*command.split(), "--out", str(tmp_path / "killed"))
    out, error = again.communicate(timeout=300)
    assert again.returncode == 0, error
    assert out.replace("killed", "whole") == printed
    files = sorted(
        path.relative_to(tmp_path / "whole") for path in tmp_path.glob("whole/*.parquet")
    )
    assert files
    for file in files:
        tables = [pd.read_parquet(tmp_path / place / file) for place in ("whole", "killed")]
        pd.testing.assert_frame_equal(*tables, check_exact=True)
    assert not rubbish(tmp_path)
