"""A link may set what a scenario file may set, and to the same values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from sovsim.app.content import content
from sovsim.documents.errors import Problem, Problems
from sovsim.region import Region
from sovsim.scenario import load_scenario
from sovsim.scenario.checks import resolved_initial
from sovsim.variables import COMPONENTS, VARIABLES
from tests.app.front.scripts import value_of
from tests.compiled.node import needs_node

pytestmark = [needs_node, pytest.mark.slow]

NAMES = ("csto-kazakhstan-2022", "toy-two-states")
READ = ("scenarios", "columns", "units", "parameters", "overlays")
STRANGE = ("hegemon", "system", "nobody", "constructor")
TAKEN = "settingsOf({{ scenario: {name}, set: `${{one}}:${{value}}` }}, content)[1].length === 0"


def taken(name: str, held: Mapping[str, Any], asked: list[tuple[str, float]]) -> set[str]:
    """Return which of some settings a link of a scenario may have, as ``name:value``."""
    data = json.dumps({part: held[part] for part in READ if part in held})
    body = f"{json.dumps(asked)}.filter(([one, value]) => {TAKEN.format(name=json.dumps(name))})"
    script = f"(() => {{ const content = {data}; return {body}; }})()"
    found = value_of({"model/settings.js": "settingsOf"}, script)
    return {f"{one}:{value:g}" for one, value in found}


def allowed(unit: str, column: str, value: float, region: Region) -> bool:
    """Return whether a scenario file may say so."""
    try:
        resolved_initial({unit: {column: value}}, region)
    except (Problem, Problems):
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_a_link_gives_the_start_values_that_a_file_may_give(name: str) -> None:
    scenario = load_scenario(name)
    held = content([scenario])
    starts = {
        column: VARIABLES[variable]
        for column, (variable, _) in COMPONENTS.items()
        if column in held["columns"]
    }
    asked = [
        (unit, column, float(value))
        for unit in (*held["units"], *STRANGE)
        for column, variable in starts.items()
        for value in (variable.start, variable.low, variable.high, variable.high + 1)
        if abs(value) < 1e300 and (variable.codes is None or value == variable.start)
    ]
    wanted = {
        f"initial.{unit}.{column}:{value:g}"
        for unit, column, value in asked
        if allowed(unit, column, value, scenario.region)
    }
    names = [(f"initial.{unit}.{column}", value) for unit, column, value in asked]
    assert len(wanted) > 500
    assert taken(name, held, names) == wanted


def test_numbers_of_the_model_are_taken_within_their_ranges() -> None:
    name = NAMES[0]
    held = content([load_scenario(name)])
    within, beyond = [], []
    for one, told in held["parameters"].items():
        within += [(one, told["low"]), (one, told["high"]), (one, told["value"])]
        within += [(one, float(f"{told[end]:g}")) for end in ("low", "high")]  # as they are told
        beyond += [(one, told["low"] - 0.01), (one, told["high"] + 0.01)]
    assert taken(name, held, within + beyond) == {f"{one}:{value:g}" for one, value in within}
