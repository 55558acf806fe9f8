"""What a saved game takes over of the scenario that was played, so that it is a scenario itself."""

from __future__ import annotations

import tomllib
from typing import Any

from sovsim.documents.shipped import shipped_files
from sovsim.scenario import Scenario
from sovsim.scenario.load import KIND

Data = dict[str, Any]

_TABLES = ("parameters", "start", "initial", "event", "mechanisms", "play")
_HEAD = ("extends", "start", "end", "start_values", "region", "drop_events")


def own_tables(scenario: Scenario) -> Data:
    """Return tables that make a file the same scenario; without its words and its name.

    One level of ``extends`` is allowed. A scenario that extends another hands on its own tables
    and what it extends; one that extends none is extended itself, and hands on its plays, as a
    file with plays of its own inherits none.
    """
    tables = tomllib.loads(scenario.text)
    head = tables["scenario"]
    if "extends" in head:
        kept = {name: tables[name] for name in _TABLES if name in tables}
        return {"scenario": {key: head[key] for key in _HEAD if key in head}, **kept}
    shipped = scenario.name in shipped_files(KIND)
    extends = scenario.name if shipped else f"./{scenario.name}.toml"
    plays = {"play": tables["play"]} if "play" in tables else {}
    return {"scenario": {"extends": extends}, **plays}
