"""Puts a region together from its files and checks what no single entry can show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sovsim.addresses import collisions
from sovsim.documents.errors import (
    DocumentError,
    Fault,
    Faults,
    Origin,
    Problem,
    Problems,
    unknown,
)
from sovsim.documents.lines import Key
from sovsim.quarters import parse
from sovsim.region.assemble_start_values import initial_values
from sovsim.region.bids import contradictions
from sovsim.region.region import (
    ContestedUnit,
    HegemonInfo,
    InstitutionInfo,
    MembershipFact,
    Outsider,
    Region,
    Rivalry,
    StateInfo,
)
from sovsim.region.schema import HOLDERS, INSTITUTIONS, RegionEntry, RegionFile, StateEntry


@dataclass(frozen=True)
class Source:
    """One file of a region: where it came from, and its checked content."""

    origin: Origin
    content: RegionFile


Entry = TypeVar("Entry")


class Gathered:
    """The faults of all files of a region, each at its own file."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self._faults = {id(source): Faults() for source in sources}

    def of(self, source: Source) -> Faults:
        """Return where the faults of a file are gathered."""
        return self._faults[id(source)]

    def settle(self) -> None:
        """Raise DocumentError if there are any."""
        found: list[Fault] = []
        for source in self.sources:
            try:
                self.of(source).settle()
            except Problems as problems:
                found.extend(source.origin.error(problems).problems)
        if found:
            raise DocumentError(found)

    def each(
        self, key: str, entries: Callable[[RegionFile], Sequence[Entry]]
    ) -> Iterator[tuple[Source, Key, Entry]]:
        """Yield the tables of a kind in all files, with file and place."""
        for source in self.sources:
            for number, entry in enumerate(entries(source.content)):
                yield source, (key, number), entry

    def distinct(self, codes: Sequence[tuple[Source, Key, str]]) -> None:
        """Note codes that stand there twice."""
        seen: set[str] = set()
        for source, path, code in codes:
            if code in seen:
                self.of(source).add(Problem(path, "stands there twice", found=code))
            seen.add(code)


def assemble(sources: Sequence[Source]) -> Region:
    """Return the region that the files make up.

    Raises:
        DocumentError: entries name what does not exist, contradict others, or are missing; each
            is named with its file and line.
    """
    gathered = Gathered(sources)
    head = _head(sources)
    hegemon = head.hegemon.code
    states = list(gathered.each("state", lambda file: file.state))
    if not states:
        raise sources[0].origin.fault("a region needs at least one [[state]]")
    codes = sorted({state.code for _, _, state in states})
    _check_states(gathered, states, hegemon)
    institutions = _institutions(gathered)
    memberships = _memberships(gathered, {*codes, hegemon})
    rivalries = _rivalries(gathered, codes)
    contested = _contested(gathered, codes)
    outsiders = _outsiders(gathered, [state for _, _, state in states])
    gathered.settle()
    _check_addresses(sources[0], codes, rivalries, contested)
    bare = Region(
        name=head.name,
        title=head.title,
        description=head.description.strip(),
        sphere=head.sphere,
        hegemon=HegemonInfo(hegemon, head.hegemon.name, head.hegemon.tile),
        states=tuple(
            _state(state, hegemon)
            for _, _, state in sorted(states, key=lambda entry: entry[2].code)
        ),
        institutions=institutions,
        memberships=memberships,
        rivalries=rivalries,
        contested=contested,
        outsiders=outsiders,
        start_values=head.start_values,
        poles=head.poles.named(head.hegemon.name),
    )
    entries = [
        (gathered.of(source), key, entry)
        for source in sources
        for key, entry in source.content.initial.items()
    ]
    initial = initial_values(bare, entries)
    gathered.settle()
    region = replace(bare, initial=initial)
    if head.start_values is not None:
        _check_bids(gathered, region, parse(head.start_values))
        gathered.settle()
    return region


def _check_bids(gathered: Gathered, region: Region, quarter: int) -> None:
    """Note where membership and bid contradict each other in the quarter that is described."""
    for found in contradictions(region, quarter, {}):
        giving = (source for source in gathered.sources if found.stage in source.content.initial)
        source = next(giving, gathered.sources[0])
        path = ("initial", found.stage)
        gathered.of(source).add(Problem(path, found.wrong, allowed=found.allowed))


def _check_addresses(
    source: Source,
    codes: Sequence[str],
    rivalries: Sequence[Rivalry],
    contested: Sequence[ContestedUnit],
) -> None:
    """Refuse codes that the noise could not tell apart; another code is all that it takes."""
    names = [*codes, *(one.code for one in rivalries), *(one.code for one in contested)]
    for first, second in collisions(names):
        raise source.origin.fault(
            f"{first} and {second} would draw the same chances (their CRC-32 is one); "
            "give one of them another code"
        )


def _head(sources: Sequence[Source]) -> RegionEntry:
    heads = [source for source in sources if source.content.region is not None]
    if not heads:
        raise sources[0].origin.fault(
            "a region has one [region] table; there is none"
            + (" in any file of the folder" if len(sources) > 1 else "; is this a part of one?")
        )
    if len(heads) > 1:
        wrong = f"stands in {heads[0].origin.label} already; a region has one [region] table"
        raise heads[1].origin.error(Problem(("region",), wrong))
    head = heads[0].content.region
    assert head is not None
    return head


