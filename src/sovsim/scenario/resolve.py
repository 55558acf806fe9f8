"""Turns the tables of a file into a checked `Scenario`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from sovsim import quarters
from sovsim.documents.errors import Problem, clipped, nearest
from sovsim.documents.lines import Key
from sovsim.region import (
    Region,
    RegionError,
    load_region,
    region_names,
    synthetic_region,
)
from sovsim.scenario import resolve_events, resolve_plays
from sovsim.scenario.checks import (
    check_claims,
    check_concepts,
    resolved_initial,
    resolved_parameters,
)
from sovsim.scenario.mechanisms import OFF, resolved_off, resolved_variants
from sovsim.scenario.model import Event, Play, Scenario
from sovsim.scenario.schema import EventTable, File, Head, PlayTable

LONGEST = 1000
"""Quarters above which a span is taken for a mistake."""

_SYNTHETIC = re.compile(r"synthetic-(\d{1,6})-(\d{1,9})")


def resolve(
    file: File,
    *,
    inherited: Sequence[EventTable] = (),
    folder: Path | None = None,
    region: Region | None = None,
    keep_outside: bool = True,
    text: str = "",
    base_text: str = "",
) -> Scenario:
    """Return the scenario that the tables of a file describe.

    Args:
        file: tables after inheritance; its events are the file's own.
        inherited: events of the extended file; those outside the span fall away.
        folder: where a region that is not shipped is looked for.
        region: the region, where it is known already.
        keep_outside: whether own events and plays outside the span are an error; False drops
            them.
        text: the file as it was read.
        base_text: the extended file as it was read.

    Raises:
        Problem: naming the first key that is wrong.
    """
    head = file.scenario
    span = _span(head)
    region = region or _region(head.region, folder)
    check_claims(head.claims, ("scenario", "claims"))
    check_concepts(file.teaching.concepts, ("teaching", "concepts"))
    if not head.base and not head.question:
        raise Problem(("scenario", "question"), "is missing from [scenario]")
    kept = [table for table in inherited if _inside(table.at, span)]
    own = [
        (("event", number), table)
        for number, table in enumerate(file.event)
        if keep_outside or _inside(table.at, span)
    ]
    plays = [
        (("play", number), table)
        for number, table in enumerate(file.play)
        if keep_outside or _inside(table.at, span)
    ]
    events = _events(kept, own, region, span)
    document = file.model_copy(update={"event": [*kept, *(table for _, table in own)]})
    return Scenario(
        name=head.name,
        title=head.title,
        question=head.question,
        background=head.background.strip(),
        claims=head.claims,
        start=head.start,
        end=head.end,
        region=region,
        parameters=resolved_parameters(file.parameters),
        initial=resolved_initial(file.initial, region),
        events=events,
        plays=_plays(plays, region, span),
        mechanisms=resolved_variants(file.mechanisms),
        off=resolved_off(file.mechanisms.get(OFF, ())),
        teaching=file.teaching,
        document=document.model_copy(update={"play": [table for _, table in plays]}),
        text=text,
        base_text=base_text,
        base=head.base,
    )


def _span(head: Head) -> tuple[int, int]:
    first, last = quarters.parse(head.start), quarters.parse(head.end)
    if last < first:
        wrong = f"comes before the start {head.start}"
        raise Problem(("scenario", "end"), wrong, found=head.end)
    if last - first >= LONGEST:
        wrong = f"is more than {LONGEST} quarters after the start {head.start}"
        raise Problem(("scenario", "end"), wrong, found=head.end)
    return first, last


def _inside(quarter: str, span: tuple[int, int]) -> bool:
    return span[0] <= quarters.parse(quarter) <= span[1]


def _region(name: str, folder: Path | None) -> Region:
    """Return the region: a shipped one, or a path seen from the scenario's folder."""
    path = ("scenario", "region")
    place: str | Path = name
    made_up = _SYNTHETIC.fullmatch(name)
    if made_up is not None:
        return _synthetic(int(made_up[1]), int(made_up[2]))
    if name not in region_names():
        beside = None if folder is None else folder / name
        if beside is None or not beside.exists():
            known = region_names()
            wrong = "is no region"
            near = nearest(name, known)
            raise Problem(path, wrong, allowed=", ".join(known), near=near, found=name)
        place = beside
    try:
        return load_region(place)
    except (RegionError, OSError, UnicodeError, RecursionError) as error:
        wrong = f"cannot be read: {clipped(str(error))}"
        raise Problem(path, wrong, found=name) from None


def _synthetic(states: int, seed: int) -> Region:
    """Return the made-up region of so many states that is drawn from a seed."""
    try:
        return synthetic_region(states, seed)
    except ValueError as error:
        raise Problem(("scenario", "region"), str(error)) from None


def _events(
    inherited: Sequence[EventTable],
    own: Sequence[tuple[Key, EventTable]],
    region: Region,
    span: tuple[int, int],
) -> tuple[Event, ...]:
    place: Key = ("scenario", "extends")
    tables = [*((place, table) for table in inherited), *own]
    resolved = []
    for path, table in tables:
        try:
            resolved.append((path, resolve_events.resolve_event(table, path, region, span)))
        except Problem as problem:
            if path != place:
                raise
            wrong = f"brings the event '{table.type}' of {table.at}: {problem.text()}"
            raise Problem(place, wrong.splitlines()[0]) from None
    resolve_events.check_distinct(resolved)
    return tuple(event for _, event in resolved)


def _plays(
    tables: Sequence[tuple[Key, PlayTable]], region: Region, span: tuple[int, int]
) -> tuple[Play, ...]:
    resolved = [
        (path, resolve_plays.resolve_play(table, path, region, span)) for path, table in tables
    ]
    resolve_plays.check_distinct(resolved)
    return tuple(play for _, play in resolved)
