"""Nothing that came after a cut touches what is predicted from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.backtest.design import design
from sovsim.backtest.path import every_path, paths
from sovsim.backtest.run import Backtest
from sovsim.observed.folder import read_folder
from sovsim.scenario import load_scenario
from tests.backtest.conftest import CUT, made
from tests.backtest.planted import altered

PREDICTED = ["predicted", "low", "high", "runs_low", "runs_high", "last", "origin"]


@pytest.mark.slow
def test_other_data_after_the_cut_change_no_fit_and_no_prediction(
    planted: Path, backtest: Backtest, tmp_path: Path
) -> None:
    other = made(altered(planted, tmp_path / "altered", CUT))
    pd.testing.assert_frame_equal(other.fits, backtest.fits)
    keys = ["indicator", "cut", "state", "year", "method"]
    one, two = (each.forecasts.set_index(keys) for each in (backtest, other))
    pd.testing.assert_frame_equal(two[PREDICTED], one[PREDICTED])
    assert not np.allclose(two["observed"], one["observed"])
    assert not np.allclose(two["crps"], one["crps"])
    base = ["indicator", "state", "year", "method", "chance"]
    pd.testing.assert_frame_equal(other.chances[base], backtest.chances[base])


@pytest.mark.slow
def test_events_after_the_cut_and_public_facts_do_not_show(planted: Path) -> None:
    """Neither whether later events are there, nor what the region's tables know of later years."""
    observed = read_folder(planted)
    scenario = load_scenario("baseline-1992-2026")
    end = f"{CUT}Q4"
    late = [event for event in scenario.events if event.at > end]
    assert late
    region = scenario.region
    outsiders = tuple(
        replace(one, since={bid: at for bid, at in one.since.items() if at <= end})
        for one in region.outsiders
    )
    assert outsiders != region.outsiders
    facts = tuple(fact for fact in region.memberships if fact.start <= end)
    bodies = tuple(replace(one, founded=min(one.founded, end)) for one in region.institutions)
    without = replace(
        scenario,
        events=tuple(event for event in scenario.events if event.at <= end),
        region=replace(region, outsiders=outsiders, memberships=facts, institutions=bodies),
    )
    one, two = (
        paths(design(each, observed, [CUT], runs=3), CUT).runs for each in (scenario, without)
    )
    for name, runs in one.items():
        assert np.array_equal(runs, two[name])


@pytest.mark.slow
def test_a_later_cut_sees_the_same_past_and_another_future(planted: Path) -> None:
    observed = read_folder(planted)
    asked = design(load_scenario("baseline-1992-2026"), observed, [1999, CUT], runs=3)
    early, late = (paths(asked, cut) for cut in asked.cuts)
    known = 1999 - 1992 + 1
    moved = False
    for name, runs in early.runs.items():
        assert np.array_equal(runs[:, :known], late.runs[name][:, :known])
        moved = moved or not np.array_equal(runs, late.runs[name])
    assert moved


@pytest.mark.slow
def test_cuts_that_share_the_way_up_go_as_by_themselves(planted: Path) -> None:
    observed = read_folder(planted)
    asked = design(load_scenario("baseline-1992-2026"), observed, [1999, CUT], runs=3)
    for cut, shared in every_path(asked):
        alone = paths(asked, cut)
        for name, runs in alone.runs.items():
            assert np.array_equal(runs, shared.runs[name])
        assert alone.years == shared.years
