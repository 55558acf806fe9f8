"""Intervals, weights and what it would take, against what is known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.backtest.again import counts
from sovsim.scoring.again import interval
from sovsim.scoring.common import common
from sovsim.scoring.difference import POOLS, log_ratio, sums
from sovsim.scoring.power import power
from sovsim.scoring.stacking import stack
from tests.scoring.tables import STATES, arms, equally

HEAD = next(iter(POOLS))


def test_intervals_over_few_states_hold_the_truth_as_often_as_they_say() -> None:
    """Contributions of states are drawn with no difference; skewed ones too."""
    draw = np.random.default_rng(4)
    size, times = 14, 400
    drawn = counts(size, 0)
    held = 0
    for _ in range(times):
        x, y = draw.gamma(2.0, 1.0, (2, 1, size))
        logs = log_ratio(x @ drawn, y @ drawn, np.ones(1))
        low, high = interval(logs[1:], size)
        held += low <= 0 <= high
    assert 0.86 < held / times < 0.95


def test_an_interval_of_one_state_is_not_told() -> None:
    assert np.isnan(interval(np.zeros(10), 1)).all()


def test_weights_are_those_of_the_convex_problem() -> None:
    """Of two arms off to either side by as much, half and half is best; of three, none more."""
    found = common(arms({"up": equally(0.4), "down": equally(-0.4)}, seed=3))
    table = stack(found, "crps", 0).table
    assert table["weight"].to_numpy() == pytest.approx([0.5, 0.5], abs=0.1)
    three = common(arms({"up": equally(0.4), "down": equally(-0.4), "right": equally(0.0)}, seed=3))
    for kind in ("crps", "log"):
        weights = stack(three, kind, 0).table.set_index("arm")["weight"]
        assert weights.sum() == pytest.approx(1.0)
        assert weights["right"] > 0.8


def test_errors_that_hang_together_within_a_state_are_worth_few_rows() -> None:
    draw = np.random.default_rng(1)
    by_state = draw.normal(0, 0.3, len(STATES))
    found = power(common(arms({"x": by_state, "y": equally(0.0)})), 0, 1, HEAD)
    assert found is not None
    assert found.rows == 3 * 2 * 2 * 14
    assert found.effective < found.rows / 2
    assert found.states == 14


def test_what_is_told_surely_takes_no_more_than_there_is() -> None:
    found = power(common(arms({"x": equally(0.0), "y": equally(0.4)})), 0, 1, HEAD)
    assert found is not None
    assert abs(found.difference) > found.seen
    assert found.states_needed <= found.states
    assert found.years_needed == found.years
    assert found.indicators_needed == found.indicators


def test_what_differs_by_state_alone_no_number_of_years_tells() -> None:
    """One arm is right in some states and the other in others, in every year alike."""
    half = np.where(np.arange(len(STATES)) % 2 == 0, 1.2, 0.0)
    found = power(common(arms({"x": half, "y": 1.3 - half})), 0, 1, HEAD)
    assert found is not None
    assert abs(found.difference) < found.seen
    assert found.years_needed == np.inf
    assert found.indicators_needed == np.inf
    assert found.states_needed > found.states


def test_more_states_are_asked_for_as_the_square_of_what_is_missing() -> None:
    draw = np.random.default_rng(8)
    made = common(arms({"x": draw.normal(0.05, 0.2, 14), "y": equally(0.0)}, seed=2))
    found = power(made, 0, 1, HEAD)
    assert found is not None
    ratio = found.seen / abs(found.difference)
    assert found.states_needed / found.states == pytest.approx(max(ratio, 1e-9) ** 2, rel=0.35)


def test_rows_weigh_the_same_within_an_indicator_and_indicators_the_same() -> None:
    weight = sums(common(arms({"x": equally(0.0), "y": equally(0.1)})), "mae")
    by_name = weight.rows.assign(weight=weight.weight).groupby("indicator")["weight"].sum()
    assert by_name.to_numpy() == pytest.approx(1 / len(by_name))
