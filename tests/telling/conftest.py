"""Regions whose happenings are told: the shipped one, a fiction, and one of a user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.scenario import Scenario, load_scenario

REGION = """
[region]
name = "islands"
title = "The islands"
description = "Two islands and a landlord."
sphere = "the islands"

[region.hegemon]
code = "LRD"
name = "Landlord"
tile = [0, 0]

[[state]]
code = "NIS"
name = "North Island"
tile = [1, 1]
borders = ["SIS"]

[[state]]
code = "SIS"
name = "South Island"
tile = [2, 1]
borders = ["NIS"]

[[institution]]
code = "CIS"
name = "Concord of Islands"
founded = "1967Q3"
source = "public record"

[[membership]]
codes = ["NIS", "SIS"]
institution = "CIS"
from = "1967Q3"
source = "public record"
"""

SCENARIO = """
[scenario]
name = "islands"
title = "The islands"
question = "Who owes whom?"
background = "A test."
start = "1979Q1"
end = "1981Q4"
region = "region.toml"
"""


@pytest.fixture(scope="session")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scenario]:
    """A scenario of each region."""
    folder: Path = tmp_path_factory.mktemp("islands")
    (folder / "region.toml").write_text(REGION, encoding="utf-8")
    (folder / "scenario.toml").write_text(SCENARIO, encoding="utf-8")
    return {
        "post-soviet": load_scenario("base-2019"),
        "fiction": load_scenario("toy-four-states"),
        "own": load_scenario(folder / "scenario.toml"),
    }