def _state(state: StateEntry, hegemon: str) -> StateInfo:
    return StateInfo(
        code=state.code,
        name=state.name,
        tile=state.tile,
        borders=tuple(sorted(set(state.borders) - {hegemon})),
        borders_hegemon=hegemon in state.borders,
        named_in=tuple(sorted(state.named_in)),
    )


def _check_states(
    gathered: Gathered, states: Sequence[tuple[Source, Key, StateEntry]], hegemon: str
) -> None:
    codes = [(source, (*path, "code"), state.code) for source, path, state in states]
    gathered.distinct([(gathered.sources[0], ("region", "hegemon", "code"), hegemon), *codes])
    borders = {state.code: set(state.borders) for _, _, state in states}
    for source, path, state in states:
        faults = gathered.of(source)
        at = (*path, "borders")
        for other in state.borders:
            if other == hegemon:
                continue
            if other == state.code:
                faults.add(Problem(at, "names the state itself", found=other))
            elif other not in borders:
                faults.add(unknown(at, "state of the region", other, borders, other))
            elif state.code not in borders[other]:
                wrong = f"names {other}, but {other} does not name {state.code}"
                faults.add(Problem(at, wrong))


def _institutions(gathered: Gathered) -> tuple[InstitutionInfo, ...]:
    entries = list(gathered.each("institution", lambda file: file.institution))
    gathered.distinct([(source, (*path, "code"), entry.code) for source, path, entry in entries])
    infos = [
        InstitutionInfo(
            institution=INSTITUTIONS[entry.code],
            name=entry.name,
            founded=entry.founded,
            source=entry.source,
            note=entry.note,
        )
        for _, _, entry in entries
    ]
    return tuple(sorted(infos, key=lambda info: info.institution))


def _memberships(gathered: Gathered, codes: Collection[str]) -> tuple[MembershipFact, ...]:
    bodies = gathered.each("institution", lambda file: file.institution)
    exists = [entry.code for _, _, entry in bodies]
    facts = []
    for source, path, entry in gathered.each("membership", lambda file: file.membership):
        faults = gathered.of(source)
        if entry.institution not in exists:
            what = "institution of the region"
            at = (*path, "institution")
            faults.add(unknown(at, what, entry.institution, exists, entry.institution))
        _check_codes(faults, (*path, "codes"), entry.codes, codes)
        facts += [
            MembershipFact(
                code=code,
                institution=INSTITUTIONS[entry.institution],
                start=entry.start,
                until=entry.until,
                source=entry.source,
                note=entry.note,
            )
            for code in entry.codes
        ]
    return tuple(facts)


def _rivalries(gathered: Gathered, codes: Sequence[str]) -> tuple[Rivalry, ...]:
    rivalries, named = [], []
    for source, path, entry in gathered.each("rivalry", lambda file: file.rivalry):
        at = (*path, "states")
        faults = gathered.of(source)
        first, second = sorted(entry.states)
        _check_codes(faults, at, entry.states, codes)
        if first == second:
            faults.add(Problem(at, "names the same state twice", found=entry.states))
        rivalry = Rivalry(first, second, entry.source, entry.note)
        rivalries.append(rivalry)
        named.append((source, at, rivalry.code))
    gathered.distinct(named)
    return tuple(sorted(rivalries, key=lambda rivalry: rivalry.code))


def _contested(gathered: Gathered, codes: Sequence[str]) -> tuple[ContestedUnit, ...]:
    units, named = [], []
    for source, path, entry in gathered.each("contested_unit", lambda file: file.contested_unit):
        faults = gathered.of(source)
        _check_codes(faults, (*path, "parent"), [entry.parent], codes)
        if entry.rival is not None:
            _check_codes(faults, (*path, "rival"), [entry.rival], codes)
            if entry.rival == entry.parent:
                faults.add(Problem((*path, "rival"), "is the parent", found=entry.rival))
        named.append((source, (*path, "code"), entry.code))
        units.append(
            ContestedUnit(
                code=entry.code,
                name=entry.name,
                parent=entry.parent,
                rival=entry.rival,
                holder=HOLDERS[entry.holder],
                source=entry.source,
                note=entry.note,
            )
        )
    gathered.distinct(named)
    return tuple(sorted(units, key=lambda unit: unit.code))


def _outsiders(gathered: Gathered, states: Sequence[StateEntry]) -> tuple[Outsider, ...]:
    codes = sorted(state.code for state in states)
    coasts = {sea for state in states for sea in state.coast}
    outsiders, named = [], []
    for source, path, entry in gathered.each("outside", lambda file: file.outside):
        faults = gathered.of(source)
        _check_codes(faults, (*path, "borders"), entry.borders, codes)
        for sea in entry.seas:
            if sea not in coasts:
                faults.add(unknown((*path, "seas"), "sea of a state's coast", sea, coasts, sea))
        dates = {"EU": entry.eu, "NATO": entry.nato}
        across = {state.code for state in states if set(state.coast) & set(entry.seas)}
        named.append((source, (*path, "name"), entry.name))
        outsiders.append(
            Outsider(
                name=entry.name,
                borders=tuple(sorted(entry.borders)),
                across=tuple(sorted(across - set(entry.borders))),
                since={bid: date for bid, date in dates.items() if date is not None},
                source=entry.source,
                note=entry.note,
            )
        )
    gathered.distinct(named)
    return tuple(sorted(outsiders, key=lambda one: one.name))


def _check_codes(faults: Faults, at: Key, given: Sequence[str], known: Collection[str]) -> None:
    for code in given:
        if code not in known:
            faults.add(unknown(at, "state of the region", code, sorted(known), code))
