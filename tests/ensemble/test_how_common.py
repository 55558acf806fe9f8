"""A run among others of its scenario: the runs that an ensemble makes, itself left out."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.ensemble.how_common import how_common
from sovsim.ensemble.run import run_ensemble
from sovsim.record.run import Run
from sovsim.scenario import Scenario, load_scenario
from sovsim.single_run import run
from sovsim.telling.weight import kind_of

RUNS = 14


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    settings = ["scenario.start=2021Q1", "scenario.start_values=2021Q1", "scenario.end=2023Q4"]
    return load_scenario("csto-kazakhstan-2022-refused").with_settings(settings)


@pytest.fixture(scope="module")
def third(scenario: Scenario) -> Run:
    return run(scenario, seed=3, run=2, plots=False)


def test_metrics_are_placed_among_those_of_the_other_runs(scenario: Scenario, third: Run) -> None:
    found = how_common(third, RUNS)
    others = run_ensemble(scenario, RUNS + 1, seed=3).metrics.query("run != 2")
    for row in found.metrics.to_dict("records"):
        values = others[row["metric"]].dropna().to_numpy()
        assert row["value"] == third.metrics[row["metric"]]["value"]
        below = (values < row["value"]).mean() + 0.5 * (values == row["value"]).mean()
        assert row["below"] == pytest.approx(below), row["metric"]
        assert row["low"] in values
        assert row["low"] <= row["middle"] <= row["high"]


@pytest.mark.slow
def test_happenings_are_counted_run_by_run(scenario: Scenario, third: Run) -> None:
    found = how_common(third, RUNS)
    assert len(found.happenings)
    others = [run(scenario, seed=3, run=k, plots=False).events for k in range(RUNS + 1) if k != 2]
    for row in found.happenings.to_dict("records"):
        counted = 0
        for events in others:
            mine = events[~events["cause"].isin(["scenario", "forced", "play", "policy"])]
            keys = {(kind_of(one), one["actor"], one["target"]) for one in mine.to_dict("records")}
            counted += (row["type"], row["actor"], row["target"]) in keys
        assert row["runs"] == counted, row
        assert row["share"] == counted / RUNS


def test_imposed_decisions_are_counted_on_neither_side(third: Run) -> None:
    events = third.events
    refused = events[(events["type"] == "mission_not_sent") & (events["target"] == "KAZ")]
    assert "forced" in set(refused["cause"])
    share = how_common(third, 3).share_of(("mission_not_sent", "CSTO", "KAZ"))
    assert (share is None) == (set(refused["cause"]) == {"forced"})


def test_moves_are_the_runs_own_and_shares_lie_between_none_and_all(third: Run) -> None:
    found = how_common(third, RUNS, "2021Q4")
    assert found.since == "2021Q4"
    table = found.moves.set_index(["state", "variable"])
    kaz = third.states[third.states["state"] == "KAZ"].set_index("quarter")
    columns = [name for name in kaz if name.startswith("autonomy_")]
    mean = kaz[columns].mean(axis=1)
    assert table.loc[("KAZ", "autonomy"), "change"] == pytest.approx(
        mean["2023Q4"] - mean["2021Q4"]
    )
    assert table["same_way"].between(0, 1).all()


@pytest.mark.slow
def test_the_number_of_others_does_not_depend_on_the_place_of_the_run(scenario: Scenario) -> None:
    first = run(scenario, seed=3, run=0, plots=False)
    assert how_common(first, 3).runs == 3
    values = run_ensemble(scenario, 4, seed=3).metrics.query("run != 0")["coercion"]
    row = how_common(first, 3).metrics.set_index("metric").loc["coercion"]
    assert row["middle"] == np.sort(values.to_numpy())[1]


@pytest.mark.parametrize(("runs", "since"), [(0, None), (5, "1999Q1"), (5, "2024Q1")])
def test_what_cannot_be_compared_is_refused(third: Run, runs: int, since: str | None) -> None:
    with pytest.raises(ValueError, match=r"from 1|outside the run"):
        how_common(third, runs, since)


@pytest.mark.slow
def test_what_is_imposed_on_every_run_makes_nothing_common() -> None:
    """The model's own invasions are counted without the one that the scenario imposes."""
    imposed = load_scenario("invasion-2022")
    key = ("invasion", "RUS", "UKR")
    courses = [run(imposed, run=k, plots=False) for k in range(9)]
    invasions = [each.events.query("type == 'invasion' and target == 'UKR'") for each in courses]
    assert all("forced" in set(each["cause"]) for each in invasions)
    own = [bool((each["cause"] != "forced").any()) for each in invasions]
    again, once = own.index(True), own.index(False)
    assert how_common(courses[again], 8).share_of(key) == (sum(own) - 1) / 8 < 1
    assert how_common(courses[once], 8).share_of(key) is None
