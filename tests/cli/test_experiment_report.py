"""``sovsim experiment`` draws, and ``sovsim report`` tells a run's folder from an experiment's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.report.experiments import toys


@pytest.mark.slow
def test_an_experiment_is_drawn_and_reported(ask: Ask, tmp_path: Path) -> None:
    plain, _ = toys(tmp_path / "files")
    out = tmp_path / "out"
    answer = ask("experiment", plain, "--out", out)
    assert answer.status == 0
    assert f"sovsim report {out}" in answer.out
    assert "What each changes against the first" in answer.out
    names = {file.name for file in (out / "figures").iterdir()}
    assert names == {"arms.svg", "verdicts.svg"}
    assert not (out / "report.html").exists()
    answer = ask("report", out)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.strip() == str(out / "report.html")
    assert "<h1>toy A toy</h1>" in (out / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_no_figures_where_none_are_wanted(ask: Ask, tmp_path: Path) -> None:
    plain, _ = toys(tmp_path / "files")
    out = tmp_path / "out"
    answer = ask("experiment", plain, "--out", out, "--no-plots", "--json")
    assert answer.status == 0
    assert json.loads(answer.out)["name"] == "toy"
    assert not (out / "figures").exists()
    assert ask("experiment", plain).status == 0


@pytest.mark.slow
def test_all_experiments_are_drawn_and_reported_together(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tuple(str(file) for file in toys(tmp_path / "files"))
    monkeypatch.setattr("sovsim.experiment.experiment.experiment_names", lambda: files)
    out = tmp_path / "all"
    answer = ask("experiment", "--all", "--runs", "4", "--out", out)
    assert answer.status == 0
    assert (out / "figures" / "overview.svg").is_file()
    assert (out / "toy-full" / "figures" / "verdicts.svg").is_file()
    assert [entry["name"] for entry in json.loads((out / "verdicts.json").read_text())] == [
        "toy",
        "toy-full",
    ]
    assert ask("report", out).status == 0
    assert "At a glance" in (out / "report.html").read_text(encoding="utf-8")
    assert ask("report", out / "toy").status == 0


@pytest.mark.slow
def test_a_run_is_reported_as_before(ask: Ask, run_folder: Path, tmp_path: Path) -> None:
    own = shutil.copytree(run_folder, tmp_path / "own")
    assert ask("report", own).status == 0
    assert "What happened in this run" in (own / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "is no run folder and no experiment's or ensemble's"),
        ({"notes.txt": "mine"}, "neither manifest.json nor verdicts.json"),
        ({"manifest.json": '{"kind": "ensemble"}'}, "a format that this version does not"),
        ({"verdicts.json": "{}"}, "holds no experiment.json"),
        ({"verdicts.json": "{}", "experiment.json": "{}"}, "damaged experiment folder"),
        ({"verdicts.json": "\x00", "experiment.json": "{}"}, "damaged experiment folder"),
        (None, "no such folder"),
    ],
)
def test_a_folder_that_cannot_be_reported_is_named_in_three_lines(
    ask: Ask, tmp_path: Path, files: dict[str, str] | None, told: str
) -> None:
    folder = tmp_path / "folder"
    if files is not None:
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_text(content)
    answer = ask("report", folder)
    assert answer.status == 2
    assert 1 <= answer.error_lines <= 3
    assert told in answer.err
    assert str(folder) in answer.err
    assert answer.out == ""
    assert files is None or {file.name for file in folder.iterdir()} == set(files)
