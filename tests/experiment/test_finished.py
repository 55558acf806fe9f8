"""A finished experiment can be read with pandas, and every run of it opened again."""

from __future__ import annotations

from pathlib import Path

import pytest

import sovsim
from sovsim.analysis.pairs import PairingError
from sovsim.ensemble import ArmError
from sovsim.experiment.experiment import load_experiment
from sovsim.experiment.finished import Finished
from sovsim.plots import forest_table
from tests.experiment.test_experiments_load import GOOD, written


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    text = GOOD.replace(
        'name = "plain"\n', 'name = "plain"\nparameters = { "hegemon_policy.control" = 1.0 }\n'
    )
    folder: Path = tmp_path_factory.mktemp("finished")
    return load_experiment(written(folder, text)).run(runs=5, seed=3)


def test_what_is_predicted_stands_there_before_the_runs(finished: Finished) -> None:
    told = finished.experiment.predicted()
    assert list(told.columns) == [
        "side", "metric", "arms", "predicted", "smallest", "check", "why",
    ]  # fmt: skip
    assert told["side"].tolist() == [entry.side for entry in finished.experiment.predictions]
    judged = finished.summary()
    for column in ("side", "metric", "arms", "predicted"):
        assert judged[column].tolist() == told[column].tolist()


def test_pairs_average_to_the_difference_of_the_verdict(finished: Finished) -> None:
    row = finished.verdict.predictions.iloc[0]
    pairs = finished.pairs("pressed", "plain", "autonomy")
    assert list(pairs.columns) == ["run", "point", "pressed", "plain", "difference"]
    assert len(pairs) == 5
    by_point = pairs.groupby("point")["difference"].mean()
    assert by_point.mean() == pytest.approx(row["difference"], abs=1e-12)
    assert len(by_point) == row["units"] == 4
    with pytest.raises(PairingError, match="no arm 'plane'"):
        finished.pairs("plane", "pressed", "autonomy")


@pytest.mark.slow
@pytest.mark.parametrize("arm", ["plain", "pressed"])
def test_a_run_lives_through_the_same_again(arm: str, finished: Finished) -> None:
    table = finished.table[finished.table["arm"] == arm].set_index("run")
    metrics = [
        name
        for name, entry in finished.experiment.metrics.items()
        if not (entry.states or entry.minus or entry.minus_states)
    ]
    assert metrics
    for run in (0, 4):
        again = sovsim.run(finished.scenario(arm, run), finished.verdict.seed, run=run)
        for name in metrics:
            entry = finished.experiment.metrics[name]
            assert again.metrics[entry.metric or name]["value"] == table.at[run, name]
    with pytest.raises(ArmError, match="no run 5"):
        finished.scenario(arm, 5)


def test_what_an_arm_fixes_stays_fixed_in_its_runs(finished: Finished) -> None:
    name = "hegemon_policy.control"
    assert finished.scenario("plain", 2).parameters[name] == 1.0
    assert finished.scenario("pressed", 2).parameters[name] == finished.points[name].iloc[2]


def test_a_forest_of_the_verdict_tells_checks_apart(finished: Finished) -> None:
    predictions = finished.verdict.predictions
    table = forest_table(predictions.assign(check=True))
    assert list(table.columns) == ["label", "difference", "low", "high", "matters", "verdict"]
    assert table["verdict"].str.endswith(" (check)").all()
    assert table["matters"].tolist() == predictions["smallest"].tolist()
