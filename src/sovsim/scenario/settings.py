"""Settings ``KEY=VALUE`` from the command line, checked like the keys of a file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

from sovsim import given
from sovsim.documents.errors import Origin, Problem, ScenarioError, clipped
from sovsim.documents.lines import Key
from sovsim.scenario.model import Scenario
from sovsim.scenario.read import shaped
from sovsim.scenario.resolve import resolve

_HEAD = ("start", "end", "region")


def apply_settings(scenario: Scenario, settings: Iterable[str]) -> Scenario:
    """Return the scenario with settings applied one after the other; see `Scenario`."""
    for setting in given.texts("settings", settings):
        scenario = _apply(scenario, setting)
    return scenario


def _apply(scenario: Scenario, setting: str) -> Scenario:
    origin = Origin(f"--set {clipped(setting)}")
    key, equals, written = setting.partition("=")
    if not equals or not key.strip():
        raise ScenarioError(f"{origin.label}: must be written KEY=VALUE")
    path = _path(key.strip(), origin)
    head = scenario.document.scenario
    data: dict[str, Any] = scenario.document.model_dump(
        by_alias=True, exclude_unset=True, warnings=False
    )
    table = data
    for part in path[:-1]:
        table = table.setdefault(str(part), {})
    table[str(path[-1])] = _value(written.strip(), path)
    file = shaped(data, origin)
    try:
        return resolve(
            file,
            region=scenario.region if file.scenario.region == head.region else None,
            keep_outside=False,
            text=scenario.text,
            base_text=scenario.base_text,
        )
    except Problem as problem:
        raise origin.error(problem) from None


def _path(key: str, origin: Origin) -> Key:
    """Return where a setting stands in a file; without a table's name it is a parameter."""
    first, _, rest = key.partition(".")
    if first == "initial":
        unit, _, column = rest.partition(".")
        if not unit or not column:
            raise ScenarioError(f"{origin.label}: must be written initial.UNIT.COLUMN=VALUE")
        return ("initial", unit, column)
    if first == "scenario":
        if rest not in _HEAD:
            allowed = ", ".join(f"scenario.{name}" for name in _HEAD)
            raise ScenarioError(
                f"{origin.label}: key '{clipped(key)}' cannot be set\n  allowed: {allowed}"
            )
        return ("scenario", rest)
    if first in ("parameters", "mechanisms"):
        return (first, rest)
    return ("parameters", key)


def _value(written: str, path: Key) -> Any:
    """Return a value as TOML would read it; plain words are text."""
    if path == ("mechanisms", "off"):
        names = [name.strip(" '\"") for name in written.strip("[]").split(",")]
        return [name for name in names if name]
    try:
        parsed = tomllib.loads(f"value = {written}")
    except (ValueError, RecursionError):
        return written
    return parsed["value"] if set(parsed) == {"value"} else written
