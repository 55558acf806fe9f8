"""What the outer powers are called: by the region's names, and never by the hegemon's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.cli import main
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.names import readable


def test_the_default_names_stay_as_they_are() -> None:
    words = "the West, Western bids, China and Turkey"
    assert USUAL.local(words) == words


def test_a_region_names_its_poles() -> None:
    poles = Poles(west="the United States", western="American", china="Japan")
    told = poles.local("relations with the West, a Western bid, supply from China")
    assert told == "relations with the United States, a American bid, supply from Japan"
    assert readable("dependence_china", poles) == "dependence on Japan"
    assert readable("alignment_west", poles) == "alignment with the United States"


def test_a_hegemon_that_is_one_of_the_poles_is_not_named_twice() -> None:
    assert Poles().beside("China").china == "another power"
    assert Poles().beside("Russia") == USUAL


REGION = """
[region]
name = "sea"
title = "Around a sea"
description = "Made up."
sphere = "the shore"
[region.hegemon]
code = "CHN"
name = "China"
tile = [0, 0]
[region.poles]
west = "the United States"
western = "American"
[[state]]
code = "AAA"
name = "Aland"
tile = [1, 1]
borders = ["CHN"]
"""

SCENARIO = """
[scenario]
name = "sea-run"
title = "A run by the sea"
question = "Who leans on whom?"
background = "Made up."
region = "region.toml"
start = "2000Q1"
end = "2001Q4"
"""


def test_no_output_of_such_a_run_says_russia_or_the_west(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "region.toml").write_text(REGION, encoding="utf-8")
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    assert main(["run", str(scenario), "--out", str(tmp_path / "out"), "--no-plots"]) == 0
    said = capsys.readouterr().out
    assert "with the United States" in said
    for word in ("the West", "Russia", "Turkey's"):
        assert word not in said
