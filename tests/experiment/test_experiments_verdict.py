"""Verdicts: from tables made by hand, and rates over repeated seeds of a planted effect."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sovsim.disk.plain import plain
from sovsim.ensemble.arms import Arm
from sovsim.experiment.experiment import load_experiment
from sovsim.experiment.finished import Finished
from sovsim.experiment.outcomes import outcomes, questions
from sovsim.experiment.run import run_experiment
from sovsim.experiment.schema import MetricTable, PredictionTable
from tests.experiment.test_experiments_load import GOOD, written


def test_plain_data_holds_no_numpy_and_no_nan() -> None:
    found = plain({"a": np.float64(1.5), "b": float("nan"), "c": (np.bool_(True),)})
    assert found == {"a": 1.5, "b": None, "c": [True]}


def hand_made() -> SimpleNamespace:
    keys = [(arm, run) for arm in ("x", "y", "z") for run in range(4)]
    metrics = pd.DataFrame(keys, columns=["arm", "run"])
    metrics["gap"] = np.arange(12.0)
    states = metrics.drop(columns="gap").merge(pd.DataFrame({"state": ["S1", "S2"]}), how="cross")
    states["gap"] = np.arange(24.0)
    return SimpleNamespace(metrics=metrics, states=states)


def test_metrics_of_states_and_differences_of_metrics() -> None:
    tables = {
        "gap": MetricTable(name="gap"),
        "first": MetricTable(name="first", metric="gap", states=("S1",)),
        "apart": MetricTable(name="apart", metric="gap", states=("S2",), minus_states=("S1",)),
        "both": MetricTable(name="both", metric="gap", states=("S1", "S2")),
    }
    table = outcomes(hand_made(), tables, np.array([0, 1, 0, 1]))
    assert table["point"].tolist() == [0, 1, 0, 1] * 3
    assert table["first"].tolist() == list(np.arange(0.0, 24.0, 2.0))
    assert (table["apart"] == 1.0).all()
    assert table["both"].tolist() == list(np.arange(0.5, 24.0, 2.0))


def test_predictions_about_one_and_about_four_arms_become_pairs() -> None:
    table = outcomes(hand_made(), {"gap": MetricTable(name="gap")}, np.arange(4))

    def prediction(arms: list[str], level: float = 0.0) -> PredictionTable:
        return PredictionTable(
            side="A",
            metric="gap",
            arms=arms,
            level=level,
            direction="higher",
            smallest=0.1,
            why="-",
        )

    wider, asked = questions(
        table, [prediction(["x"], 2.0), prediction(["x", "y", "x", "z"]), prediction(["x", "y"])]
    )
    assert [(entry.x, entry.y) for entry in asked] == [
        ("x", "2"),
        ("x - y", "x - z"),
        ("x", "y"),
    ]
    assert (wider.loc[wider["arm"] == "2", "gap"] == 2.0).all()
    assert (wider.loc[wider["arm"] == "x - z", "gap"] == -8.0).all()
    assert not wider.duplicated(["arm", "run"]).any()


class Planted:
    """Stands in for the model: ``pressed`` differs from ``plain`` by what the parameter says."""

    def __init__(self, effect: float, slope: float, seed: int) -> None:
        self.effect, self.slope, self.seed = effect, slope, seed
        self.asked: list[int] = []

    def __call__(self, arms: Mapping[str, Arm], runs: int) -> SimpleNamespace:
        self.asked.append(runs)
        random = np.random.default_rng(self.seed)
        common = 0.2 * random.standard_normal(4096)[:runs]
        own = {name: 0.01 * random.standard_normal(4096)[:runs] for name in ("plain", "pressed")}
        frames = []
        for name, arm in arms.items():
            value = np.asarray(arm.parameters["hegemon_policy.control"])
            pushed = self.effect + self.slope * (value - 5.0)
            autonomy = 0.5 + common + own[name] + (name == "pressed") * pushed
            run = np.arange(runs)
            frames.append(pd.DataFrame({"arm": name, "run": run, "autonomy": autonomy}))
        return SimpleNamespace(metrics=pd.concat(frames), states=pd.DataFrame())


def judged(folder: Path, effect: float, slope: float = 0.0, seed: int = 0) -> Finished:
    text = GOOD.replace("points = 4", "points = 64")
    experiment = load_experiment(written(folder, text))
    return run_experiment(experiment, runner=Planted(effect, slope, seed))


@pytest.mark.parametrize(
    ("effect", "a", "b"),
    [(-0.05, "holds", "fails"), (0.05, "fails", "fails"), (0.0, "fails", "holds")],
)
def test_planted_effects_get_the_right_verdict(
    tmp_path: Path, effect: float, a: str, b: str
) -> None:
    verdict = judged(tmp_path, effect, seed=3).verdict
    assert [side.verdict for side in verdict.sides] == [a, b]
    assert (verdict.runs, verdict.points) == (128, 64)


def test_at_the_bound_of_what_matters_the_number_is_as_unsure_as_the_word(tmp_path: Path) -> None:
    for side in judged(tmp_path, -0.01, seed=3).verdict.sides:
        assert side.verdict == "open"
        assert side.space.high - side.space.low > 0.9


def test_an_effect_that_turns_with_a_parameter_depends_on_it(tmp_path: Path) -> None:
    verdict = judged(tmp_path, 0.0, slope=0.1).verdict
    side = verdict.sides[0]
    assert side.verdict == "depends"
    assert "hegemon_policy.control: it holds in" in side.depends_on[0]
    assert 0.34 < side.space.share < 0.6
    row = verdict.predictions.iloc[0]
    assert row["verdict"] == "depends"
    assert str(row["split_by"][0]) == side.depends_on[0]


def test_runs_are_added_until_the_interval_is_narrow(tmp_path: Path) -> None:
    text = GOOD.replace("points = 4", "precision = 0.1\nmost = 512")
    experiment = load_experiment(written(tmp_path, text))
    planted = Planted(-0.05, 0.0, 0)
    verdict = run_experiment(experiment, runner=planted).verdict
    assert planted.asked == sorted(planted.asked)
    assert planted.asked[0] == 64
    last = verdict.predictions
    narrow = ((last["high"] - last["low"]) / 2 <= 0.1 * last["smallest"]).all()
    assert narrow == ("precise enough" in verdict.stopped)
    assert narrow or planted.asked[-1] == 512
