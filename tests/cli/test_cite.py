"""A methods paragraph says versions, seed and hashes, as the folder has them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

import sovsim
from sovsim.cite import methods, software
from sovsim.ensemble import run_ensemble
from tests.command_line import Ask

TOY = "toy-two-states"
SHORT = ("scenario.end=1992Q4",)


def test_the_reference_is_that_of_the_citation_file(ask: Ask) -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    used = software()
    assert used.version == project["version"]
    assert used.version in used.apa()
    entry = ask("cite", "--format", "bibtex").out
    assert entry.startswith("@software{sovsim,")
    assert f"version = {{{used.version}}}" in entry
    assert entry.count("{") == entry.count("}")


def test_a_run_is_told_with_its_seed_scenario_and_hashes(tmp_path: Path, ask: Ask) -> None:
    run = sovsim.run(TOY, 7, out=tmp_path / "run", settings=SHORT, plots=False)
    assert run.folder is not None
    told = methods(tmp_path / "run")
    manifest = run.folder.manifest
    for wanted in (TOY, "seed 7", manifest["spec_hash"][:16], manifest["code_hash"][:16], SHORT[0]):
        assert wanted in told
    found = json.loads(ask("cite", tmp_path / "run", "--json").out)
    assert found["methods"] == told


def test_an_ensemble_is_told_with_its_runs(tmp_path: Path) -> None:
    run_ensemble(TOY, 5, 2, out=tmp_path / "five", settings=SHORT)
    assert "was run 5 times (seed 2;" in methods(tmp_path / "five")


def test_another_folder_is_refused(tmp_path: Path, ask: Ask) -> None:
    refused = ask("cite", tmp_path)
    assert (refused.status, refused.error_lines, refused.out) == (2, 2, "")


@pytest.mark.slow
def test_an_experiment_is_told_with_arms_points_and_predictions(ask: Ask, tmp_path: Path) -> None:
    assert ask("new", "experiment", "mine", "--out", tmp_path).status == 0
    out = tmp_path / "out"
    asked = ("experiment", tmp_path / "mine.toml", "--runs", "8", "--no-plots", "--out", out)
    assert ask(*asked).status == 0
    told = methods(out)
    assert "ran 2 arms 8 times each (seed 0)" in told
    assert "autonomy.domination" in told
    assert "2 predictions written beforehand" in told


@pytest.mark.slow
def test_a_comparison_is_told_with_its_scenarios_runs_and_hashes(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("compare", TOY, "toy-two-states", "--runs", "3", "--seed", "5", "--out", out)
    assert ask(*asked, "--set", *SHORT).status == 0
    told = methods(out)
    assert "over 3 runs of each (seed 5)" in told
    assert SHORT[0] in told
