"""What happened: turning points in sentences, and the dated list of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sovsim.plots.focus import main_states
from sovsim.plots.happenings import states_in
from sovsim.plots.tables import Run, first_run, text
from sovsim.report.notes import Note, Notes
from sovsim.report.sentences import Names, capital, sentence
from sovsim.scenario import EVENT_TYPES

MOST_TURNS = 12

WEIGHTS: dict[str, int] = {
    "invasion": 9,
    "annexation": 9,
    "upheaval": 8,
    "relations_severed": 8,
    "unit_seized": 7,
    "regional_war": 7,
    "bid_completed": 6,
    "bid_reversed": 5,
    "mission_deployed": 6,
    "mission_not_sent": 5,
    "assistance_requested": 5,
    "membership_left": 5,
    "unit_changes_hands": 5,
    "fighting_begins": 5,
    "unit_recognised": 4,
    "sanctions_imposed": 4,
    "un_condemns": 4,
    "nuclear_signal": 4,
    "conflict_settled": 3,
    "bid_declared": 2,
    "membership_joined": 1,
}
"""What makes a turning point, and how much it counts; ours, for the order of telling only."""

_MAIN = 10
_NOISE = ("reward", "coercion", "contested_in_words")
"""Types that happen in most quarters; the pictures show them better than a list."""


@dataclass(frozen=True)
class Told:
    """Something that happened, in words.

    Attributes:
        quarter: when, or when first.
        words: a sentence without its date.
        again: when the same happened again, in words; empty if it did not.
        notes: claims behind it.
    """

    quarter: str
    words: str
    again: str
    notes: list[Note]


@dataclass(frozen=True)
class Imposed:
    """An event that the scenario sets.

    Attributes:
        quarter: when it begins; ``until`` the last quarter in which it may begin.
        words: what it is, and whom it befalls.
        forced: True for a decision imposed for a counterfactual.
        remark: the scenario's own note.
        notes: claims behind it.
    """

    quarter: str
    until: str
    words: str
    forced: bool
    remark: str
    notes: list[Note]


def imposed(run: Run, notes: Notes) -> list[Imposed]:
    """Return the scenario's events by date."""
    names = Names(run.scenario.region)
    rows = []
    for event in sorted(run.scenario.events, key=lambda event: str(event.at)):
        kind = EVENT_TYPES[event.type]
        who = [] if event.who == ("all",) else [names(name) for name in event.who]
        whom = "every state" if event.who == ("all",) else ", ".join(who)
        rows.append(
            Imposed(
                quarter=event.at,
                until="" if event.until == event.at else event.until,
                words=f"{kind.meaning.rstrip('.')}{f' ({whom})' if whom else ''}.",
                forced=event.forced,
                remark=event.note,
                notes=notes.cite(event.claims),
            )
        )
    return rows


def everything(run: Run, notes: Notes) -> list[Told]:
    """Return what the model itself made happen, by date, without what happens all the time."""
    return [_told(group, run, notes) for group in _groups(run, merge=False)]


def turning_points(run: Run, notes: Notes, most: int = MOST_TURNS) -> list[Told]:
    """Return the main events by date; of events that recur, the first stands for all."""
    main = main_states(run.scenario)
    groups = _groups(run, merge=True)
    weighed = [
        (_weight(group[0], main, run), -int(group[0]["step"]), place)
        for place, group in enumerate(groups)
    ]
    best = sorted((entry for entry in weighed if entry[0] > 0), reverse=True)[:most]
    return [_told(groups[place], run, notes) for place in sorted(entry[2] for entry in best)]


def _groups(run: Run, *, merge: bool) -> list[list[Mapping[Any, Any]]]:
    """Return the model's own events, those that say the same thing put together on demand."""
    groups: dict[object, list[Mapping[Any, Any]]] = {}
    for number, event in enumerate(first_run(run.events).to_dict("records")):
        kind = text(event["type"])
        if text(event.get("cause")) == "scenario" or kind in _NOISE:
            continue
        key = (kind, text(event.get("actor")), text(event.get("target")))
        groups.setdefault(key if merge else number, []).append(event)
    return list(groups.values())


def _weight(event: Mapping[Any, Any], main: list[str], run: Run) -> int:
    weight = WEIGHTS.get(text(event["type"]), 0)
    about = any(code in main for code in states_in(event, run.scenario.region))
    return weight + _MAIN if about and weight else weight


def _told(group: list[Mapping[Any, Any]], run: Run, notes: Notes) -> Told:
    first, *later = group
    again = ""
    if later:
        times = "once more" if len(later) == 1 else f"{len(later)} more times"
        again = f"{times}, last in {later[-1]['quarter']}"
    return Told(
        quarter=str(first["quarter"]),
        words=capital(sentence(first, Names(run.scenario.region))),
        again=again,
        notes=notes.cite(text(first.get("claims"))),
    )
