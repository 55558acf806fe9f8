"""Events of a run as marks: a few kinds that a reader can tell apart in a small picture."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sovsim.plots import style
from sovsim.plots.tables import first_run
from sovsim.region import Region
from sovsim.telling.about import states_in
from sovsim.telling.imposed import DECISIONS, SET
from sovsim.telling.names import text


@dataclass(frozen=True)
class Mark:
    """How a kind of event is drawn.

    Attributes:
        label: the kind in plain words, for the key.
        marker: matplotlib's marker.
        colour: fill; the shape alone tells the kinds apart.
    """

    label: str
    marker: str
    colour: str


MARKS: dict[str, Mark] = {
    "scenario": Mark("set by the scenario", "v", style.PAPER),
    "imposed": Mark("imposed decision", "P", style.PAPER),
    "force": Mark("armed force", "X", style.INK),
    "mission": Mark("mission of the alliance", "s", style.SERIES[1]),
    "no mission": Mark("mission refused", "s", style.PAPER),
    "upheaval": Mark("government falls", "*", style.SERIES[2]),
    "integration": Mark("bid or membership", "^", style.SERIES[3]),
    "rupture": Mark("rupture or open resistance", "D", style.SERIES[4]),
}
"""Kinds of event, in the order of the key; an event of no kind is listed in words only. All but
the first two are the model's own."""

GIVEN = ("scenario", "imposed")
"""Kinds that are not the model's own."""

_KINDS: dict[str, tuple[str, ...]] = {
    "upheaval": ("upheaval",),
    "mission": ("mission_deployed",),
    "no mission": ("mission_not_sent",),
    "force": (
        "annexation",
        "invasion",
        "fighting_begins",
        "regional_war",
        "unit_seized",
        "unit_changes_hands",
    ),
    "integration": (
        "bid_declared",
        "bid_advanced",
        "bid_completed",
        "bid_reversed",
        "membership_joined",
        "membership_left",
        "body_founded",
    ),
    "rupture": ("relations_severed", "resisted"),
}
_FORCEFUL = ("peacekeepers", "annexation", "invasion")


def kind_of(event_type: str, cause: str = "", rung: str = "") -> str:
    """Return the kind of an event, a key of `MARKS`, or an empty text.

    Args:
        event_type: its type.
        cause: its cause; what a scenario sets or imposes is of no kind of the model's own.
        rung: the rung of the hegemon's ladder, for coercion.
    """
    if cause == SET:
        return "scenario"
    if cause in DECISIONS:
        return "imposed"
    if rung in _FORCEFUL:
        return "force"
    return next((kind for kind, types in _KINDS.items() if event_type in types), "")


def mark_table(events: pd.DataFrame, region: Region) -> pd.DataFrame:
    """Return the events that are marked in pictures: ``step, quarter, state, type, kind``.

    An event counts for every state that it concerns. What goes on for several quarters is marked
    at its first; rows that say the same thing are merged.
    """
    rows = []
    for event in first_run(events).to_dict("records"):
        kind = kind_of(text(event["type"]), text(event.get("cause")), text(event.get("rung")))
        if kind:
            rows += [
                {
                    "step": int(event["step"]),
                    "quarter": str(event["quarter"]),
                    "state": state,
                    "type": text(event.get("rung")) or text(event["type"]),
                    "kind": kind,
                }
                for state in states_in(event, region)
            ]
    table = pd.DataFrame(rows, columns=["step", "quarter", "state", "type", "kind"])
    table = table.drop_duplicates(["step", "state", "kind"]).sort_values(["state", "kind", "step"])
    goes_on = table.groupby(["state", "kind"])["step"].diff() == 1
    return (
        table[~goes_on | table["kind"].isin(GIVEN)]
        .sort_values(["step", "state"])
        .reset_index(drop=True)
    )
