"""Start values by column, as a base gives them: with where they come from and how sure they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sovsim.record.region_data import region_from_dict
from sovsim.scenario import load_scenario
from sovsim.scenario.scenario import Scenario
from sovsim.simulation import Simulation

HEAD = """[scenario]
name = "own"
title = "Own"
question = "Whose?"
background = "A test."

[start.dependence_trade]
status = "calibrated"
source = "a series"
value = 0.5
values = { UKR = 0.6 }
spread = 0.1
spreads = { UKR = 0.0, EST = 0.3 }
"""


@pytest.fixture
def own(tmp_path: Path) -> Scenario:
    """Return a scenario with start values by column."""
    path = tmp_path / "own.toml"
    path.write_text(HEAD, encoding="utf-8")
    return load_scenario(path)


def test_they_stand_in_for_the_regions_own_and_keep_where_they_come_from(own: Scenario) -> None:
    value = own.region.initial["dependence_trade"]
    assert value.status == "calibrated"
    assert dict(zip(value.units, value.values, strict=True))["UKR"] == 0.6
    assert region_from_dict(own.region.as_dict()).as_dict() == own.region.as_dict()


def test_each_state_is_drawn_as_widely_as_its_own_spread_says(own: Scenario) -> None:
    simulation = Simulation.prepare(own, seed=0, runs=range(400))
    drawn = simulation.world.dependence[1]
    by = dict(zip(own.region.codes, drawn.std(axis=0), strict=True))
    assert by["UKR"] < 1e-9
    assert by["ARM"] == pytest.approx(0.1, rel=0.15)
    assert by["EST"] > 2.0 * by["ARM"]


def test_a_setting_goes_before_them(own: Scenario) -> None:
    changed = own.with_settings(["initial.EST.dependence_trade=0.9"])
    assert changed.start_value("dependence_trade", "EST") == 0.9
    assert np.array_equal(
        changed.region.initial["dependence_trade"].values,
        own.region.initial["dependence_trade"].values,
    )


def test_a_fault_is_named_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(HEAD.replace("UKR = 0.0", "XXX = 0.0"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"start\.dependence_trade\.spreads\.XXX"):
        load_scenario(path)
