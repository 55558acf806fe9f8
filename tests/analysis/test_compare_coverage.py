"""Rates over repeated seeds: intervals cover, false claims stay rare, planted effects are found."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from sovsim.analysis.compare import Question, compare
from sovsim.analysis.direction import LEAVES_OPEN, claim
from sovsim.analysis.interval import Method, mean_estimate

pytestmark = pytest.mark.slow

REPEATS = 2000


def rarely_above(rate: float, repeats: int) -> float:
    """Share that a true rate exceeds once in ten thousand times."""
    return float(binom.ppf(0.9999, repeats, rate)) / repeats


@pytest.mark.parametrize(
    ("method", "skewed", "n", "least"),
    [
        ("t", False, 20, 0.935),
        ("t", True, 100, 0.92),
        ("percentile", False, 60, 0.92),
        ("bca", True, 100, 0.92),
    ],
)
def test_intervals_cover_the_true_mean(method: Method, skewed: bool, n: int, least: float) -> None:
    random = np.random.default_rng(7)
    repeats = REPEATS if method == "t" else 200
    hits = 0
    for _ in range(repeats):
        values = random.exponential(size=n) if skewed else random.normal(1.0, 1.0, n)
        estimate = mean_estimate(values, method=method)
        hits += estimate.low <= 1.0 <= estimate.high
    assert hits / repeats >= least
    assert hits / repeats <= 0.99


@pytest.mark.parametrize("true", [0.0, 0.5, -0.5, 0.501, -0.501])
def test_false_claims_are_no_more_frequent_than_the_level(true: float) -> None:
    """Up to the bound any direction is false, beyond it the same and the other direction are."""
    random = np.random.default_rng(8)
    beyond = ("same", "lower") if true > 0.0 else ("same", "higher")
    false = ("higher", "lower") if abs(true) <= 0.5 else beyond
    wrong = 0
    for _ in range(REPEATS):
        values = random.normal(true, 1.0, 40)
        wrong += claim(mean_estimate(values), 0.5).at(0.05) in false
    assert wrong / REPEATS <= rarely_above(0.05, REPEATS)


@pytest.mark.parametrize("true", [0.0, 0.5, -0.5, 0.9, -0.9])
def test_weaker_claims_keep_the_level_too(true: float) -> None:
    """Whatever is claimed of the difference, at least this weak, is false no oftener than that."""
    random = np.random.default_rng(12)
    lies = {True: "higher", False: "lower" if true < -0.5 else "same"}[true > 0.5]
    run = np.arange(40)
    wrong, weak = 0, 0
    for _ in range(REPEATS // 4):
        zero = pd.DataFrame({"arm": "y", "run": run, "m": 0.0})
        other = pd.DataFrame({"arm": "x", "run": run, "m": random.normal(true, 1.0, 40)})
        answer = compare(pd.concat([zero, other]), [Question("m", "x", "y", 0.5)]).iloc[0]
        wrong += lies not in LEAVES_OPEN[answer["direction"]]
        weak += answer["direction"] in ("not_lower", "not_higher")
    assert wrong / (REPEATS // 4) <= rarely_above(0.05, REPEATS // 4)
    assert weak > 0


@pytest.mark.parametrize(("true", "expected"), [(1.0, "higher"), (-1.0, "lower"), (0.0, "same")])
def test_planted_effects_and_planted_absence_are_found(true: float, expected: str) -> None:
    random = np.random.default_rng(9)
    found = [claim(mean_estimate(random.normal(true, 1.0, 100)), 0.5).at(0.05) for _ in range(500)]
    assert found.count(expected) / 500 >= 0.95


def test_several_null_comparisons_together_keep_the_level() -> None:
    random = np.random.default_rng(10)
    names = [f"m{number}" for number in range(8)]
    questions = [Question(name, "x", "y", 0.0) for name in names]
    repeats, wrong = 150, 0
    run = np.arange(30)
    for _ in range(repeats):
        arms = [
            pd.DataFrame(random.standard_normal((30, 8)), columns=names).assign(arm=arm, run=run)
            for arm in ("x", "y")
        ]
        answers = compare(pd.concat(arms, ignore_index=True), questions)
        wrong += bool((answers["direction"] != "open").any())
    assert wrong / repeats <= rarely_above(0.05, repeats)
