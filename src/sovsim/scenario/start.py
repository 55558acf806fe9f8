"""Whether a run can start where a scenario says: start values of that quarter, in one piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sovsim.documents.document import read
from sovsim.documents.errors import DocumentError, Faults, Problem, Problems
from sovsim.documents.lines import Key
from sovsim.documents.shipped import shipped_files
from sovsim.quarters import parse
from sovsim.region import Region
from sovsim.region.assemble_start_values import ELSEWHERE, initial_values
from sovsim.region.bids import contradictions
from sovsim.region.schema import InitialEntry
from sovsim.scenario.schema import File, Head


def check_start(head: Head, region: Region) -> None:
    """Raise Problem where the start values describe another quarter than the first.

    A file says with ``start_values`` which quarter its start values describe; one that says
    nothing takes that of its region. A region that says nothing, as a made-up one, may start at
    any time.
    """
    described = head.start_values or region.start_values
    if described in (None, head.start):
        return
    whose = "of this scenario" if head.start_values else f"of the region '{region.name}'"
    bases = _bases(region.name)
    others = [f"{start} by extends = '{name}'" for name, start in bases]
    own = [] if any(one.startswith(str(described)) for one in others) else [described]
    raise Problem(
        ("scenario", "start"),
        f"has no start values; those {whose} describe {described}" + _nearest(head.start, bases),
        allowed=", ".join([*map(str, own), *others])
        + f"; or start_values = '{head.start}' to take them for that quarter all the same",
        found=head.start,
    )


def _nearest(start: str, bases: list[tuple[str, str]]) -> str:
    """Return which base describes the quarter that is nearest, in words; nothing without bases."""
    if not bases:
        return ""
    name, quarter = min(bases, key=lambda base: abs(parse(base[1]) - parse(start)))
    return f"; the nearest base is '{name}' ({quarter})"


def _bases(region: str) -> list[tuple[str, str]]:
    """Return the shipped bases that give start values for a region, with their quarters."""
    found = []
    for name, path in shipped_files("scenarios").items():
        try:
            head = read(path, path.name, File).content.scenario
        except DocumentError:
            continue
        if head.start_values and head.region == region and head.base:
            found.append((name, head.start_values))
    return found


def with_start_values(region: Region, tables: Mapping[str, InitialEntry]) -> Region:
    """Return the region with the start values that a file gives by column in place of its own.

    Raises:
        Problems: naming every key that is wrong.
    """
    if not tables:
        return region
    faults = Faults()
    found = initial_values(region, [(faults, key, entry) for key, entry in tables.items()])
    try:
        faults.settle()
    except Problems as problems:
        for problem in problems.found:
            problem.path = ("start", *problem.path[1:])
        raise
    kept = {column: value for column, value in found.items() if column not in ELSEWHERE}
    return replace(region, initial={**region.initial, **kept})


def check_bids(initial: Mapping[str, Mapping[str, float]], region: Region, quarter: int) -> None:
    """Raise Problems where membership and bid contradict each other at the start.

    A state is a member of the EU or NATO exactly where its bid has come to ``member``.
    """
    faults = Faults()
    for found in contradictions(region, quarter, initial):
        own = initial.get(found.code, {})
        given = next((column for column in (found.stage, found.membership) if column in own), None)
        path: Key = ("scenario", "region")
        if given is not None:
            path = ("initial", found.code, given)
        faults.add(Problem(path, found.wrong, allowed=found.allowed))
    faults.settle()
