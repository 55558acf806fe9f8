"""The table of behaviour: what a row says, and that the landed model meets its targets."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sovsim.cli import main
from sovsim.noise import Purpose
from sovsim.observed.catalogue import catalogue
from sovsim.observed.folder import read_folder
from sovsim.studies.behaviour import GROUPS, behaviour
from sovsim.studies.behaviour.arms import course, prepared
from sovsim.studies.behaviour.page import page
from sovsim.studies.behaviour.row import Row, figure, mean, ratio
from sovsim.studies.behaviour.swing import OBSERVED, SERIES, observed_swings, swing
from tests.observed.folders import REAL

PAGE = Path(__file__).parents[2] / "docs" / "behaviour.md"


def test_a_target_is_met_where_the_band_touches_it() -> None:
    assert Row("g", "q", 0.1, 0.05, 0.2, least=0.2).verdict == "met"
    assert Row("g", "q", 0.1, 0.05, 0.19, least=0.2).verdict == "missed"
    assert Row("g", "q", 0.1, 0.05, 0.2, most=0.04).verdict == "missed"
    assert Row("g", "q", 0.1, 0.05, 0.2, least=0.0, most=0.05).verdict == "met"
    assert Row("g", "q", float("nan"), 0.0, 1.0, most=2.0).verdict == "missed"
    assert Row("g", "q", 0.1, 0.05, 0.2).verdict == "reported"


def test_a_band_comes_from_runs_drawn_again_and_pairs_stay_pairs() -> None:
    rng = np.random.default_rng(1)
    first = rng.normal(size=200)
    row = figure("g", "q", lambda one, two: mean(one - two), first, first - 1.0)
    assert row.low == pytest.approx(1.0)
    assert row.high == pytest.approx(1.0)
    alone = figure("g", "q", mean, first)
    assert alone.high - alone.low == pytest.approx(2 * 1.2816 * first.std() / 200**0.5, rel=0.25)


def test_a_ratio_over_nothing_is_finite_and_over_little_grows() -> None:
    some, none = np.full(200, 0.5), np.zeros(200)
    assert ratio(some, none) == pytest.approx(200.0)
    assert ratio(none, none) == 0.0


def test_draws_can_be_fixed_for_one_state_and_nothing_else_changes() -> None:
    start = prepared("base-2012", 4, 0)
    state = start.scenario.region.codes[0]
    free = course(start, last="2012Q4")
    again = course(prepared("base-2012", 4, 0), fixed={}, last="2012Q4")
    np.testing.assert_array_equal(free.kept["autonomy"], again.kept["autonomy"])
    fixed = course(
        prepared("base-2012", 4, 0),
        fixed={(Purpose.WELFARE, "2012Q1", state): 1e-9},
        last="2012Q1",
    )
    before, after = free.kept["unrest"][0], fixed.kept["unrest"][0]
    np.testing.assert_array_equal(before[:, 1:], after[:, 1:])


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_dir(), reason="no folder of observed data")
def test_the_observed_swings_are_those_of_series_that_may_ship() -> None:
    assert all(catalogue()[name].ships for name in SERIES.values())
    found = observed_swings(read_folder(REAL).until(2012))
    assert {name: round(value, 2) for name, value in found.items()} == OBSERVED


def test_states_that_stand_still_do_not_swing() -> None:
    level = np.broadcast_to(np.linspace(0, 1, 5), (3, 12, 5))
    assert swing(level) == 0.0
    rng = np.random.default_rng(0)
    assert swing(level + rng.normal(size=level.shape) * 0.1) > 0.2


def test_an_unknown_group_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["behaviour", "forse"]) == 2
    assert "force" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_prints_rows_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["behaviour", "governments", "--runs", "20", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["group"] for row in rows} == {"governments"}
    assert {row["verdict"] for row in rows} <= {"met", "missed", "reported"}


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_the_landed_model_meets_its_targets(group: str) -> None:
    missed = [row for row in behaviour(groups=[group]) if row.verdict == "missed"]
    told = "\n".join(f"{row.question}: {row.value:.3f}, wanted {row.wanted}" for row in missed)
    assert {row.question for row in missed} <= ARGUED, told


ARGUED: frozenset[str] = frozenset()
"""Questions whose target is missed and argued on the page."""


@pytest.mark.slow
def test_the_page_tells_what_the_model_does() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(behaviour(), 200, 0)
