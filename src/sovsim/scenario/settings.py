"""Settings ``KEY=VALUE`` from the command line, checked like the keys of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sovsim import given
from sovsim.documents import overlay
from sovsim.documents.errors import DocumentError, Faults, Origin, Problem, Problems
from sovsim.documents.lines import Key
from sovsim.documents.numbers import as_number
from sovsim.documents.shape import shaped
from sovsim.documents.text import clipped
from sovsim.documents.toml import tables_of
from sovsim.scenario.checks import ALL
from sovsim.scenario.model import ScenarioData
from sovsim.scenario.resolve import resolve
from sovsim.scenario.schema import File

_HEAD = ("start", "end", "start_values", "region")
_LONGEST = 10_000
"""Letters above which a value is no setting."""

_AS_IN_FILES = ("[", "{", '"', "'", "true", "false", "nan", "inf", "+inf", "-inf")
"""Beginnings of values that are written as in a file; what else is no number is text."""


def apply_settings(scenario: ScenarioData, settings: Iterable[str]) -> ScenarioData:
    """Return the scenario with settings applied; each one checked like a key of a file."""
    chosen = given.texts("settings", settings)
    if not chosen:
        return scenario
    head = scenario.document.scenario
    tables = overlay.written(scenario.document)
    faults = Faults()
    places: list[tuple[Key, str]] = []
    for setting in chosen:
        with faults:
            path, value = _parsed(setting)
            places.append((path, label_of(setting)))
            tables = overlay.with_value(tables, path, value)
    origin = Origin(", ".join(label_of(setting) for setting in chosen), None, tuple(places))
    try:
        faults.settle()
        file = shaped(tables, origin, File)
        return resolve(
            file,
            region=scenario.region if file.scenario.region == head.region else None,
            keep_outside=False,
            text=scenario.text,
            base_text=scenario.base_text,
        )
    except (Problem, Problems) as found:
        raise origin.error(found) from None


def label_of(setting: str) -> str:
    """Return what a setting is called in errors."""
    return f"--set {clipped(setting)}"


def _parsed(setting: str) -> tuple[Key, Any]:
    """Return where a setting stands in a file, and its value.

    Raises:
        DocumentError: it is not written as a setting is.
    """
    origin = Origin(label_of(setting))
    key, equals, value = setting.partition("=")
    if not equals or not key.strip():
        raise origin.fault("must be written KEY=VALUE")
    if len(setting) > _LONGEST:
        raise origin.fault(f"must have at most {_LONGEST} letters")
    path = _path(key.strip(), origin)
    return path, _value(value.strip(), path)


def _path(key: str, origin: Origin) -> Key:
    """Return where a setting stands in a file; without a table's name it is a parameter."""
    first, _, rest = key.partition(".")
    if first == "initial":
        unit, _, column = rest.partition(".")
        if not unit or not column:
            raise origin.fault("must be written initial.UNIT.COLUMN=VALUE")
        return ("initial", unit, column)
    if first == "scenario":
        if rest not in _HEAD:
            allowed = ", ".join(f"scenario.{name}" for name in _HEAD)
            raise origin.fault(f"key '{clipped(key)}' cannot be set\n  allowed: {allowed}")
        return ("scenario", rest)
    if first in ("parameters", "mechanisms"):
        return (first, rest)
    return ("parameters", key)


def _value(written: str, path: Key) -> Any:
    """Return a value as TOML would read it; numbers as people write them; plain words are text."""
    if path == ("mechanisms", "off"):
        names = [name.strip(" '\"") for name in written.strip("[]").split(",")]
        return [name for name in names if name]
    number = as_number(written)
    if number is not None:
        return number
    if not written.startswith(_AS_IN_FILES):
        return written
    try:
        parsed = tables_of(f"value = {written}", Origin(""))
    except DocumentError:
        return written
    return parsed["value"] if set(parsed) == {"value"} else written


def names_set(settings: Iterable[str], scenario: ScenarioData) -> set[str]:
    """Return the parameters and start values that settings set, by the names of `sovsim.points`.

    What is set for all states is set for each.
    """
    names = set()
    for path, _ in map(_parsed, settings):
        if path[0] == "parameters":
            names.add(str(path[1]))
        elif path[0] == "initial":
            _, unit, column = path
            units = scenario.region.codes if unit == ALL else (unit,)
            names.update(f"initial.{each}.{column}" for each in units)
    return names
