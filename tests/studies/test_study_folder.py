"""Results of studies and experiments are not written among files of somebody else."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pandas as pd
import pytest

from sovsim.disk.errors import WriteError
from sovsim.disk.taken import FolderTaken
from sovsim.experiment.folder import check_folder
from sovsim.studies.write import check_study_folder, write_study
from tests.command_line import Ask

TABLES = {"shares": pd.DataFrame({"metric": ["autonomy"], "share": [0.5]})}
SUMMARY = {"scenario": "toy-two-states", "seed": 0}

COMMANDS = (
    ["theory", "toy-two-states", "--points", "2", "--runs", "2"],
    ["ablation", "toy-two-states", "--runs", "3"],
    ["sensitivity", "toy-two-states", "--samples", "2"],
    ["discover", "RH-01", "--runs", "3"],
    ["experiment", "RH-01", "--runs", "3"],
    ["batch", "toy-two-states", "--runs", "2"],
)


FOREIGN = ("summary.json", "summary.md", "shares.csv", "thesis.txt")
EVERY = pytest.param(
    ["experiment", "--all", "--runs", "3"], "summary.json", marks=pytest.mark.slow, id="all"
)
"""Loads all experiments, and so stands once, among the slow tests."""


@pytest.mark.parametrize(
    ("command", "name"), [*itertools.product(COMMANDS, FOREIGN), EVERY], ids=str
)
def test_a_folder_with_files_of_others_is_refused_before_anything_runs(
    ask: Ask, tmp_path: Path, command: list[str], name: str
) -> None:
    (tmp_path / name).write_text("mine")
    answer = ask(*command, "--out", tmp_path)
    assert answer.status == 2
    assert str(tmp_path) in answer.err
    assert "choose another folder" in answer.err
    assert answer.error_lines <= 2
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_a_study_is_written_again_beside_notes(tmp_path: Path) -> None:
    write_study(tmp_path / "s", TABLES, SUMMARY)
    (tmp_path / "s" / "notes.txt").write_text("mine")
    write_study(tmp_path / "s", TABLES, SUMMARY)
    assert (tmp_path / "s" / "notes.txt").read_text() == "mine"
    table = pd.read_csv(tmp_path / "s" / "shares.csv")
    assert table.equals(pd.read_parquet(tmp_path / "s" / "shares.parquet"))


def test_what_a_study_has_begun_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "design" / "runs").mkdir(parents=True)
    (tmp_path / "design" / ".lock").touch()
    check_study_folder(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FolderTaken):
        check_study_folder(tmp_path)
    (tmp_path / "design" / "study.json").write_text("{}")
    check_study_folder(tmp_path)


def test_what_an_experiment_has_begun_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "RH-01").mkdir()
    check_folder(tmp_path, ["RH-01"])
    with pytest.raises(FolderTaken):
        check_folder(tmp_path)
    (tmp_path / "RH-01" / "runs").mkdir()
    (tmp_path / "RH-01" / "runs" / "manifest.json").write_text("{}")
    check_folder(tmp_path)


def test_a_full_disk_leaves_the_tables_from_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_study(tmp_path / "s", TABLES, SUMMARY)
    before = {file.name: file.read_bytes() for file in (tmp_path / "s").iterdir()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match=r"shares\.parquet: cannot be written: No space left"):
        write_study(tmp_path / "s", {"shares": TABLES["shares"] * 2}, SUMMARY)
    assert {file.name: file.read_bytes() for file in (tmp_path / "s").iterdir()} == before


@pytest.mark.parametrize("part", ["design", "runs"])
def test_a_study_that_was_killed_between_its_tables_and_its_summary_goes_on(
    tmp_path: Path, part: str
) -> None:
    (tmp_path / part).mkdir()
    (tmp_path / part / "manifest.json").write_text("{}")
    write_study(tmp_path, {"indices": pd.DataFrame({"a": [1]})}, {"scenario": "x"})
    (tmp_path / "summary.json").unlink()
    write_study(tmp_path, {"indices": pd.DataFrame({"a": [2]})}, {"scenario": "x"})
    assert (tmp_path / "summary.json").is_file()
