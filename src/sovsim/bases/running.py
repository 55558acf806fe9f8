"""Events of a base: those of the record from its start on, and what is left of running ones."""

from __future__ import annotations

from typing import Any

from sovsim import quarters
from sovsim.bases.declared import facts
from sovsim.documents.overlay import written
from sovsim.scenario.scenario import Scenario


def events(record: Scenario, start: str, end: str) -> list[dict[str, Any]]:
    """Return the tables of the events of a base.

    Args:
        record: the scenario that gives what came from outside, from 1992 on.
        start, end: first and last quarter of the base.

    What lasts beyond the start is given with the quarters that are left; what came from it by then
    is in the start values.
    """
    now, last = quarters.parse(start), quarters.parse(end)
    found = []
    for table in written(record.document)["event"]:
        at = quarters.parse(table["at"])
        until = at + int(table.get("duration", 1))
        if now <= at <= last:
            found.append(table)
        elif at < now < until:
            found.append({**table, "at": start, "duration": until - now})
    for extra in facts().extra:
        if extra.since <= start <= extra.until and quarters.parse(extra.event.at) <= last:
            found.append(written(extra.event))
    return [_plain(table) for table in found]


def _plain(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table with a single name as a name, as it is written by hand."""
    who = table.get("who", ())
    return {**table, "who": who[0]} if isinstance(who, tuple) and len(who) == 1 else table
