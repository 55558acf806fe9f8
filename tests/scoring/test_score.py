"""Who is right is told where it can be told; the same is the same; chance is called chance."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sovsim.scoring.arms import ScoreError
from sovsim.scoring.difference import DIFFER
from sovsim.scoring.score import score
from sovsim.scoring.told import power_words, told_apart, verdict, weight_words
from tests.scoring.tables import INDICATORS, STATES, arms, equally


def test_the_arm_that_made_the_data_wins_in_error_chance_and_weight() -> None:
    found = score(arms({"right": equally(0.0), "wrong": equally(0.4)}))
    row = found.pair("right", "wrong")
    assert row["pool"] == DIFFER
    assert row["high"] < 1.0
    assert row["won"] > 0.9
    assert row["chance"] < 0.01
    assert told_apart(found, "right", "wrong") == "right"
    assert verdict(found, "right", "wrong").startswith("right is nearer to the data than wrong")
    for stack in found.stacks:
        assert stack.decided == "right"
        assert stack.table["weight"].iloc[0] > 0.9
    event = found.events.set_index("method").loc["model"]
    assert event["difference"] < 0
    assert event["high"] < 0


def test_names_may_stand_in_any_order() -> None:
    one = score(arms({"x": equally(0.0), "y": equally(0.3)})).pair("x", "y")
    other = score(arms({"y": equally(0.3), "x": equally(0.0)})).pair("y", "x")
    assert other["ratio"] == pytest.approx(1 / one["ratio"])
    assert other["low"] == pytest.approx(1 / one["high"], rel=0.01)
    assert other["chance"] == one["chance"]


def test_arms_that_say_the_same_differ_by_exactly_nothing() -> None:
    found = score(arms({"one": equally(0.1), "other": equally(0.1)}))
    table = found.differences
    assert (table[["ratio", "low", "high"]] == 1.0).all(axis=None)
    assert (table["won"] == 0.5).all()
    assert (table["chance"] == 1.0).all()
    for stack in found.stacks:
        assert stack.flat
        assert stack.decided == ""
        assert stack.table["weight"].tolist() == [0.5, 0.5]
        assert stack.table[["low", "high"]].to_numpy().tolist() == [[0.0, 1.0]] * 2
    assert (found.events["difference"] == 0).all()
    assert "exactly the same" in verdict(found, "one", "other")
    assert "do not tell them apart" in verdict(found, "one", "other")
    assert power_words(found) == []
    assert "undecided" in weight_words(found)[0]


def test_arms_wrong_in_half_of_the_states_each_are_not_told_apart_and_share_the_weight() -> None:
    half = np.where(np.arange(len(STATES)) % 2 == 0, 0.4, 0.0)
    found = score(arms({"one": half, "other": 0.4 - half}))
    row = found.pair("one", "other")
    assert row["low"] < 1.0 < row["high"]
    assert told_apart(found, "one", "other") == ""
    assert verdict(found, "one", "other").startswith("The data do not tell one and other apart")
    assert found.stacks[0].decided == ""
    assert 0.2 < found.stacks[0].table["weight"].iloc[0] < 0.8
    assert found.stacks[0].loss < found.stacks[0].table["loss"].min()


def test_only_indicators_on_which_arms_differ_count_first() -> None:
    one, other = arms({"one": equally(0.0), "other": equally(0.3)})
    same = one.forecasts["indicator"] != "polyarchy"
    mixed = other.forecasts.copy()
    columns = ["predicted", "low", "high", "crps"]
    mixed.loc[same, columns] = one.forecasts.loc[same, columns]
    found = score([one, dataclasses.replace(other, forecasts=mixed)])
    assert found.common.differing == ("polyarchy",)
    assert found.pair("one", "other", "alignment, dependence")["ratio"] == 1.0
    assert found.pair("one", "other")["ratio"] < 1.0


@pytest.mark.slow
def test_other_random_numbers_that_turn_a_difference_make_it_chance() -> None:
    made = arms({"one": equally(0.05), "other": equally(0.15)})
    turned = arms({"one": equally(0.15), "other": equally(0.05)})
    alone, twice = score(made), score(made, again=turned)
    assert told_apart(alone, "one", "other") == "one"
    assert twice.again["one", "other"] > 1.0
    assert told_apart(twice, "one", "other") == ""
    assert "chance of the runs" in verdict(twice, "one", "other")


def test_series_that_may_not_be_passed_on_are_left_out() -> None:
    more = {**INDICATORS, "influence": "dependence"}
    made = arms({"one": equally(0.0), "other": equally(0.3)}, indicators=more)
    assert "influence" in set(score(made).common.rows["indicator"])
    left = score(made, passed_on=True)
    assert "influence" not in set(left.differences["pool"])


def test_arms_made_on_other_data_or_without_common_rows_are_refused() -> None:
    one, other = arms({"one": equally(0.0), "other": equally(0.3)})
    moved = other.forecasts.assign(observed=other.forecasts["observed"] + 0.1)
    with pytest.raises(ScoreError, match="not made on the same data"):
        score([one, dataclasses.replace(other, forecasts=moved)])
    late = other.forecasts.assign(cut=other.forecasts["cut"] + 40)
    with pytest.raises(ScoreError, match="no indicator, cut, state and year that both"):
        score([one, dataclasses.replace(other, forecasts=late)])
    with pytest.raises(ScoreError, match="two arms at least"):
        score([one])
    with pytest.raises(ScoreError, match="called one"):
        score([one, one])
    with pytest.raises(ScoreError, match="variant"):
        score([one, other], "z")


def test_a_pair_differs_in_something_where_any_two_arms_do() -> None:
    """What lies apart is asked of the rows that are scored, for all arms and for a pair alike."""
    one, other = arms({"one": equally(0.0), "other": equally(0.3)})
    near = one.forecasts["year"] - one.forecasts["cut"]
    same = ~near.isin([5, 8])
    mixed = other.forecasts.copy()
    columns = ["predicted", "low", "high", "crps"]
    mixed.loc[same, columns] = one.forecasts.loc[same, columns]
    found = score([one, dataclasses.replace(other, forecasts=mixed)])
    assert found.common.differing == found.differing("one", "other") != ()
    assert found.pair("one", "other")["ratio"] < 1.0
