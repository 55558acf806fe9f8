"""Events of a base: those of the record from its start on, and what is left of running ones."""

from __future__ import annotations

from collections.abc import Iterable
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
        until = at + _lasts(table)
        if now <= at <= last:
            found.append(table)
        elif at < now < until:
            found.append({**table, "at": start, "duration": until - now})
    for extra in facts().extra:
        if extra.since <= start <= extra.until and quarters.parse(extra.event.at) <= last:
            found.append(written(extra.event))
    return [_plain(table) for table in _apart(found)]


_OWN = ("size", "duration", "note", "claims", "nature")
"""What may differ between two events that a file could not tell apart."""


def _apart(tables: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return events of which no two have type, date and names in common.

    What is left of a running event may begin with a new one of its kind. They become one with both
    sizes for as long as both last, and what is left of the longer after it.
    """
    waiting, found = list(tables), list[dict[str, Any]]()
    while waiting:
        table = waiting.pop(0)
        same = next((other for other in found if _key(other) == _key(table)), None)
        if same is None or "size" not in same or "size" not in table:
            found.append(table)
            continue
        shorter, longer = sorted((same, table), key=_lasts)
        shared = _lasts(shorter)
        joint = {
            **table,
            "size": round(same["size"] + table["size"], 12),
            "duration": shared,
            "note": " ".join(str(each["note"]) for each in (same, table) if each.get("note")),
        }
        found[found.index(same)] = joint
        if _lasts(longer) > shared:
            rest = quarters.label(quarters.parse(table["at"]) + shared)
            waiting.insert(0, {**longer, "at": rest, "duration": _lasts(longer) - shared})
    return found


def _lasts(table: dict[str, Any]) -> int:
    return int(table.get("duration", 1))


def _key(table: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in table.items() if name not in _OWN))


def _plain(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table with a single name as a name, as it is written by hand."""
    who = table.get("who", ())
    return {**table, "who": who[0]} if isinstance(who, tuple) and len(who) == 1 else table
