"""What a calibration takes in, what it leaves alone, and where it starts from."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim import parameters
from sovsim.calibration import Posterior
from sovsim.calibration.calibrate import calibrate
from sovsim.calibration.declared import unknown
from sovsim.calibration.problem import CalibrationError
from sovsim.calibration.unknowns import unknowns
from sovsim.observed.folder import read_folder
from sovsim.scenario import load_scenario
from tests.backtest.planted import altered
from tests.calibration.conftest import CUT, made


@pytest.mark.slow
def test_the_same_seed_gives_the_same_members_whatever_came_after_the_cut(
    planted: Path, posterior: Posterior, tmp_path: Path
) -> None:
    other = made(altered(planted, tmp_path / "altered", CUT))
    pd.testing.assert_frame_equal(other.points, posterior.points)
    pd.testing.assert_frame_equal(other.misfit, posterior.misfit)
    assert other.data == posterior.data
    assert not made(planted, seed=1).points.equals(posterior.points)


@pytest.mark.slow
def test_members_move_toward_the_data_and_keep_their_ranges(posterior: Posterior) -> None:
    registry = parameters.registry()
    for name in posterior.points.columns:
        if name in registry:
            low, high = registry[name].low, registry[name].high
            assert posterior.points[name].between(low, high).all(), name
    off = posterior.misfit.pivot(index="indicator", columns="step", values="off")
    assert off[2].mean() < off[0].mean()
    assert posterior.identified["ratio"].between(0, 1.2).all()
    assert list(posterior.points.columns) == list(posterior.identified["name"])


def test_before_any_data_members_are_what_a_run_draws_by_itself() -> None:
    scenario = load_scenario("baseline-1992-2026")
    region = scenario.region
    trade = region.initial["dependence_trade"]
    for one in unknowns(scenario, unknown()).all:
        if one.name.endswith(".dependence_trade"):
            code = one.name.split(".")[1]
            assert one.middle == trade.values[region.codes.index(code)]
            assert one.spread == max(trade.widths()[region.codes.index(code)], 0.02)


@pytest.mark.slow
def test_missing_series_cost_only_themselves(planted: Path, tmp_path: Path) -> None:
    place = tmp_path / "few"
    place.mkdir()
    shutil.copy(planted / "vdem_v2x_polyarchy.csv", place)
    found = made(place)
    assert list(found.data) == ["polyarchy"]
    silent = found.identified[found.identified["name"].str.endswith("preference_west_political")]
    assert (silent["ratio"] > 0.5).all()


def test_a_cut_before_the_start_is_refused(planted: Path) -> None:
    scenario = load_scenario("baseline-1992-2026")
    with pytest.raises(CalibrationError, match="later than that"):
        calibrate(scenario, read_folder(planted), 1990, members=20)


def test_without_the_library_it_says_how_to_get_it(
    planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "iterative_ensemble_smoother", None)
    with pytest.raises(CalibrationError, match=r"pip install 'sovsim\[calibrate\]'"):
        made(planted)


def test_rates_are_parameters_that_can_move_and_no_chances() -> None:
    for name in unknown().rates.names:
        declared = parameters.find(name)
        assert declared.low < declared.before_fit < declared.high, name
        assert not name.split(".")[1].startswith("base_"), name
        assert declared.before_fit != 0, f"{name}: neutral unless a rival hypothesis is at work"


def test_a_shipped_fit_is_not_where_a_calibration_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    name = unknown().rates.names[0]
    whole = parameters.registry()
    old = whole[name]
    fitted = replace(
        old, value=0.9 * old.high, prior=old.value, status="calibrated", source="a run"
    )
    scenario = load_scenario("baseline-1992-2026")
    before = unknowns(scenario, unknown())
    monkeypatch.setattr(parameters, "registry", lambda: {**whole, name: fitted})
    assert unknowns(scenario, unknown()) == before


def test_a_calibrated_parameter_says_what_it_was_and_whence_it_is() -> None:
    entry = {
        "value": 0.3,
        "unit": "1",
        "range": [0.0, 1.0],
        "status": "calibrated",
        "meaning": "a rate",
        "why": "ours: a test",
    }
    with pytest.raises(ValueError, match="value before any fit"):
        list(parameters.of_entry("a.rate", entry))
    told = {**entry, "prior": 0.2, "source": "posterior x, to 2013"}
    (found,) = parameters.of_entry("a.rate", told)
    assert (found.value, found.before_fit) == (0.3, 0.2)
    with pytest.raises(ValueError, match="outside its range"):
        list(parameters.of_entry("a.rate", {**told, "prior": 2.0}))
    with pytest.raises(ValueError, match="status is not 'calibrated'"):
        list(parameters.of_entry("a.rate", {**told, "status": "assumed"}))


@pytest.mark.slow
def test_planted_truths_are_found_as_often_as_intervals_say(planted: Path) -> None:
    from sovsim.calibration.planted import believed
    from sovsim.calibration.study import find_planted

    scenario = load_scenario("baseline-1992-2026")
    table = find_planted(scenario, read_folder(planted), 2003, 3, members=100)
    found = believed(table, 0.8).set_index("kind")
    assert found.loc["start", "correlation"] > 0.4
    assert found.loc["start", "covered"] > 0.6
    everything = believed(table).set_index("kind")
    assert (everything["covered"] > 0.55).all()
    assert np.isfinite(everything["error"]).all()


@pytest.mark.slow
def test_with_other_labels_the_data_fit_less_well(planted: Path) -> None:
    from sovsim.calibration.study import shuffle_labels

    scenario = load_scenario("baseline-1992-2026")
    table = shuffle_labels(scenario, read_folder(planted), 2003, 2, members=100)
    assert table["off"].iloc[0] < table["off"].iloc[1:].min()


@pytest.mark.slow
def test_the_screen_finds_what_moves_a_reading_and_counts_chance_as_nothing() -> None:
    from sovsim.calibration.screen import screen

    table = screen(load_scenario("baseline-1992-2026"), 2000, 400).set_index("parameter")
    assert table.loc["regime.consolidation", "polyarchy"] > 0.02
    assert abs(table["polyarchy"].median()) < 0.002
    assert table["total"].is_monotonic_decreasing
