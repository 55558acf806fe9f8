"""What a sample may hide: equal units, a few that differ, skew, and too few for a bootstrap."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovsim.analysis.compare import Question, compare
from sovsim.analysis.direction import claim
from sovsim.analysis.interval import FEWEST_RESAMPLED, mean_estimate
from sovsim.analysis.skewed import carrying, inverse, transformed
from sovsim.analysis.unseen import reach, unseen_share

# Whole and half numbers, so that ties are many and sums exact.
SAMPLES = st.lists(st.integers(-6, 6).map(lambda n: n / 2.0), min_size=3, max_size=60)


def arms(**values: np.ndarray) -> pd.DataFrame:
    tables = [
        pd.DataFrame({"arm": name, "run": np.arange(len(column)), "m": column})
        for name, column in values.items()
    ]
    return pd.concat(tables, ignore_index=True)


def test_the_rule_of_three() -> None:
    assert unseen_share(300) == pytest.approx(3.0 / 300, rel=0.01)
    assert unseen_share(0) == 1.0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, 0.0, 0.0, 1.0], 1.0),
        ([0.0, 0.0], 1.0),
        ([3.0, 3.0], 3.0),
        ([0.4, 0.4], 0.4),
        ([0.0, 0.1, 0.3], 0.2),
    ],
)
def test_the_reach_of_an_outcome_by_hand(values: list[float], expected: float) -> None:
    assert reach(np.array(values)) == pytest.approx(expected)


def test_a_constant_difference_is_found_and_one_pair_that_is_off_changes_little() -> None:
    same = mean_estimate(np.full(64, 5.0))
    off = mean_estimate(np.append(np.full(63, 5.0), 5.0001))
    for estimate in (same, off):
        assert claim(estimate, 0.0).at(1e-6) == "higher"
        assert estimate.low < 5.0 < estimate.high < 5.4
    assert off.low == pytest.approx(same.low, abs=0.001)
    assert claim(mean_estimate(np.full(64, -5.0)), 0.0).at(1e-6) == "lower"


def test_a_constant_difference_is_found_where_the_outcome_varies_widely() -> None:
    other = np.random.default_rng(0).standard_normal(64)
    row = compare(arms(x=other + 0.01, y=other), [Question("m", "x", "y")]).iloc[0]
    assert row["direction"] == "higher"
    assert row["low"] > 0.0


def test_equal_runs_are_not_the_same_where_a_rare_event_could_matter() -> None:
    never = arms(x=np.zeros(64), y=np.zeros(64))
    for smallest, expected in ((0.01, "open"), (0.05, "same")):
        row = compare(never, [Question("m", "x", "y", smallest)]).iloc[0]
        assert row["direction"] == expected
        assert row["identical"]
    assert row["note"].startswith("none of 64 differ from the rest")


def test_events_on_one_side_are_found_as_by_an_exact_test() -> None:
    """Of 64 pairs, seven with an event on one side only: exactly, p is 2 * 0.5 ** 7 = .016."""
    x = np.zeros(64)
    x[:7] = 1.0
    row = compare(arms(x=x, y=np.zeros(64)), [Question("m", "x", "y")]).iloc[0]
    assert row["chance"] == pytest.approx(0.03, abs=0.01)
    assert row["direction"] == "higher"
    x[4:] = 0.0
    assert compare(arms(x=x, y=np.zeros(64)), [Question("m", "x", "y")])["direction"][0] == "open"


def test_a_bootstrap_of_few_units_gives_way_and_says_so() -> None:
    values = np.random.default_rng(1).standard_normal(FEWEST_RESAMPLED)
    few, plain = mean_estimate(values[:-1], method="bca"), mean_estimate(values[:-1])
    assert (few.used, few.low, few.high) == ("t", plain.low, plain.high)
    assert few.note == "too few for bca (49 of 50): t in its place"
    enough = mean_estimate(values, method="bca")
    assert (enough.used, enough.note) == ("bca", "")


def test_a_skewed_sample_gets_the_wider_interval_and_its_mirror_the_mirrored() -> None:
    values = np.random.default_rng(2).lognormal(size=100)
    found, mirrored = mean_estimate(values), mean_estimate(-values)
    assert found.used == "skewed t"
    assert found.high - found.mean > found.mean - found.low
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low))


@pytest.mark.parametrize("skew", [-0.4, 0.0, 0.3])
@pytest.mark.parametrize("ratio", [-2.5, 0.0, 1.7])
def test_the_transformation_can_be_turned_round(ratio: float, skew: float) -> None:
    assert inverse(transformed(ratio, skew), skew) == pytest.approx(ratio)


def test_a_spread_is_carried_by_the_units_that_stand_out() -> None:
    values = np.zeros(1000)
    values[:4] = 1.0
    assert carrying(values) == pytest.approx(4.0, rel=0.02)
    normal = np.random.default_rng(3).standard_normal(9000)
    assert carrying(normal) == pytest.approx(3000, rel=0.1)


@settings(max_examples=60, deadline=None)
@given(SAMPLES, st.floats(0.5, 4.0))
def test_intervals_and_chances_agree_and_turn_with_the_sample(
    values: list[float], outcome: float
) -> None:
    sample = np.array(values)
    found = mean_estimate(sample, outcome=outcome)
    mirrored = mean_estimate(-sample, outcome=outcome)
    assert found.low <= found.mean <= found.high
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low), abs=1e-9)
    if found.high > found.low:
        ends = found.chance_not_above(found.low), found.chance_not_below(found.high)
        assert ends == pytest.approx((0.025, 0.025), abs=1e-6)
    doubled = mean_estimate(2.0 * sample, outcome=2.0 * outcome)
    assert (doubled.low, doubled.high) == pytest.approx((2.0 * found.low, 2.0 * found.high))


@settings(max_examples=10, deadline=None)
@given(SAMPLES, st.integers(0, 2**16))
def test_questions_about_a_complement_or_the_reverse_count_once(
    values: list[float], seed: int
) -> None:
    random = np.random.default_rng(seed)
    x, y = np.array(values), np.array(values) + random.standard_normal(len(values))
    table = arms(x=x, y=y).assign(rest=lambda rows: 1.0 - rows["m"])
    asked = [Question("m", "x", "y"), Question("rest", "x", "y"), Question("m", "y", "x")]
    alone = compare(table, asked[:1])["chance"][0]
    found = compare(table, asked)
    assert found["chance_holm"].to_numpy() == pytest.approx(alone, rel=1e-6)
    assert found["difference"][1] == pytest.approx(-found["difference"][0])
    other = {"higher": "lower", "not_higher": "not_lower"}
    other |= {after: before for before, after in other.items()}
    turned = other.get(found["direction"][0], found["direction"][0])
    assert list(found["direction"][1:]) == [turned, turned]


def test_points_are_the_units_whatever_varies() -> None:
    table = arms(x=np.ones(200), y=np.ones(200))
    table["point"] = table["run"] % 10
    row = compare(table, [Question("m", "x", "y", 0.05)]).iloc[0]
    assert (row["units"], row["direction"]) == (10, "open")


def test_pairing_gains_nothing_where_noise_is_not_common_whatever_the_points_do() -> None:
    random, points = np.random.default_rng(4), pd.DataFrame({"p": np.linspace(0.0, 1.0, 40)})
    run = np.arange(400)
    level = 10.0 * points["p"].to_numpy()[run % 40]
    table = arms(x=level + random.standard_normal(400), y=level + random.standard_normal(400))
    table["point"] = table["run"] % 40
    for sampled in (points, None):
        row = compare(table, [Question("m", "x", "y")], sampled).iloc[0]
        assert abs(row["variance_reduction"]) < 0.15
    once = table[table["run"] < 40]
    assert np.isnan(compare(once, [Question("m", "x", "y")], points)["variance_reduction"][0])
