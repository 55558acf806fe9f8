from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sovsim.options.regret import choices, goals, regrets, shares_of_best, table
from sovsim.options.values import Grid
from tests.options.planted import measure

# Three policies in four worlds, more is better; by hand:
WORTH = np.array([[5.0, 1.0, 3.0, 2.0], [4.0, 4.0, 2.0, 2.0], [0.0, 6.0, 3.0, 0.0]])
LOST = np.array([[0.0, 5.0, 0.0, 0.0], [1.0, 2.0, 1.0, 0.0], [5.0, 0.0, 0.0, 2.0]])


def grid(worth: np.ndarray, sign: int = 1) -> Grid:
    names = tuple("pqrstuvw"[: len(worth)])
    runs = sign * np.repeat(worth[:, :, None], 2, axis=2)
    return Grid(measure(sign=sign), names, np.arange(worth.shape[1]), runs, 0)


def test_regret_is_what_one_computes_by_hand() -> None:
    assert np.array_equal(regrets(WORTH), LOST)
    rows = {row.policy: row for row in table(grid(WORTH))}
    assert [rows[name].mean for name in "pqr"] == [1.25, 1.0, 1.75]
    assert [rows[name].worst for name in "pqr"] == [5.0, 2.0, 5.0]
    assert [rows[name].worst_point for name in "pqr"] == [1, 1, 0]
    assert [rows[name].lowest for name in "pqr"] == [1.0, 2.0, 0.0]
    # best alone in world 0; ties in worlds 2 and 3 are shared
    assert [rows[name].best.share for name in "pqr"] == [0.5, 0.125, 0.375]


def test_each_way_of_choosing_picks_its_own() -> None:
    picked = {one.criterion: one.best for one in choices(grid(WORTH))}
    assert picked["mean"] == "q"
    assert picked["minimax regret"] == "q"
    assert picked["maximin"] == "q"


def test_less_is_better_turns_everything_round() -> None:
    ours, theirs = table(grid(WORTH)), table(grid(WORTH, sign=-1))
    assert [vars(row) for row in ours] == [vars(row) for row in theirs]


def test_goal_counts_runs_and_worlds() -> None:
    met = np.array([[[1.0, 1.0], [1.0, 0.0], [0.0, 0.0], [1.0, 1.0]], [[0.0, 0.0]] * 4])
    found = goals(("p", "q"), met)
    assert found.runs["p"].share == pytest.approx(5 / 8)
    assert found.worlds["p"].share == pytest.approx(3 / 4)
    assert found.choice.best == "p"
    assert found.choice.kept["p"] > 0.99


WORTHS = arrays(
    np.float64,
    st.tuples(st.integers(2, 6), st.integers(1, 12)),
    elements=st.floats(-1e3, 1e3, allow_nan=False),
)


@settings(max_examples=60, deadline=None)
@given(WORTHS, st.floats(-100.0, 100.0))
def test_regret_is_never_negative_and_someone_has_none(worth: np.ndarray, shift: float) -> None:
    lost = regrets(worth)
    assert (lost >= 0.0).all()
    assert (lost.min(axis=0) == 0.0).all()
    assert np.allclose(shares_of_best(worth).sum(axis=0), 1.0)
    # what moves all policies of a world alike moves no regret
    assert np.allclose(regrets(worth + shift), lost, atol=1e-9)
    # another policy never makes an old one regret less
    more = np.vstack([worth, worth.mean(axis=0, keepdims=True) + shift])
    assert (regrets(more)[: len(worth)] >= lost).all()
    # order of policies and of worlds plays no part
    assert np.array_equal(regrets(worth[::-1, ::-1]), lost[::-1, ::-1])


def test_regret_checked_on_other_runs_is_none_where_policies_differ_by_chance_alone() -> None:
    rng = np.random.default_rng(3)
    runs = rng.normal(size=(3, 400, 4))
    rows = table(Grid(measure(), ("p", "q", "r"), np.arange(400), runs, 0))
    assert all(row.mean > 0.3 for row in rows)
    assert all(abs(row.mean_checked) < 0.1 for row in rows)
