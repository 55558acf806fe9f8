"""Boxes in which a direction holds: planted ones are found, chance gives none."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sovsim.analysis.discovery import DiscoveryError, discover

pytest.importorskip("sklearn", reason="needs the extra [explore]")


def space(count: int, seed: int = 0) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(random.random((count, 5)), columns=["a", "b", "c", "d", "e"])


def test_a_planted_box_is_found_with_its_limits_density_and_coverage() -> None:
    points = space(1200)
    holds = (points["a"] < 0.5) & (points["b"] > 0.4)
    found = discover(points, holds)
    box = found.boxes[0]
    assert len(found.boxes) == 1
    assert set(box.limits) == {"a", "b"}
    assert box.limits["a"] == (-math.inf, pytest.approx(0.5, abs=0.02))
    assert box.limits["b"] == (pytest.approx(0.4, abs=0.02), math.inf)
    assert box.density.share > 0.97
    assert box.coverage.share > 0.97
    assert box.mass == pytest.approx(0.3, abs=0.04)
    assert "Where a is at most " in found.words
    assert list(found.table()["parameter"].sort_values()) == ["a", "b"]


def test_a_box_inside_the_space_is_found_in_spite_of_noise() -> None:
    points = space(3000, seed=2)
    inside = (points["a"].between(0.3, 0.7)) & (points["b"] < 0.6)
    flipped = np.random.default_rng(3).random(3000) < 0.05
    found = discover(points, inside ^ flipped)
    assert sum(box.coverage.share for box in found.boxes) > 0.7
    low, high = found.boxes[0].limits["a"]
    assert (low, high) == (pytest.approx(0.3, abs=0.06), pytest.approx(0.7, abs=0.06))
    assert 0.85 < found.boxes[0].density.share < 1.0


def test_chance_alone_gives_no_box() -> None:
    wrong = 0
    for seed in range(40):
        holds = np.random.default_rng(seed).random(200) < 0.5
        wrong += bool(discover(space(200, seed), holds, seed=seed).boxes)
    assert wrong <= 4


def test_the_points_that_measure_a_box_did_not_choose_it() -> None:
    """Whatever the last fifth of the points answers, boxes stay; what is said of them follows."""
    points = space(400)
    holds = (points["a"] < 0.5).to_numpy()
    last = np.random.default_rng(0).permutation(400)[4::5]
    other = holds.copy()
    other[last] = False
    found, turned = discover(points, holds), discover(points, other)
    assert [box.limits for box in turned.boxes] == [box.limits for box in found.boxes]
    assert (found.boxes[0].density.share, turned.boxes[0].density.share) == (1.0, 0.0)
    assert turned.boxes[0].chosen_density == 1.0
    assert 35 <= found.boxes[0].points <= 45


def test_a_direction_that_holds_everywhere_needs_no_box() -> None:
    found = discover(space(60), np.ones(60, dtype=bool))
    assert not found.boxes
    assert found.share.share == 1.0
    assert "No limit is needed" in found.words
    assert found.table().empty


def test_too_few_points_are_refused() -> None:
    with pytest.raises(DiscoveryError, match="40 points or more, not 12"):
        discover(space(12), np.ones(12))
    with pytest.raises(DiscoveryError, match="do not fit"):
        discover(space(50), np.ones(12))
