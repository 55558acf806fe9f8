"""Weights, regression, turns, bands, what lasts and intervals, on numbers worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sovsim.backtest.again import ratio
from sovsim.backtest.direction import directions, turns
from sovsim.backtest.hindcast import fitted, pairs, spread
from sovsim.backtest.lasting import ALL, lasting
from sovsim.backtest.marks import place
from sovsim.backtest.methods import METHODS
from sovsim.backtest.regression import CAUSES, MOST
from sovsim.backtest.reliability import coverage, frequency
from sovsim.plots.against_data import draw_against_data
from sovsim.plots.reliability import draw_reliability

DRAW = np.random.default_rng(3)
LEVEL = DRAW.normal(0, 0.1, (14, 9)).cumsum(axis=0)


def weight(known: np.ndarray, method: str = "d") -> np.ndarray:
    return np.asarray(fitted(METHODS[method], pairs(known), known, LEVEL))


def test_a_change_that_was_told_well_has_its_weight_and_one_that_was_not_has_none() -> None:
    noise = np.random.default_rng(4).normal(0, 0.02, LEVEL.shape)
    assert weight(LEVEL * 0.8 + noise) == pytest.approx(0.8, abs=0.15)
    other = np.random.default_rng(5).normal(0, 0.1, LEVEL.shape).cumsum(axis=0)
    assert weight(other) == 0.0
    assert weight(-LEVEL) == 0.0


def test_the_regression_finds_what_was_planted_and_never_blows_up_the_model() -> None:
    found = weight(LEVEL * 0.8, "e")
    assert found[-1] == pytest.approx(0.8, abs=0.05)
    assert np.abs(found[:-1]).max() < 0.05
    assert weight(-LEVEL, "e")[-1] == 0.0
    assert weight(LEVEL * 9.0, "e")[-1] == MOST
    assert weight(LEVEL, "regression")[-1] == 0.0
    assert weight(np.ones_like(LEVEL), "regression") == pytest.approx(np.zeros(CAUSES))


def test_a_pull_to_the_mean_of_all_is_found_by_the_regression() -> None:
    start = np.linspace(-1, 1, 9)
    known = start * 0.8 ** np.arange(14)[:, None]
    past = pairs(known)
    method = METHODS["regression"]
    fit = fitted(method, past, known, LEVEL)
    said = method.rule(past[-1][0], past[-1][1], LEVEL, fit)
    assert np.abs(said - known[-1]).max() < np.abs(known[-2] - known[-1]).max()


def test_bands_have_the_shape_of_errors_before_the_cut() -> None:
    jumps = np.where(np.random.default_rng(6).random((40, 30)) < 0.05, 1.0, 0.0)
    signs = np.random.default_rng(7).choice([-1.0, 1.0], (40, 30))
    walk = (jumps * signs).cumsum(axis=0)
    found = spread(METHODS["persistence"], pairs(walk), walk, walk, 0.0, -np.inf, np.inf)
    assert found.error(np.array([0.3, 0.5, 0.7])) == pytest.approx(np.zeros(3), abs=1e-9)
    assert float((found.shape**2).mean()) == pytest.approx(1.0)
    normal = np.random.default_rng(8).normal(0, 1, (40, 30)).cumsum(axis=0)
    found = spread(METHODS["persistence"], pairs(normal), normal, normal, 0.0, -np.inf, np.inf)
    assert found.error(np.array([0.9])) == pytest.approx([1.28], abs=0.1)


def _moves() -> pd.DataFrame:
    rows = [
        ("x", "g", 2000, state, method, float(turned), right, float(turned), said)
        for state, turned in zip("ABCD", (1, 1, 0, 0), strict=True)
        for method, right, said in (("seer", 1.0, float(turned)), ("blind", 0.5, 0.0),
                                    ("always", float(turned), 1.0))
    ]  # fmt: skip
    names = ["indicator", "group", "cut", "state", "method", "up", "right", "turned", "said"]
    return pd.DataFrame(rows, columns=names)


def test_turns_have_skill_only_where_they_are_told_from_what_goes_on() -> None:
    table = turns(_moves(), ["group"], 0).set_index("method")
    assert table["skill"].to_dict() == {"seer": 1.0, "blind": 0.0, "always": 0.0}
    assert table.loc["always", ["seen", "false"]].tolist() == [1.0, 1.0]
    assert table["turns"].tolist() == [2, 2, 2]
    assert directions(_moves(), ["group"], 0).set_index("method")["right"]["seer"] == 1.0
    assert turns(_moves().assign(turned=np.nan), ["group"], 0).empty


def test_bands_cover_what_they_say_where_places_are_even() -> None:
    members = np.random.default_rng(9).normal(size=(400, 800))
    actual = np.random.default_rng(10).normal(size=800)
    table = pd.DataFrame(
        {
            "indicator": "x", "group": "g", "method": "b", "place": place(members, actual),
            "state": np.tile(list("ABCDEFGH"), 100),
        }
    )  # fmt: skip
    found = coverage(table, ["x"], ["b"], 0).set_index("level")
    assert found["covers"].to_numpy() == pytest.approx(found.index.to_numpy(), abs=0.05)
    assert (found["covers_low"] <= found["covers"]).all()
    assert place(np.array([[1.0], [1.0], [2.0]]), np.array([1.0])) == pytest.approx([1 / 3])


def test_chances_are_put_into_bins_with_what_happened() -> None:
    table = pd.DataFrame(
        {
            "indicator": "x", "method": "m", "state": list("ABAB"),
            "chance": [0.03, 0.03, 0.3, 0.3], "happened": [0.0, 0.0, 1.0, 0.0],
        }
    )  # fmt: skip
    found = frequency(table, 0)
    assert found["chance"].tolist() == pytest.approx([0.03, 0.3])
    assert found["happened"].tolist() == [0.0, 0.5]
    assert frequency(table.iloc[:0], 0).empty


def test_what_lasts_is_held_against_the_last_value_in_the_last_year() -> None:
    rows = [
        ("member of X", "bodies", 2000, state, year, method, last, observed, said)
        for state, last, observed in (("A", 0.0, 1.0), ("B", 1.0, 1.0))
        for year in (2001, 2005)
        for method, said in (("persistence", last), ("a", 0.5 * (last + observed)))
    ]
    names = ["indicator", "group", "cut", "state", "year", "method", "last", "observed"]
    table = pd.DataFrame(rows, columns=[*names, "predicted"])
    found = lasting(table, 0).set_index("method")
    assert found.loc["a", ["n", "changed", "brier"]].tolist() == [2, 1, 0.125]
    assert found.loc["a", "ratio"] == pytest.approx(0.25)
    assert found.loc["persistence", "wrong"] == 1
    both = pd.concat([table, table.assign(indicator="member of Y")])
    assert ALL in set(lasting(both, 0)["indicator"])


def test_figures_of_nothing_say_so_and_one_state_is_drawn() -> None:
    names = ["state", "year", "observed", "known", "level", "predicted", "low", "high"]
    nothing = draw_against_data(pd.DataFrame(columns=names), cut=2000, what="x", method="b")
    assert "nothing to show" in " ".join(text.get_text() for text in nothing.axes[0].texts)
    rows = [("A", year, 0.1 * year, True, 0.2, *[math.nan] * 3) for year in (1999, 2000)]
    rows += [("A", 2001, 0.3, False, 0.2, 0.25, 0.1, 0.4)]
    drawn = draw_against_data(pd.DataFrame(rows, columns=names), cut=2000, what="x", method="b")
    assert [ax.get_title(loc="left") for ax in drawn.axes] == ["A"]
    marks = pd.DataFrame(columns=["name", "said", "came", "low", "high"])
    assert "nothing to show" in draw_reliability(marks, marks).axes[0].texts[0].get_text()
    some = pd.DataFrame([("g", 0.5, 0.6, 0.4, 0.8)], columns=list(marks))
    assert len(draw_reliability(some, marks).axes) == 2


def test_an_interval_comes_from_states_and_not_from_their_years() -> None:
    states = pd.Series(np.repeat(list("ABCDEFGHIJ"), 50))
    top = pd.Series(np.repeat(np.arange(10.0), 50))
    many = ratio(top, None, states, 0)
    few = ratio(top[::50], None, states[::50], 0)
    assert (many.low, many.high) == pytest.approx((few.low, few.high))
    assert many.value == pytest.approx(4.5)
    assert math.isnan(ratio(top[:0], None, states[:0], 0).value)
    assert math.isnan(ratio(top, top * 0.0, states, 0).value)
