"""The JSON Schema that editors use knows the same names as the loader."""

from __future__ import annotations

import json
import re
from typing import Any

from sovsim import parameters
from sovsim.scenario import EVENT_TYPES, scenario_json_schema


def schema() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(scenario_json_schema()))
    return made


def test_it_is_closed_and_lists_every_event_type() -> None:
    tables = schema()["$defs"]
    closed = {"Head", "EventTable", "PlayTable", "Teaching"}
    assert closed <= set(tables)
    for name in closed:
        assert tables[name]["additionalProperties"] is False
    listed = {entry["const"] for entry in tables["EventTable"]["properties"]["type"]["oneOf"]}
    assert listed == set(EVENT_TYPES)


def test_it_knows_every_parameter_with_its_range() -> None:
    known = schema()["properties"]["parameters"]["properties"]
    for name, declared in parameters.registry().items():
        number = known[name]["anyOf"][0]
        assert (number["minimum"], number["maximum"]) == (declared.low, declared.high)
        group, _, key = name.partition(".")
        assert known[group]["properties"][key] == known[name]


def test_quarters_have_their_pattern() -> None:
    pattern = schema()["$defs"]["EventTable"]["properties"]["at"]["pattern"]
    assert re.fullmatch(pattern, "2013Q4")
    assert not re.fullmatch(pattern, "2013Q5")


def test_every_reference_resolves() -> None:
    made = schema()
    for name in set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(made))):
        assert name in made["$defs"]
