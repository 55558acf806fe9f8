"""``sovsim batch`` and ``sovsim verify``."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from sovsim.ensemble import load_results
from tests.command_line import Answer, Ask
from tests.ensemble.ensembles import LONG, SHORT, start, until


def batch(ask: Ask, folder: Path, *more: str) -> Answer:
    toy = ("batch", "toy-two-states", "--set", SHORT)
    return ask(*toy, "--out", folder, "--workers", "1", *more)


def test_a_batch_prints_its_outcomes_and_verifies(ask: Ask, tmp_path: Path) -> None:
    answer = batch(ask, tmp_path / "e", "--runs", "12")
    assert answer.status == 0, answer.err
    assert "sovereignty gap" in answer.out
    assert answer.err == ""
    answer = ask("verify", tmp_path / "e")
    assert answer.status == 0, answer.err
    assert "The sample repeats bit for bit." in answer.out


def test_json_is_json(ask: Ask, tmp_path: Path) -> None:
    found = json.loads(batch(ask, tmp_path / "e", "--runs", "3", "--json").out)
    assert found["runs"] == 3
    assert found["metrics"]["autonomy"]["runs"] == 3


def test_another_seed_in_the_same_folder_is_bad_input(ask: Ask, tmp_path: Path) -> None:
    batch(ask, tmp_path / "e", "--runs", "2")
    answer = batch(ask, tmp_path / "e", "--runs", "2", "--seed", "1")
    assert answer.status == 2
    assert "seed 0, not 1" in answer.err
    assert len(answer.err.splitlines()) <= 3


def test_a_folder_that_cannot_be_written_is_failed_work(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = batch(ask, tmp_path / "file" / "e", "--runs", "2")
    assert answer.status == 1
    assert answer.err.startswith("error: ")
    assert "Traceback" not in answer.err


@pytest.mark.slow
def test_interrupted_it_says_how_to_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    arguments = ["batch", "toy-two-states", "--runs", "100000", "--workers", "2"]
    process = start(*arguments, "--out", str(folder))
    until(lambda: any((folder / "parts").glob("*.json")), process)
    os.kill(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=LONG)
    assert process.returncode == 130
    assert "the same command goes on" in error
    assert "Traceback" not in error
    assert load_results(folder).done >= 256


@pytest.mark.slow
def test_a_batch_of_an_experiment_is_judged_without_doing_a_run_again(
    ask: Ask, tmp_path: Path
) -> None:
    folder = tmp_path / "e"
    answer = ask("batch", "RH-04", "--runs", "4", "--out", folder, "--workers", "1", "--json")
    assert answer.status == 0, answer.err
    found = json.loads(answer.out)
    assert [row["arm"] for row in found["means"]] == [
        "both",
        "nothing-used",
        "nothing-owed",
        "refused",
        "no-memory",
    ]
    parts = {part: part.stat().st_mtime_ns for part in (folder / "runs").rglob("*.parquet")}
    answer = ask("experiment", "RH-04", "--runs", "4", "--out", folder)
    assert answer.status == 0, answer.err
    assert "no-memory / refused" in answer.out
    assert parts
    assert parts == {part: part.stat().st_mtime_ns for part in parts}


def test_settings_do_not_go_with_an_experiment(ask: Ask, tmp_path: Path) -> None:
    answer = ask("batch", "RH-04", "--set", "unrest.scale=1", "--out", tmp_path / "e")
    assert answer.status == 2
    assert "belongs to scenarios" in answer.err


def test_a_name_that_is_neither_scenario_nor_experiment(ask: Ask, tmp_path: Path) -> None:
    answer = ask("batch", "RH-99", "--out", tmp_path / "e")
    assert answer.status == 2
    assert "no scenario or experiment 'RH-99'" in answer.err
    assert "did you mean 'RH-" in answer.err
