"""Each way to predict does what its sentence says, and sees the past alone."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.backtest.hindcast import fitted, pairs, spread
from sovsim.backtest.methods import METHODS
from sovsim.backtest.rules import Fit, From

HISTORY = np.array([[0.0, 1.0], [0.1, 1.0], [0.2, 0.9], [0.3, 0.8]])
ORIGIN = From(3, HISTORY[-1], HISTORY)
LEVEL = np.array([[0.1, 0.5]] * 4 + [[0.3, 0.5], [0.5, 0.5]])


def found(name: str, known: np.ndarray, level: np.ndarray) -> Fit:
    return fitted(METHODS[name], pairs(known), known, level)


def said(name: str, strength: Fit = 0.5, level: np.ndarray = LEVEL) -> list[float]:
    return METHODS[name].rule(ORIGIN, 5, level, strength).tolist()


def test_the_variants_of_the_model() -> None:
    assert said("a") == [0.5, 0.5]
    assert said("b") == pytest.approx([0.3 + 0.4, 0.8])
    assert said("c") == pytest.approx([0.4, 0.575])  # half way to .3 and .5, twice
    assert said("c", 0.0) == said("persistence")
    assert said("c", 1.0) == said("a")


def test_the_guesses_without_a_model() -> None:
    assert said("persistence") == [0.3, 0.8]
    assert said("trend") == pytest.approx([0.5, 0.8 - 2 * 0.07])
    assert said("drift") == pytest.approx([0.3 + 2 / 60, 0.8 + 2 / 60])
    assert said("own mean") == pytest.approx([0.15, 0.925])
    assert said("group mean") == pytest.approx([0.55 - 0.25 / 4, 0.55 + 0.25 / 4])


def test_a_state_with_gaps_has_a_trend_only_from_three_values() -> None:
    history = HISTORY.copy()
    history[:2, 1] = np.nan
    values = METHODS["trend"].rule(From(3, history[-1], history), 5, LEVEL, 0.0)
    assert values == pytest.approx([0.5, 0.8])


def test_runs_are_predicted_side_by_side() -> None:
    level = np.stack([LEVEL, LEVEL + 0.1])
    for name in ("a", "b", "c"):
        both = METHODS[name].rule(ORIGIN, 5, level, 0.5)
        assert both.shape == (2, 2)
        assert both[0].tolist() == pytest.approx(said(name))


def test_a_planted_pull_is_found_and_none_where_values_stay() -> None:
    level = np.tile([0.2, 0.8, 0.5], (12, 1))
    known = level + np.array([0.4, -0.4, 0.3]) * 0.7 ** np.arange(12)[:, None]
    assert found("c", known, level) == pytest.approx(0.3)
    assert found("c", known[:1].repeat(12, 0), level) == 0.0
    assert found("b", known, level) == 0.0


def test_the_spread_grows_as_a_random_walk_does() -> None:
    steps = np.random.default_rng(0).normal(0, 0.1, (40, 60))
    walk = steps.cumsum(axis=0)
    past = pairs(walk)
    around = spread(METHODS["persistence"], past, walk, walk, 0.0, -np.inf, np.inf)
    assert around.variance(4) == pytest.approx(0.04, rel=0.2)
    assert around.variance(8) == pytest.approx(0.08, rel=0.2)
