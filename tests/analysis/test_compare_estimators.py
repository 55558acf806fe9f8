"""Estimators against answers that are known in closed form."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from sovsim.analysis.compare import Question, compare
from sovsim.analysis.depends import splits
from sovsim.analysis.direction import claim
from sovsim.analysis.interval import METHODS, mean_estimate
from sovsim.analysis.multiple import holm
from sovsim.analysis.pairs import PairingError, pairs
from sovsim.analysis.space import clopper_pearson, space_shares
from sovsim.analysis.superiority import superiority, wilson
from sovsim.analysis.variance import variance_reduction


def normal_pairs(runs: int, shift: float, correlation: float, seed: int = 0) -> pd.DataFrame:
    """Two arms of standard normal metrics with a known correlation; x is ``shift`` higher."""
    random = np.random.default_rng(seed)
    common, own_x, own_y = random.standard_normal((3, runs))
    weight, rest = math.sqrt(correlation), math.sqrt(1.0 - correlation)
    x = shift + weight * common + rest * own_x
    y = weight * common + rest * own_y
    run = np.arange(runs)
    return pd.concat(
        [
            pd.DataFrame({"arm": "x", "run": run, "m": x}),
            pd.DataFrame({"arm": "y", "run": run, "m": y}),
        ],
        ignore_index=True,
    )


def test_paired_difference_superiority_and_variance_reduction_of_correlated_normals() -> None:
    shift, rho = 0.4, 0.8
    table = normal_pairs(40_000, shift, rho)
    row = compare(table, [Question("m", "x", "y", 0.1)]).iloc[0]
    spread = math.sqrt(2.0 * (1.0 - rho))
    assert row["difference"] == pytest.approx(shift, abs=0.015)
    assert row["high"] - row["low"] == pytest.approx(2 * 1.96 * spread / 200.0, rel=0.03)
    assert row["superiority"] == pytest.approx(norm.cdf(shift / spread), abs=0.01)
    assert row["correlation"] == pytest.approx(rho, abs=0.01)
    assert row["variance_reduction"] == pytest.approx(rho, abs=0.01)
    assert row["direction"] == "higher"


def test_a_comparison_with_itself_is_zero_and_what_may_be_unseen_is_allowed_for() -> None:
    table = normal_pairs(200, 0.0, 0.5)
    same = table[table["arm"] == "x"].assign(arm="twin")
    both = pd.concat([table[table["arm"] == "x"], same])
    row = compare(both, [Question("m", "x", "twin", 0.05)]).iloc[0]
    assert row["identical"]
    assert row["difference"] == 0.0
    assert row["low"] == pytest.approx(-row["high"])
    assert 0.01 < row["high"] < 0.05
    assert row["unseen"] == pytest.approx(3.0 / 200, abs=0.001)
    assert row["method"] == "few differ"
    assert row["superiority"] == 0.5
    assert row["variance_reduction"] == 1.0
    assert row["direction"] == "same"


def test_a_few_equal_pairs_are_no_proof_that_nothing_differs() -> None:
    estimate = mean_estimate(np.zeros(10))
    assert claim(estimate, 0.1).at(0.05) == "open"
    assert claim(mean_estimate(np.zeros(100)), 0.1).at(0.05) == "same"


@pytest.mark.parametrize("method", METHODS)
def test_the_chance_at_the_end_of_an_interval_is_half_the_level(method: str) -> None:
    values = np.random.default_rng(1).gamma(2.0, size=60)
    estimate = mean_estimate(values, 0.90, method)  # type: ignore[arg-type]
    assert estimate.chance_not_above(estimate.low) == pytest.approx(0.05, abs=0.004)
    assert estimate.chance_not_below(estimate.high) == pytest.approx(0.05, abs=0.004)
    assert estimate.chance_not_above(estimate.high) > 0.9


def test_bootstrap_intervals_agree_with_t_where_the_sample_is_large_and_normal() -> None:
    values = np.random.default_rng(2).normal(1.0, 2.0, 800)
    ends = [mean_estimate(values, method=method) for method in METHODS]  # type: ignore[arg-type]
    for estimate in ends[1:]:
        assert estimate.low == pytest.approx(ends[0].low, abs=0.02)
        assert estimate.high == pytest.approx(ends[0].high, abs=0.02)


def test_bca_leans_to_the_long_tail() -> None:
    values = np.random.default_rng(3).exponential(size=60)
    plain, corrected = (mean_estimate(values, method=m) for m in ("percentile", "bca"))
    assert corrected.high > plain.high
    assert corrected.low > plain.low


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0], [math.nan] * 5])
def test_too_few_units_give_no_interval_and_no_claim(values: list[float]) -> None:
    estimate = mean_estimate(values)
    assert math.isnan(estimate.low)
    assert claim(estimate, 0.1).at(0.05) == "open"


def test_nan_is_left_out() -> None:
    assert mean_estimate([1.0, math.nan, 3.0, 5.0]).n == 3


@pytest.mark.parametrize(("method", "confidence"), [("median", 0.95), ("t", 1.0), ("t", 0.0)])
def test_bad_settings_are_refused(method: str, confidence: float) -> None:
    with pytest.raises(ValueError, match=r"method|confidence"):
        mean_estimate([1.0, 2.0, 3.0], confidence, method)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mean", "smallest", "expected"),
    [
        (1.0, 0.5, "higher"),
        (-1.0, 0.5, "lower"),
        (0.0, 0.5, "same"),
        (0.5, 0.5, "open"),
        (0.2, 0.0, "higher"),
        (1.0, 3.0, "same"),
    ],
)
def test_directions_respect_the_smallest_effect_that_matters(
    mean: float, smallest: float, expected: str
) -> None:
    noise = np.linspace(-1.0, 1.0, 101)
    assert claim(mean_estimate(mean + noise), smallest).at(0.05) == expected


def test_a_smallest_effect_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        claim(mean_estimate([1.0, 2.0, 4.0]), -0.1)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]).tolist() == []
    assert holm([0.9, 0.8]).tolist() == [1.0, 1.0]


def test_correction_is_over_all_questions_of_a_call() -> None:
    table = normal_pairs(60, 0.45, 0.5, seed=4)
    alone = compare(table, [Question("m", "x", "y", 0.1)]).iloc[0]
    for number in range(19):
        table[f"null{number}"] = np.random.default_rng(number).standard_normal(len(table))
    others = [Question(f"null{number}", "x", "y") for number in range(19)]
    many = compare(table, [Question("m", "x", "y", 0.1), *others]).iloc[0]
    assert many["chance_holm"] == pytest.approx(min(1.0, 20 * alone["chance"]))


def test_a_question_that_is_asked_twice_counts_once() -> None:
    table = normal_pairs(60, 0.45, 0.5, seed=4)
    twice = compare(table, [Question("m", "x", "y", 0.1)] * 2)
    assert (twice["chance_holm"] == twice["chance"]).all()


def test_wilson_and_clopper_pearson_by_hand() -> None:
    found = wilson(np.repeat([1.0, 0.0], [8, 2]))
    assert (found.low, found.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    exact = clopper_pearson(8, 10)
    assert (exact.low, exact.high) == pytest.approx((0.4439, 0.9748), abs=1e-4)
    assert clopper_pearson(10, 10).high == 1.0
    assert math.isnan(clopper_pearson(1, 1).share)


def test_ties_count_half() -> None:
    table = pd.DataFrame(
        {"arm": ["x"] * 4 + ["y"] * 4, "run": [0, 1, 2, 3] * 2, "m": [1, 1, 1, 0, 1, 0, 1, 1]}
    )
    assert superiority(pairs(table, "x", "y", "m")).share == 0.5


def test_variance_reduction_is_undefined_without_variance() -> None:
    gain = variance_reduction(np.ones(5), np.ones(5))
    assert math.isnan(gain.reduction)
    assert variance_reduction(np.arange(5.0), np.ones(5)).reduction == pytest.approx(0.0)


def test_runs_of_one_point_are_one_unit() -> None:
    run = np.arange(40)
    point = run % 4
    frame = pd.DataFrame({"run": run, "point": point})
    table = pd.concat([frame.assign(arm="x", m=point * 1.0), frame.assign(arm="y", m=0.0)])
    row = compare(table, [Question("m", "x", "y")]).iloc[0]
    assert (row["runs"], row["units"]) == (40, 4)
    assert row["difference"] == 1.5
    assert row["high"] - row["low"] > 3.0


def test_undefined_pairs_are_left_out_and_counted() -> None:
    table = normal_pairs(30, 0.0, 0.5)
    table.loc[(table["arm"] == "y") & (table["run"] < 4), "m"] = math.nan
    row = compare(table, [Question("m", "x", "y")]).iloc[0]
    assert (row["runs"], row["undefined"]) == (26, 4)


def test_arms_that_cannot_be_paired_are_refused() -> None:
    table = normal_pairs(5, 0.0, 0.5)
    with pytest.raises(PairingError, match="no arm 'z'"):
        pairs(table, "x", "z", "m")
    with pytest.raises(PairingError, match="no metric 'k'"):
        pairs(table, "x", "y", "k")
    with pytest.raises(PairingError, match="same runs"):
        pairs(table[(table["arm"] == "x") | (table["run"] < 3)], "x", "y", "m")
    with pytest.raises(PairingError, match="twice"):
        pairs(pd.concat([table, table]), "x", "y", "m")


def test_space_shares_count_points_by_direction() -> None:
    shares = space_shares(np.array([0.3, 0.2, 0.0, -0.3, 0.05]), 0.1)
    assert (shares.higher.share, shares.same.share, shares.lower.share) == (0.4, 0.4, 0.2)
    assert shares.higher.low < 0.4 < shares.higher.high


def test_the_parameter_that_splits_the_direction_is_named_and_no_other() -> None:
    random = np.random.default_rng(5)
    space = pd.DataFrame(random.random((120, 4)), columns=["turns", "shifts", "idle", "noise"])
    turning = 2.0 * (space["turns"] - 0.5) + 0.1 * space["shifts"]
    differences = (turning + 0.2 * random.standard_normal(120)).to_numpy()
    found = splits(space, differences, 0.1)
    assert found["parameter"][0] == "turns"
    assert found.loc[found["splits"], "parameter"].tolist() == ["turns"]
    assert found["direction_below"][0] == "lower"
    assert found["direction_above"][0] == "higher"


def test_a_parameter_that_only_strengthens_an_effect_does_not_split_it() -> None:
    random = np.random.default_rng(6)
    space = pd.DataFrame({"stronger": random.random(90)})
    differences = 1.0 + space["stronger"].to_numpy() + 0.1 * random.standard_normal(90)
    assert not splits(space, differences, 0.1)["splits"].any()


def test_too_few_points_name_nothing() -> None:
    assert splits(pd.DataFrame({"p": np.arange(5.0)}), np.arange(5.0), 0.1).empty
