"""``sovsim batch`` and ``sovsim verify`` on a real command line."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from sovsim.ensemble import load_results
from tests.ensemble.ensembles import SHORT, start


def batch(folder: Path, *more: str) -> tuple[int, str, str]:
    arguments = ["batch", "toy-two-states", "--set", SHORT, "--out", str(folder), "--workers", "1"]
    process = start(*arguments, *more)
    out, error = process.communicate(timeout=120)
    return process.returncode, out, error


def test_a_batch_prints_its_outcomes_and_verifies(tmp_path: Path) -> None:
    status, out, error = batch(tmp_path / "e", "--runs", "12")
    assert status == 0, error
    assert "sovereignty_gap" in out
    assert error == ""
    process = start("verify", str(tmp_path / "e"))
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    assert "The sample repeats bit for bit." in out


def test_json_is_json(tmp_path: Path) -> None:
    _, out, _ = batch(tmp_path / "e", "--runs", "3", "--json")
    found = json.loads(out)
    assert found["runs"] == 3
    assert found["metrics"]["autonomy"]["runs"] == 3


def test_another_seed_in_the_same_folder_is_bad_input(tmp_path: Path) -> None:
    batch(tmp_path / "e", "--runs", "2")
    status, _, error = batch(tmp_path / "e", "--runs", "2", "--seed", "1")
    assert status == 2
    assert "seed 0, not 1" in error
    assert len(error.splitlines()) <= 3


def test_a_folder_that_cannot_be_written_is_failed_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, _, error = batch(tmp_path / "file" / "e", "--runs", "2")
    assert status == 1
    assert error.startswith("error: ")
    assert "Traceback" not in error


def test_interrupted_it_says_how_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    arguments = ["batch", "toy-two-states", "--runs", "100000", "--workers", "2"]
    process = start(*arguments, "--out", str(folder))
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any((folder / "metrics").glob("*.parquet")):
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on" in error
    assert "Traceback" not in error
    assert load_results(folder).done >= 256


@pytest.mark.slow
def test_a_batch_of_an_experiment_is_judged_without_doing_a_run_again(tmp_path: Path) -> None:
    folder = str(tmp_path / "e")
    process = start("batch", "RH-04", "--runs", "4", "--out", folder, "--workers", "1", "--json")
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    found = json.loads(out)
    assert [row["arm"] for row in found["means"]] == ["rescue", "refused", "rescue-with-debt"]
    parts = {part: part.stat().st_mtime_ns for part in (tmp_path / "e" / "runs").rglob("*.parquet")}
    process = start("experiment", "RH-04", "--runs", "4", "--out", folder)
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    assert "rescue-with-debt / refused" in out
    assert parts
    assert parts == {part: part.stat().st_mtime_ns for part in parts}


def test_settings_do_not_go_with_an_experiment(tmp_path: Path) -> None:
    process = start("batch", "RH-04", "--set", "unrest.scale=1", "--out", str(tmp_path / "e"))
    _, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "belongs to scenarios" in error


def test_a_name_that_is_neither_scenario_nor_experiment(tmp_path: Path) -> None:
    process = start("batch", "RH-99", "--out", str(tmp_path / "e"))
    _, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "no scenario or experiment 'RH-99'" in error
    assert "did you mean 'RH-" in error
