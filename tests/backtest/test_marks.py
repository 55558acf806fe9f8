"""Marks against what is known of them: closed forms, another library, numbers worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from sovsim.backtest.events import auc
from sovsim.backtest.marks import crps, rank_correlation
from sovsim.backtest.scores import errors, pooled


def test_crps_of_a_normal_distribution_is_its_closed_form() -> None:
    members = ndtri((np.arange(2000) + 0.5) / 2000)[:, None]
    for actual in (0.0, 1.3, -2.0):
        density = math.exp(-(actual**2) / 2) / math.sqrt(2 * math.pi)
        below = (1 + math.erf(actual / math.sqrt(2))) / 2
        form = actual * (2 * below - 1) + 2 * density - 1 / math.sqrt(math.pi)
        assert crps(members, np.array([actual]))[0] == pytest.approx(form, abs=2e-3)


def test_crps_of_one_member_is_the_absolute_error() -> None:
    assert crps(np.array([[0.2, 0.5]]), np.array([0.5, 0.1])) == pytest.approx([0.3, 0.4])


def test_crps_is_that_of_scoringrules() -> None:
    library = pytest.importorskip("scoringrules")
    members = np.random.default_rng(1).normal(size=(50, 7))
    actual = np.random.default_rng(2).normal(size=7)
    theirs = library.crps_ensemble(actual, members, m_axis=0, estimator="nrg", backend="numpy")
    assert crps(members, actual) == pytest.approx(theirs)


def test_ranks_and_pairs() -> None:
    up = np.array([1.0, 2.0, 3.0, 4.0, np.nan])
    assert rank_correlation(up, up**3) == pytest.approx(1.0)
    assert rank_correlation(up, -up) == pytest.approx(-1.0)
    assert math.isnan(rank_correlation(up, np.ones(5)))
    assert math.isnan(rank_correlation(up[:3], up[:3]))
    assert auc(np.array([0.1, 0.2, 0.3, 0.2]), np.array([0.0, 0.0, 1.0, 1.0])) == 0.875
    assert math.isnan(auc(np.array([0.1, 0.2]), np.zeros(2)))


def _rows() -> pd.DataFrame:
    rows = [
        (name, cut, state, method, error)
        for name, cuts, factor in (("x", (1998, 2003), 0.5), ("y", (2003,), 2.0))
        for cut in cuts
        for state in "ABC"
        for method, error in (("b", factor), ("persistence", 1.0))
    ]
    table = pd.DataFrame(rows, columns=["indicator", "cut", "state", "method", "predicted"])
    return table.assign(group="g", horizon="5", observed=0.0)


def test_a_pooled_ratio_is_a_geometric_mean_in_which_each_indicator_weighs_the_same() -> None:
    found = pooled(errors(_rows()), "b", seed=0)
    assert found.value == pytest.approx(1.0)
    assert (found.low, found.high) == pytest.approx((1.0, 1.0))
    assert found.rows == 3


def test_the_interval_comes_from_states_and_holds_the_value() -> None:
    table = _rows()
    table.loc[(table["state"] == "A") & (table["method"] == "b"), "predicted"] *= 3
    found = pooled(errors(table), "b", seed=0)
    assert found.low < found.value < found.high


def test_rows_without_an_error_to_divide_by_are_left_out() -> None:
    table = _rows()
    table.loc[(table["indicator"] == "y") & (table["method"] == "persistence"), "predicted"] = 0.0
    found = pooled(errors(table), "b", seed=0)
    assert found.value == pytest.approx(0.5)
    assert found.rows == 2
