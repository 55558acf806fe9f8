"""Variance between groups of runs and within them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sovsim.analysis.apart import apart


def planted(share: float, groups: int, each: int, seed: int) -> float:
    """Return whether the interval holds a planted share."""
    random = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), each)
    values = math.sqrt(share) * random.normal(size=groups)[group]
    values += math.sqrt(1.0 - share) * random.normal(size=len(group))
    found = apart(values, group)
    return float(found.low <= share <= found.high)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_the_interval_holds_a_planted_share_as_often_as_it_says(share: float) -> None:
    held = np.mean([planted(share, 20, 4, seed) for seed in range(200)])
    assert held >= 0.84


def test_groups_that_are_all_there_is_have_the_whole() -> None:
    group = np.repeat(np.arange(4), 3)
    assert apart(group.astype(float), group).share == 1.0
    assert apart(np.tile([0.0, 1.0, 2.0], 4), group).share == 0.0


def test_nothing_is_told_where_no_group_has_two_runs_or_nothing_varies() -> None:
    assert math.isnan(apart(np.arange(5.0), np.arange(5)).share)
    assert math.isnan(apart(np.ones(6), np.repeat([0, 1], 3)).share)


def test_undefined_runs_are_left_out() -> None:
    group = np.repeat(np.arange(3), 4)
    values = np.random.default_rng(0).normal(size=12) + group
    holed = np.concatenate([values, [math.nan]])
    assert apart(holed, np.append(group, 2)) == apart(values, group)
