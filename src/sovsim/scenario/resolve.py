"""Turns the tables of a file into a checked `ScenarioData`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from sovsim import quarters
from sovsim.documents.errors import Faults, Problem, Problems, unknown
from sovsim.documents.lines import Key
from sovsim.documents.source import exists
from sovsim.documents.values import Range
from sovsim.region import Region, load_region, region_names, synthetic_region
from sovsim.scenario import resolve_events, resolve_plays
from sovsim.scenario.checks import (
    check_claims,
    check_concepts,
    resolved_initial,
    resolved_parameters,
)
from sovsim.scenario.mechanisms import OFF, resolved_off, resolved_variants
from sovsim.scenario.model import Event, Play, ScenarioData
from sovsim.scenario.schema import EventTable, File, Head, PlayTable
from sovsim.scenario.start import check_bids, check_start, with_start_values

LONGEST = 1000
"""Quarters above which a span is taken for a mistake."""

Dated = TypeVar("Dated", EventTable, PlayTable)

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
) -> ScenarioData:
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
        Problems: naming every key that is wrong.
    """
    head = file.scenario
    faults = Faults()
    with faults:
        check_claims(head.claims, ("scenario", "claims"))
    with faults:
        check_concepts(file.teaching.concepts, ("teaching", "concepts"))
    if not head.base and not head.question.strip():
        faults.add(Problem(("scenario", "question"), "is missing from [scenario]"))
    parameters: dict[str, float | Range] = {}
    variants: dict[str, str] = {}
    off: tuple[str, ...] = ()
    with faults:
        parameters = resolved_parameters(file.parameters)
    with faults:
        variants = resolved_variants(file.mechanisms)
    with faults:
        off = resolved_off(file.mechanisms.get(OFF, ()))
    span = region_ = None
    with faults:
        span = _span(head)
    with faults:
        region_ = (region or _region(head.region, folder)).at_start(head.start)
        region_ = with_start_values(region_, file.start)
    if region_ is None or span is None:
        faults.settle()
        raise AssertionError("neither span nor region, and no fault")
    initial: dict[str, dict[str, float]] = {}
    events: tuple[Event, ...] = ()
    plays: tuple[Play, ...] = ()
    with faults:
        initial = resolved_initial(file.initial, region_)
    with faults:
        check_start(head, region_)
        check_bids(initial, region_, span[0])
    kept = [table for table in inherited if _inside(table.at, span)]
    own = _numbered("event", file.event, keep_outside, span)
    acts = _numbered("play", file.play, keep_outside, span)
    with faults:
        events = _events(kept, own, region_, span)
    with faults:
        plays = _plays(acts, region_, span)
    faults.settle()
    document = file.model_copy(
        update={
            "event": [*kept, *(table for _, table in own)],
            "play": [table for _, table in acts],
        }
    )
    return ScenarioData(
        name=head.name,
        title=head.title,
        question=head.question,
        background=head.background.strip(),
        claims=head.claims,
        start=head.start,
        end=head.end,
        region=region_,
        parameters=parameters,
        initial=initial,
        events=events,
        plays=plays,
        mechanisms=variants,
        off=off,
        teaching=file.teaching,
        document=document,
        text=text,
        base_text=base_text,
        base=head.base,
    )


def _numbered(
    key: str, tables: Sequence[Dated], keep_outside: bool, span: tuple[int, int]
) -> list[tuple[Key, Dated]]:
    """Return tables with their places; without those outside the span, where they may fall away."""
    return [
        ((key, number), table)
        for number, table in enumerate(tables)
        if keep_outside or _inside(table.at, span)
    ]


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
    """Return the region: a shipped one, or a path seen from the scenario's folder.

    Raises:
        Problem: there is no such region.
        DocumentError: it is not right itself.
    """
    made_up = _SYNTHETIC.fullmatch(name)
    if made_up is not None:
        return _synthetic(int(made_up[1]), int(made_up[2]))
    if name in region_names():
        return load_region(name)
    if folder is None or not exists(folder / name):
        known = region_names()
        path = ("scenario", "region")
        raise unknown(path, "region", name, known, name)
    return load_region(folder / name)


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
    resolved = []
    faults = Faults()
    for path, table in [*((place, table) for table in inherited), *own]:
        with faults:
            try:
                event = resolve_events.resolve_event(table, path, region, span)
            except Problems as problems:
                if path != place:
                    raise
                first = problems.found[0].text().splitlines()[0]
                wrong = f"brings the event '{table.type}' of {table.at}: {first}"
                raise Problem(place, wrong) from None
            resolved.append((path, event))
    with faults:
        resolve_events.check_distinct(resolved)
    faults.settle()
    return tuple(event for _, event in resolved)


def _plays(
    tables: Sequence[tuple[Key, PlayTable]], region: Region, span: tuple[int, int]
) -> tuple[Play, ...]:
    resolved = []
    faults = Faults()
    for path, table in tables:
        with faults:
            resolved.append((path, resolve_plays.resolve_play(table, path, region, span)))
    with faults:
        resolve_plays.check_distinct(resolved)
    faults.settle()
    return tuple(play for _, play in resolved)
