"""A run starts where its start values say, and in one piece."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sovsim.axes import UNIT_AXES, Bid, BidStage, Institution
from sovsim.documents.shipped import shipped_files
from sovsim.initial_world import initial_world
from sovsim.noise import Noise
from sovsim.points import Starts
from sovsim.region import load_region
from sovsim.scenario import Scenario, ScenarioError, load_scenario, scenario_names

from .conftest import HEAD

Write = Callable[..., Path]


def test_a_start_that_no_start_values_describe_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("baseline-1992-2026").with_settings(["scenario.start=1993Q1"])
    message = str(caught.value)
    assert message.startswith("--set scenario.start=1993Q1: key 'scenario.start' = '1993Q1' has no")
    assert "the region 'post-soviet' describe 1992Q1" in message
    assert "the nearest base is 'base-2005' (2005Q1)" in message
    for known in ("1992Q1, ", "2005Q1 by extends = 'base-2005'", "2012Q1", "2019Q1"):
        assert known in message
    assert len(message.splitlines()) <= 3


def test_a_file_that_starts_elsewhere_is_refused_at_its_line(write: Write) -> None:
    with pytest.raises(ScenarioError, match=r"trial\.toml:6: key 'scenario.start' = '2000Q1' has"):
        load_scenario(write(head=HEAD.replace("1992Q1", "2000Q1")))
    with pytest.raises(ScenarioError, match="of this scenario describe 2005Q1"):
        load_scenario(write('extends = "base-2005"\n'))


def test_a_file_may_say_what_its_start_values_describe(write: Write) -> None:
    head = HEAD.replace("1992Q1", "2000Q1")
    assert load_scenario(write('start_values = "2000Q1"\n', head=head)).start == "2000Q1"
    moved = load_scenario("georgia-2008").with_settings(
        ["scenario.start=2006Q1", "scenario.start_values=2006Q1"]
    )
    assert moved.start == "2006Q1"


def test_the_end_may_be_moved_freely() -> None:
    loaded = load_scenario("baseline-1992-2026")
    assert loaded.with_settings(["scenario.end=1993Q1"]).steps == 5


@pytest.mark.parametrize("region", ["toy-two-states", "toy-four-states", "synthetic-5-0"])
def test_a_made_up_region_may_start_at_any_time(region: str, write: Write) -> None:
    head = HEAD.replace("1992Q1", "2000Q1")
    assert load_scenario(write(f'region = "{region}"\n', head=head)).start == "2000Q1"


def test_every_shipped_base_says_what_it_describes() -> None:
    for name in ("base-2005", "base-2012", "base-2019"):
        head = load_scenario(name).document.scenario
        assert head.start_values == head.start
    assert load_region("post-soviet").start_values == "1992Q1"


def test_what_start_values_describe_does_not_enter_the_hash() -> None:
    loaded = load_scenario("georgia-2008")
    assert "start_values" not in loaded.as_dict()
    assert "start_values" not in loaded.region.as_dict()


@pytest.mark.parametrize("name", scenario_names())
def test_membership_and_bid_agree_at_every_shipped_start(name: str) -> None:
    scenario = load_scenario(name)
    units = {axis: scenario.region.units(axis) for axis in UNIT_AXES}
    world = initial_world(Starts(scenario), Noise(0, np.arange(1), units))
    for bid in Bid:
        members = world.membership[Institution[bid.name]] >= 0.5
        assert (members == (world.bid_stage[bid] == BidStage.MEMBER)).all()


CONTRADICTIONS = {
    "a member without a bid": ("[initial.KAZ]\nmembership_eu = 1\n", 9, "'none'"),
    "a candidate that is a member": (
        '[initial.KAZ]\nmembership_eu = 1\nbid_stage_eu = "candidate"\n',
        10,
        "KAZ is a member of the EU at the start, and its bid is at 'candidate'",
    ),
    "a bid of a member that is none": (
        '[initial.KAZ]\nbid_stage_nato = "member"\n',
        9,
        "KAZ is no member of the NATO at the start, and its bid is at 'member'",
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_membership_and_bid_must_not_contradict_each_other(case: str, write: Write) -> None:
    body, line, words = CONTRADICTIONS[case]
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write(body))
    assert f"trial.toml:{line}: key 'initial.KAZ." in str(caught.value)
    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) <= 3


def test_both_together_are_taken(write: Write) -> None:
    loaded = load_scenario(write('[initial.KAZ]\nmembership_eu = 1\nbid_stage_eu = "member"\n'))
    assert loaded.initial["KAZ"]["membership_eu"] == 1.0
    with pytest.raises(ScenarioError, match=r"--set initial.KAZ.bid_stage_eu=none: .* contradicts"):
        loaded.with_settings(["initial.KAZ.bid_stage_eu=none"])
    changed: Scenario = loaded.with_settings(
        ["initial.KAZ.bid_stage_eu=none", "initial.KAZ.membership_eu=0"]
    )
    assert changed.initial["KAZ"]["bid_stage_eu"] == 0.0


def test_a_contradiction_of_the_region_is_told_there(tmp_path: Path, write: Write) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(shipped_files("region")["post-soviet"], folder)
    with (folder / "extra.toml").open("w", encoding="utf-8") as file:
        file.write(
            '[[membership]]\ncodes = ["KAZ"]\ninstitution = "EU"\nfrom = "1991Q4"\nsource = "x"\n'
        )
    with pytest.raises(
        ScenarioError, match="contradicts the memberships: KAZ is a member of the EU"
    ):
        load_region(folder)
    head = folder / "region.toml"
    head.write_text(head.read_text("utf-8").replace('start_values = "1992Q1"\n', ""), "utf-8")
    assert load_region(folder).start_values is None
    with pytest.raises(ScenarioError, match=r"key 'scenario.region' contradicts the memberships"):
        load_scenario(write('region = "mine"\n'))
