"""Facts of public record behind the model's course: dated, in words, with their source.

They are the project's own lists (``sovsim/data/record``), under its licence; nothing of any data
set travels. The record is of the post-Soviet region; a region of other states has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sovsim import quarters
from sovsim.app.content.cites import Data
from sovsim.cite import software
from sovsim.observed.catalogue import common
from sovsim.observed.public_record import public_record
from sovsim.observed.record_facts import Fact, Force, Membership, Span, Vote
from sovsim.region import Region
from sovsim.scenario import Scenario
from sovsim.telling.names import Names

BESIDE: dict[str, tuple[str, ...]] = {
    "election": ("new_government",),
    "succession": ("new_government",),
    "fall": ("upheaval", "new_government", "unrest", "regime_security"),
    "energy_cutoff": ("pressure", "rung"),
    "embargo": ("pressure", "rung"),
    "expulsion": ("pressure", "rung"),
    "war": ("hegemon_war", "occupation", "rung"),
    "intervention": ("presence_unasked", "rung"),
    "keepers": ("presence",),
    "help": ("presence", "mission"),
    "between": ("conflict_status",),
    "at_home": ("conflict_status",),
    "annexed": ("territory_held", "rung"),
    "recognised": ("territory_held",),
    "lost": ("territory_held",),
    "retaken": ("territory_held",),
    "relations": ("diplomatic_relations",),
    "votes": ("alignment_russia",),
}
"""Kind of fact -> variables behind whose course it is drawn; a membership stands behind its own
column. What is drawn is a date: none of these facts is a value on the variable's scale."""

_KINDS: dict[str, str] = {
    "election": "voted out of office",
    "succession": "another government without such a vote",
    "fall": "government driven out",
    "energy_cutoff": "energy withheld by {hegemon}",
    "embargo": "market of {hegemon} closed or taxed",
    "expulsion": "people expelled by {hegemon}",
    "war": "open war of {hegemon}",
    "intervention": "forces of {by} against the state's will",
    "keepers": "troops of {by} to keep a peace, by agreement",
    "help": "troops of {by}, asked for by the government",
    "between": "war between states",
    "at_home": "war at home",
    "annexed": "annexed by {hegemon}",
    "recognised": "recognised as a state by {hegemon}",
    "lost": "lost in fact",
    "retaken": "taken back",
    "relations": "relations with {hegemon} broken off",
    "votes": "vote in the General Assembly",
}
"""Kind of fact -> what it is, in words."""


def observed(scenarios: Iterable[Scenario], region: Region) -> Data:
    """Return the facts within the scenarios' time, of the states of their region.

    Args:
        scenarios: all of one region.

    Returns:
        ``licence``; ``tables``: what each holds, the years that it covers, whether it is complete;
        ``facts``: rows with ``table``, ``kind``, ``states``, ``from`` and ``until`` (quarters, None
        where it began before 1991 or goes on), ``words``, ``beside`` (columns or variables),
        ``source``, ``certain``; of a vote how each state ``cast``.
    """
    spans = [(quarters.parse(one.start), quarters.parse(one.end)) for one in scenarios]
    empty: Data = {"licence": software().license, "tables": {}, "facts": []}
    if not recorded(region):
        return empty
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    names, codes = Names(region), {*region.codes, region.hegemon.code}
    for table, sheet in public_record().sheets.items():
        facts = [_fact(table, fact, codes, names) for fact in sheet.fact]
        kept = [fact for fact in facts if fact["states"] and _within(fact, first, last)]
        if kept:
            empty["facts"] += kept
            empty["tables"][table] = sheet.about.model_dump(mode="json")
    return empty


def recorded(region: Region) -> bool:
    """Return whether the record is of a region: it knows its hegemon and all of its states."""
    return {region.hegemon.code, *region.codes} <= set(common().folder.states)


def _within(fact: Data, first: int, last: int) -> bool:
    begins = fact["from"] is None or quarters.parse(fact["from"]) <= last
    return begins and (fact["until"] is None or first <= quarters.parse(fact["until"]))


def _fact(table: str, fact: Fact, codes: set[str], names: Names) -> Data:
    kind = _kind(table, fact)
    found: Data = {
        "table": table,
        "kind": kind,
        "states": [code for code in fact.codes if code in codes],
        "from": None if fact.start is None else fact.start.quarter,
        "until": _until(fact),
        "words": _words(kind, fact, names),
        "note": fact.note,
        "beside": [kind] if isinstance(fact, Membership) else list(BESIDE[kind]),
        "source": fact.source,
        "certain": fact.certain,
    }
    if isinstance(fact, Vote):
        found["cast"] = {code: vote for code, vote in fact.cast.items() if code in codes}
    return found


def _kind(table: str, fact: Fact) -> str:
    if isinstance(fact, Membership):
        return f"membership_{fact.body.lower()}"
    return str(getattr(fact, "kind", table))


def _until(fact: Fact) -> str | None:
    """Return the quarter in which it ended; a moment ends in its own."""
    ended = fact.ended if isinstance(fact, Span) else fact.start
    return None if ended is None else ended.quarter


def _words(kind: str, fact: Any, names: Names) -> str:
    """Return what it is, and what of it its row says."""
    if isinstance(fact, Membership):
        return f"member of {names(fact.body)}"
    by = names(fact.by) if isinstance(fact, Force) else ""
    told = _KINDS[kind].format(hegemon=names.hegemon, by=by)
    if isinstance(fact, Vote):
        return f"{told}: {fact.title} ({fact.resolution}), on {names(fact.about)}"
    detail = next((getattr(fact, key) for key in ("who", "what", "unit") if hasattr(fact, key)), "")
    return f"{told}: {names(detail)}" if detail else told
