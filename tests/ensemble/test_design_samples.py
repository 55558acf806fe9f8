"""Designs: points in their ranges, the same for every arm, and stable when runs are added."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sovsim.ensemble.design import (
    METHODS,
    DesignError,
    Precision,
    Uncertainty,
    draw,
)
from sovsim.parameters import find

TWO = [Uncertainty("norms.deeds", 1.0, 3.0), Uncertainty("norms.words", -1.0, 0.0)]
SAMPLED = [method for method in METHODS if method != "replicates"]


@pytest.mark.parametrize("method", SAMPLED)
def test_points_lie_in_the_ranges_and_follow_the_seed(method: str) -> None:
    first, again, other = (draw(TWO, method, 32, seed) for seed in (0, 0, 1))  # type: ignore[arg-type]
    assert list(first.points.columns) == ["norms.deeds", "norms.words"]
    assert first.points["norms.deeds"].between(1.0, 3.0).all()
    assert first.points["norms.words"].between(-1.0, 0.0).all()
    assert first.points.equals(again.points)
    if method != "grid":
        assert not first.points.equals(other.points)


def test_a_latin_hypercube_has_one_point_in_every_stratum() -> None:
    points = draw(TWO, "latin_hypercube", 20).points["norms.deeds"]
    strata = np.floor((points - 1.0) / 2.0 * 20).astype(int)
    assert sorted(strata) == list(range(20))


def test_a_sobol_design_has_a_power_of_two_points_and_is_balanced() -> None:
    sample = draw(TWO, "sobol", 50)
    assert len(sample.points) == 64
    assert (sample.points["norms.deeds"] < 2.0).sum() == 32


def test_the_first_half_of_a_sobol_design_is_the_smaller_design() -> None:
    small, large = draw(TWO, "sobol", 16), draw(TWO, "sobol", 32)
    assert np.array_equal(small.points.to_numpy(), large.points.to_numpy()[:16])


def test_a_grid_crosses_the_levels_ends_included() -> None:
    points = draw(TWO, "grid", levels=3).points
    assert len(points) == 9
    assert sorted(set(points["norms.words"])) == [-1.0, -0.5, 0.0]


def test_morris_trajectories_change_one_parameter_at_a_time() -> None:
    points = draw(TWO, "morris", 30, levels=4).points.to_numpy()
    trajectories = points.reshape(-1, 3, 2)
    assert len(trajectories) == 10
    assert ((np.diff(trajectories, axis=1) != 0).sum(axis=2) == 1).all()


def test_more_runs_add_replicates_and_change_no_run_that_is_there() -> None:
    sample = draw(TWO, "sobol", 8)
    few, many = sample.values(8), sample.values(20)
    assert np.array_equal(few["norms.deeds"], many["norms.deeds"][:8])
    assert many["norms.deeds"][9] == many["norms.deeds"][1]
    assert sample.point_of(20)[9] == 1


def test_without_sampling_every_run_is_a_unit_of_its_own() -> None:
    sample = draw([], "replicates", 4)
    assert sample.values(6) == {}
    assert sample.point_of(6).tolist() == [0, 1, 2, 3, 4, 5]


def test_a_declared_range_is_that_of_the_parameter() -> None:
    entry = find("norms.deeds")
    found = Uncertainty.declared("norms.deeds")
    assert (found.low, found.high) == (entry.low, entry.high)


@pytest.mark.parametrize(
    ("uncertainties", "method", "points", "levels", "said"),
    [
        (TWO, "halton", 8, 3, "no design 'halton'"),
        ([], "sobol", 8, 3, "needs an uncertainty"),
        (TWO, "sobol", 0, 3, "1 to"),
        (TWO, "random", 10**6, 3, "1 to"),
        (TWO, "grid", 8, 1000, "no design"),
        ([TWO[0], TWO[0]], "sobol", 8, 3, "twice"),
    ],
)
def test_designs_that_cannot_be_drawn_are_refused(
    uncertainties: list[Uncertainty], method: str, points: int, levels: int, said: str
) -> None:
    with pytest.raises(DesignError, match=said):
        draw(uncertainties, method, points, levels=levels)  # type: ignore[arg-type]


def test_looks_double_and_end_at_the_most() -> None:
    assert Precision(64, 300).looks() == [64, 128, 256, 300]
    assert Precision(64, 10).looks() == [10]


def test_an_answer_is_precise_where_it_is_narrow_and_hides_nothing_that_matters() -> None:
    row = {"low": -0.1, "high": 0.1, "unseen": 0.05, "span": 1.0, "carrying": 20.0}
    assert Precision.enough(pd.DataFrame([row]), 0.1)
    for key, value in {"low": -0.2, "high": math.nan, "span": 3.0, "carrying": 4.0}.items():
        assert not Precision.enough(pd.DataFrame([row, {**row, key: value}]), 0.1)


@pytest.mark.parametrize("runs", [1, 8])
def test_the_first_runs_of_a_grid_are_no_sample_of_it(runs: int) -> None:
    grid = draw(TWO, "grid", levels=3)
    with pytest.raises(
        DesignError, match=f"{runs} runs are the first corner of a grid of 9 points"
    ):
        grid.values(runs)
    assert grid.point_of(10).tolist() == [*range(9), 0]
    assert draw(TWO, "sobol", 8).point_of(runs).tolist() == list(range(runs))
