"""Experiments from end to end, on few runs: model, comparison, verdict, files, command line."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import sovsim
from sovsim.cli import main
from sovsim.ensemble.design import DesignError
from sovsim.experiment.experiment import load_experiment
from sovsim.experiment.run import arms, run_experiment
from sovsim.experiment.words import VERDICTS
from sovsim.scenario import ScenarioError
from tests.experiment.test_experiments_load import GOOD, written


@pytest.mark.slow
def test_a_toy_experiment_leaves_verdicts_and_resumes(tmp_path: Path) -> None:
    experiment = load_experiment(written(tmp_path, GOOD))
    out = tmp_path / "out"
    first = run_experiment(experiment, out=out)
    verdicts = json.loads((out / "verdicts.json").read_text())
    assert verdicts["name"] == "toy"
    assert {row["verdict"] for row in verdicts["predictions"]} <= set(VERDICTS)
    assert len(pd.read_parquet(out / "verdicts.parquet")) == 2
    assert "common random numbers" in (out / "summary.md").read_text()
    again = run_experiment(experiment, out=out)
    assert again.verdict.as_dict() == first.verdict.as_dict()


def test_every_arm_gets_the_same_points_and_what_an_arm_fixes_stays(tmp_path: Path) -> None:
    text = GOOD.replace(
        'name = "plain"\n', 'name = "plain"\nparameters = { "hegemon_policy.control" = 1.0 }\n'
    )
    experiment = load_experiment(written(tmp_path, text))
    made = arms(experiment, experiment.sample(), 8)
    assert "hegemon_policy.control" not in made["plain"].parameters
    assert made["plain"].scenario.parameters["hegemon_policy.control"] == 1.0
    assert len(made["pressed"].values["hegemon_policy.control"]) == 8  # type: ignore[arg-type]


def test_a_corner_of_a_grid_is_refused_before_anything_runs(tmp_path: Path) -> None:
    text = GOOD.replace('method = "sobol"', 'method = "grid"\nlevels = 5')
    experiment = load_experiment(written(tmp_path, text))
    with pytest.raises(DesignError, match="first corner of a grid"):
        experiment.run(runs=4, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["RH-03", "RH-16"])
def test_shipped_experiments_run(name: str) -> None:
    finished = sovsim.Experiment.load(name).run(runs=4)
    assert finished.verdict.runs == 4
    assert len(finished.verdict.predictions) == len(finished.experiment.predictions)
    assert finished.verdict.words


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 24))
def test_every_shipped_experiment_runs(number: int) -> None:
    finished = sovsim.Experiment.load(f"RH-{number:02d}").run(runs=3)
    table = finished.verdict.predictions
    assert table["difference"].notna().any()


@pytest.mark.slow
def test_a_scenario_compared_with_itself_is_identical() -> None:
    found = sovsim.compare("toy-two-states", "toy-two-states", runs=5)
    assert (found.table["difference"] == 0.0).all()
    assert found.table["identical"].all()
    assert found.table["verdict"].str.contains("identical in all 5 runs; up to 45 % of").all()


PAIR = ("csto-kazakhstan-2022", "csto-kazakhstan-2022-refused")


@pytest.mark.slow
def test_compare_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["compare", *PAIR, "-m", "autonomy", "--runs", "5"]
    assert main([*given, "--smallest", "0.01", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["a"], found["b"], found["runs"]) == (*PAIR, 5)
    row = found["metrics"][0]
    assert row["low"] <= row["difference"] <= row["high"]
    assert row["smallest"] == 0.01


@pytest.mark.slow
def test_compare_stops_when_it_is_precise_enough(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["compare", *PAIR, "-m", "autonomy"]
    assert main([*given, "--runs", "256", "--precision", "0.5"]) == 0
    assert "precise enough at 64 runs" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["compare", "toy-two-states", "nowhere"], "no scenario"),
        (["compare", "toy-two-states", "toy-two-states", "-m", "autonmy"], "autonomy"),
        (["compare", "toy-two-states", "toy-two-states", "--precision", "-1"], "above 0"),
        (["compare", "toy-two-states", "toy-two-states", "--smallest", "x"], "SIZE"),
        (["experiment"], "--all"),
        (["experiment", "RH-99"], "no experiment"),
        (["experiment", "RH-04", "--all"], "--all"),
    ],
)
def test_bad_input_is_said_in_three_lines(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(given) == 2
    message = capsys.readouterr().err
    assert said in message
    assert len(message.splitlines()) <= 3


@pytest.mark.slow
def test_an_experiment_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, GOOD)
    out = tmp_path / "out"
    assert main(["experiment", str(path), "--runs", "4", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "A: Yes." in shown
    assert "autonomy" in shown
    assert (out / "verdicts.parquet").exists()


def test_unknown_metrics_are_refused() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'autonomy'"):
        sovsim.compare("toy-two-states", "toy-two-states", ["autonmy"])
