"""What two scenarios do differently, in words and values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sovsim import parameters
from sovsim.documents.values import Range
from sovsim.scenario.events import EVENT_TYPES
from sovsim.scenario.load import load_scenario
from sovsim.scenario.model import Event, Play
from sovsim.scenario.scenario import Scenario
from sovsim.variables import COMPONENTS, VARIABLES

ABSENT = "-"


@dataclass(frozen=True)
class Difference:
    """One thing in which two scenarios differ.

    Attributes:
        key: where it stands, such as ``parameters.foreign_policy.scale``.
        a, b: the values as text; ``-`` where a scenario says nothing and the default holds.
        words: what it means.
    """

    key: str
    a: str
    b: str
    words: str


def diff(a: str | Path | Scenario, b: str | Path | Scenario) -> list[Difference]:
    """Return what differs between two scenarios, apart from their names and prose.

    Args:
        a, b: names of shipped scenarios, paths of files, or loaded scenarios.

    Raises:
        ScenarioError: one cannot be found, read or used.
    """
    a, b = load_scenario(a), load_scenario(b)
    return [
        *_span(a, b),
        *_tables("parameters", a.parameters, b.parameters, _parameter),
        *_initial(a, b),
        *_tables("mechanisms", a.mechanisms, b.mechanisms, _mechanism),
        *_off(a, b),
        *_happenings("event", a.events, b.events, _event_words),
        *_happenings("play", a.plays, b.plays, _play_words),
    ]


def _span(a: Scenario, b: Scenario) -> Iterator[Difference]:
    for key, words in (("start", "first quarter"), ("end", "last quarter")):
        before, after = getattr(a, key), getattr(b, key)
        if before != after:
            yield Difference(f"scenario.{key}", before, after, words)
    if a.region.as_dict() != b.region.as_dict():
        words = "states, hegemon, institutions and start values"
        yield Difference("scenario.region", a.region.name, b.region.name, words)


def _tables(
    table: str, a: Mapping[str, Any], b: Mapping[str, Any], words: Callable[[str], str]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*a, *b]):
        before, after = a.get(name), b.get(name)
        if before != after:
            yield Difference(f"{table}.{name}", _text(before), _text(after), words(name))


def _initial(a: Scenario, b: Scenario) -> Iterator[Difference]:
    for unit in dict.fromkeys([*a.initial, *b.initial]):
        columns = a.initial.get(unit, {}), b.initial.get(unit, {})
        yield from _tables(f"initial.{unit}", *columns, _column)


def _off(a: Scenario, b: Scenario) -> Iterator[Difference]:
    for name in dict.fromkeys([*a.off, *b.off]):
        if (name in a.off) != (name in b.off):
            before, after = ("off" if name in scenario.off else "on" for scenario in (a, b))
            yield Difference("mechanisms.off", before, after, f"the term or motive {name}")


def _happenings(
    table: str, a: Iterable[Any], b: Iterable[Any], words: Callable[[Any], str]
) -> Iterator[Difference]:
    before = {_key(entry): entry for entry in a}
    after = {_key(entry): entry for entry in b}
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if _essence(one) != _essence(other):
            name = f"{table}.{key}"
            yield Difference(name, _text(one), _text(other), words(one or other))


_NATURES = {"fact": "public fact", "condition": "condition", "choice": "forced choice"}


def _key(entry: Event | Play) -> str:
    if isinstance(entry, Event):
        return entry.key
    return " ".join([f"{entry.decision}@{entry.at}", entry.actor, entry.target]).strip()


def _essence(entry: Event | Play | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    return {key: value for key, value in entry.as_dict().items() if key not in ("note", "claims")}


def _text(value: Any) -> str:
    if value is None:
        return ABSENT
    if isinstance(value, Range):
        return f"{value.low:g} to {value.high:g}"
    if isinstance(value, Event):
        parts = [] if value.size is None else [f"size {_text(value.size)}"]
        parts += [] if value.duration == 1 else [f"{value.duration} quarters"]
        parts += [] if value.until == value.at else [f"until {value.until}"]
        return ", ".join([_NATURES[value.nature], *parts])
    if isinstance(value, Play):
        return value.option + ("" if value.duration == 1 else f", {value.duration} quarters")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _parameter(name: str) -> str:
    declared = parameters.find(name)
    return f"{declared.meaning} (default {declared.value:g} {declared.unit}, {declared.status})"


def _column(column: str) -> str:
    return f"start value: {VARIABLES[COMPONENTS[column][0]].meaning}"


def _mechanism(rule: str) -> str:
    return f"variant of the rule {rule}; {ABSENT} is the default"


def _event_words(event: Event) -> str:
    return EVENT_TYPES[event.type].meaning


def _play_words(play: Play) -> str:
    return f"recorded decision of {play.actor}"
