"""What happened: turning points in sentences, what the scenario set, and the list of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sovsim.record.recorded import SavedRun
from sovsim.report.notes import Note, Notes
from sovsim.telling.about import main_states
from sovsim.telling.imposed import SET, Given, by, happened_at, what_it_sets
from sovsim.telling.names import Names, capital, text
from sovsim.telling.sentences import kind_in_words, sentence
from sovsim.telling.weight import KEEPERS, NOISE, kind_of, weight

MOST_TURNS = 12
_FIRST = 4

Event = Mapping[Any, Any]


@dataclass(frozen=True)
class Told:
    """Something that happened, in words.

    Attributes:
        quarter: when, or when first.
        words: a sentence without its date.
        again: when the same happened again, in words; empty if it did not.
        by: who imposed it, in words; empty where it is the model's own.
        key: type, actor and target, as the events table holds them.
    """

    quarter: str
    words: str
    again: str
    by: str
    key: tuple[str, str, str]


@dataclass(frozen=True)
class Turns:
    """The turning points that are told.

    Attributes:
        told: by date.
        first: the weightiest of the model's own, the heaviest first.
        hidden: how many more there are.
        rules: kinds of event, with the notes of the claims behind the rules that bring them about.
    """

    told: list[Told]
    first: list[Told]
    hidden: int
    rules: list[tuple[str, list[Note]]]


@dataclass(frozen=True)
class Imposed:
    """Something that the scenario sets, with the notes of its claims."""

    row: Given
    quarter: str
    notes: list[Note]


def imposed(run: SavedRun, notes: Notes) -> tuple[list[Imposed], list[Imposed]]:
    """Return what the scenario's own file sets, and what it inherits, by date."""
    happened = run.happened
    rows = [
        Imposed(row, happened_at(row, happened), notes.cite(row.claims))
        for row in sorted(what_it_sets(run.scenario), key=lambda row: not row.own)
    ]
    rows.sort(key=lambda entry: entry.quarter)
    return [entry for entry in rows if entry.row.own], [
        entry for entry in rows if not entry.row.own
    ]


def imposed_counts(run: SavedRun) -> list[str]:
    """Return how much of the counted pressure and missions was imposed, in words."""
    pressure = missions = 0
    for event in run.happened:
        if by(text(event.get("cause"))) and text(event.get("cause")) != SET:
            pressure += text(event["type"]) == "coercion"
            missions += text(event["type"]) == "mission_deployed"
    found = [(pressure, "state-quarter", "of pressure"), (missions, "mission", "of the alliance")]
    return [f"{n} {noun}{'' if n == 1 else 's'} {what}" for n, noun, what in found if n]


def everything(run: SavedRun) -> list[Told]:
    """Return all that happened beside the scenario's events, without what happens all the time."""
    return [_told(group, run) for group in _groups(run, merge=False)]


def turning_points(run: SavedRun, notes: Notes, most: int = MOST_TURNS) -> Turns:
    """Return the main events by date; of events that recur, the first stands for all.

    Decisions that the scenario imposed come before others, and are marked as such.
    """
    main = main_states(run.scenario)
    groups = _groups(run, merge=True)
    weighed = [
        (weight(group[0], main, run.scenario.region), -int(group[0]["step"]), place)
        for place, group in enumerate(groups)
    ]
    ranked = sorted((entry for entry in weighed if entry[0] > 0), reverse=True)
    kept = [groups[place] for place in sorted(entry[2] for entry in ranked[:most])]
    return Turns(
        told=[_told(group, run) for group in kept],
        first=[turn for entry in ranked if not (turn := _told(groups[entry[2]], run)).by][:_FIRST],
        hidden=max(len(ranked) - most, 0),
        rules=_rules(kept, notes),
    )


def _groups(run: SavedRun, *, merge: bool) -> list[list[Event]]:
    """Return what happened beside the scenario's events; on demand, the same put together."""
    groups: dict[object, list[Event]] = {}
    last: dict[tuple[str, str, str], int] = {}
    for number, event in enumerate(run.happened):
        cause, kind = text(event.get("cause")), kind_of(event)
        if cause == SET or kind in NOISE:
            continue
        before = last.get(_key(event), -2)
        last[_key(event)] = int(event["step"])
        if kind == KEEPERS and before == int(event["step"]) - 1:
            continue
        groups.setdefault((*_key(event), by(cause)) if merge else number, []).append(event)
    return list(groups.values())


def _key(event: Event) -> tuple[str, str, str]:
    return kind_of(event), text(event.get("actor")), text(event.get("target"))


def _told(group: list[Event], run: SavedRun) -> Told:
    first, *later = group
    again = ""
    if later:
        times = "once more" if len(later) == 1 else f"{len(later)} more times"
        again = f"{times}, last in {later[-1]['quarter']}"
    return Told(
        quarter=str(first["quarter"]),
        words=capital(sentence(first, Names(run.scenario.region))),
        again=again,
        by=by(text(first.get("cause"))),
        key=_key(first),
    )


def _rules(groups: list[list[Event]], notes: Notes) -> list[tuple[str, list[Note]]]:
    """Return the kinds of event that the model brought about, with the claims behind the rules."""
    found: dict[str, list[Note]] = {}
    for group in groups:
        kind = kind_of(group[0])
        if kind not in found and not by(text(group[0].get("cause"))):
            found[kind] = notes.cite(text(group[0].get("claims")))
    return [(kind_in_words(kind), cited) for kind, cited in found.items() if cited]
