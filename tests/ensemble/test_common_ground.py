"""What cannot be compared is refused, unless it is asked for; then it is said how it was done."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sovsim
from sovsim.ensemble.common_ground import Incomparable, adjusted, common_ground, counted
from sovsim.ensemble.run import run_ensemble
from sovsim.experiment.experiment import load_experiment
from sovsim.experiment.run import run_experiment
from sovsim.metrics import METRICS
from sovsim.scenario import Scenario, ScenarioError, load_scenario
from tests.experiment.test_experiments_load import GOOD

TOY = "toy-two-states"


def shortened(tmp_path: Path, end: str = "1993Q4") -> Scenario:
    return load_scenario(TOY).with_settings([f"scenario.end={end}"])


def test_scenarios_of_other_spans_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Incomparable, match=r"A lasts from .* B from .*\n.*--across"):
        sovsim.compare(TOY, shortened(tmp_path), runs=4)


def test_scenarios_of_other_regions_are_refused_in_words() -> None:
    end = load_scenario("toy-four-states").end
    one = load_scenario(TOY).with_settings([f"scenario.end={end}"])
    with pytest.raises(Incomparable, match="A has 2 states"):
        sovsim.compare(one, "toy-four-states", runs=4)


@pytest.mark.slow
def test_counts_of_other_spans_become_rates_per_year_and_levels_stay(tmp_path: Path) -> None:
    long, short = load_scenario(TOY), shortened(tmp_path)
    found = sovsim.compare(long, short, ["coercion", "autonomy"], runs=8, across=True)
    rows = found.table.set_index("metric")
    for column, scenario in (("mean_x", long), ("mean_y", short)):
        plain = run_ensemble(scenario, 8).metrics.mean(numeric_only=True)
        assert rows.loc["coercion", column] == pytest.approx(
            plain["coercion"] / (scenario.steps / 4)
        )
        assert rows.loc["autonomy", column] == pytest.approx(plain["autonomy"])
    assert rows.loc["coercion", "unit"] == f"{METRICS['coercion'].unit} a year"
    assert rows.loc["autonomy", "unit"] == METRICS["autonomy"].unit
    assert "rates per year" in found.ground
    assert "lasts from" in found.ground


def test_what_is_alike_is_compared_as_it_is() -> None:
    found = sovsim.compare(TOY, TOY, ["coercion"], runs=4)
    assert found.ground == ""
    assert found.table["unit"].tolist() == [METRICS["coercion"].unit]


def synthetic(states: int) -> Scenario:
    settings = [f"scenario.region=synthetic-{states}-0"]
    return load_scenario("synthetic-region").with_settings(settings)


def test_states_that_only_one_region_has_do_not_count() -> None:
    arms = {"a": synthetic(3), "b": synthetic(5)}
    ground = common_ground(arms, across=True)
    ours = set(arms["a"].region.codes)
    assert set(ground.states) == ours
    metrics = pd.DataFrame(
        {"arm": ["a", "b"], "run": [0, 0], "autonomy": [0.5, 0.9], "upheavals": [1.0, 8.0]}
    )
    rows = [
        (arm, 0, state, 0.25 if state in ours else 1.0, 4.0)
        for arm in arms
        for state in arms["b"].region.codes
    ]
    states = pd.DataFrame(rows, columns=["arm", "run", "state", "autonomy", "upheavals"])
    found = adjusted(metrics, states, ground, ["autonomy", "upheavals"])
    assert found.metrics["autonomy"].tolist() == [0.25, 0.25]
    assert found.metrics["upheavals"].tolist() == [12.0, 12.0]


@pytest.mark.slow
def test_regions_of_other_sizes_are_compared_over_common_states() -> None:
    found = sovsim.compare(synthetic(3), synthetic(5), ["upheavals", "autonomy"], 4, across=True)
    assert "states are the common ones" in found.ground
    assert found.table["difference"].notna().all()


def test_regions_without_a_common_state_are_never_compared() -> None:
    arms = {"a": load_scenario(TOY), "b": load_scenario("western-bids")}
    with pytest.raises(Incomparable, match="no state in common"):
        common_ground(arms, across=True)


@pytest.mark.parametrize("name", ["coercion", "bids_completed", "upheavals"])
def test_a_count_grows_with_the_span(name: str) -> None:
    assert counted(METRICS[name])


@pytest.mark.parametrize(
    "name", ["mission_rate", "members_nato", "sovereignty_gap", "un_vote_share"]
)
def test_a_share_and_a_level_do_not_grow_with_the_span(name: str) -> None:
    assert not counted(METRICS[name])


def spans(tmp_path: Path, *, across: bool) -> Path:
    file = tmp_path / "spans.toml"
    text = GOOD.replace(
        'scenario = "toy-two-states"\nside = "A"',
        'scenario = "toy-two-states"\nsettings = ["scenario.end=1994Q4"]\nside = "A"',
    )
    head = 'question = "Does it matter?"'
    file.write_text(text.replace(head, f"{head}\nacross = true" if across else head))
    return file


def test_an_experiment_with_arms_of_other_spans_is_refused_unless_it_says_so(
    tmp_path: Path,
) -> None:
    with pytest.raises(ScenarioError, match="cannot be compared: plain lasts from") as caught:
        load_experiment(spans(tmp_path, across=False))
    assert "across = true" in str(caught.value)
    done = run_experiment(load_experiment(spans(tmp_path, across=True)), runs=4)
    assert done.experiment.ground.years["plain"] != done.experiment.ground.years["pressed"]


def test_one_metric_is_not_taken_off_another_of_another_unit(tmp_path: Path) -> None:
    file = tmp_path / "units.toml"
    file.write_text(
        GOOD.replace('name = "autonomy"\n\n', 'name = "autonomy"\nminus = "coercion"\n\n', 1)
    )
    with pytest.raises(ScenarioError, match="in another unit"):
        load_experiment(file)
