"""Scenario files: what happens, with question, claims and things to try.

``load_scenario`` returns a checked, frozen `Scenario`; every fault of a file is a `ScenarioError`
that names file, line and key.
"""

from __future__ import annotations

from sovsim.documents.errors import ScenarioError
from sovsim.documents.shipped import shipped, shipped_files
from sovsim.documents.values import Range
from sovsim.scenario.diff import Difference, diff
from sovsim.scenario.events import EVENT_TYPES, EventType
from sovsim.scenario.json_schema import scenario_json_schema
from sovsim.scenario.load import load_scenario, scenario_names
from sovsim.scenario.model import Event, Play
from sovsim.scenario.scenario import Scenario

__all__ = [
    "EVENT_TYPES",
    "Difference",
    "Event",
    "EventType",
    "Play",
    "Range",
    "Scenario",
    "ScenarioError",
    "diff",
    "load_scenario",
    "scenario_json_schema",
    "scenario_names",
    "shipped",
    "shipped_files",
]
