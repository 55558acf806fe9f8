"""Puts a region together from its files and checks what no single entry can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sovsim.region.assemble_start_values import initial_values
from sovsim.region.errors import RegionError, nearest
from sovsim.region.region import (
    ContestedUnit,
    HegemonInfo,
    InstitutionInfo,
    MembershipFact,
    Region,
    Rivalry,
    StateInfo,
)
from sovsim.region.schema import HOLDERS, INSTITUTIONS, RegionEntry, RegionFile, StateEntry


@dataclass(frozen=True)
class Source:
    """One file of a region: its label for error messages, and its checked content."""

    label: str
    content: RegionFile


def assemble(sources: Sequence[Source]) -> Region:
    """Return the region that the files make up.

    Raises:
        RegionError: an entry names what does not exist, contradicts another, or is missing.
    """
    head = _head(sources)
    states = _states(sources, head.hegemon.code)
    codes = [state.code for state in states]
    bare = Region(
        name=head.name,
        title=head.title,
        description=head.description.strip(),
        sphere=head.sphere,
        hegemon=HegemonInfo(head.hegemon.code, head.hegemon.name, head.hegemon.tile),
        states=states,
        institutions=_institutions(sources),
        memberships=tuple(_memberships(sources, {*codes, head.hegemon.code})),
        rivalries=_rivalries(sources, codes),
        contested=_contested(sources, codes),
    )
    entries = [
        (source.label, key, entry)
        for source in sources
        for key, entry in source.content.initial.items()
    ]
    return replace(bare, initial=initial_values(bare, entries))


def _head(sources: Sequence[Source]) -> RegionEntry:
    heads = [source for source in sources if source.content.region is not None]
    if len(heads) != 1:
        found = ", ".join(source.label for source in heads) or "none"
        raise RegionError(f"a region has one [region] table; found {found}", sources[0].label)
    head = heads[0].content.region
    assert head is not None
    return head


def _states(sources: Sequence[Source], hegemon: str) -> tuple[StateInfo, ...]:
    entries = [(source.label, state) for source in sources for state in source.content.state]
    if not entries:
        raise RegionError("a region needs at least one [[state]]", sources[0].label, "state")
    borders = {state.code: set(state.borders) for _, state in entries}
    _unique([state.code for _, state in entries] + [hegemon], entries[0][0], "state")
    for label, state in entries:
        _check_borders(label, state, borders, hegemon)
    return tuple(
        StateInfo(
            code=state.code,
            name=state.name,
            tile=state.tile,
            borders=tuple(sorted(set(state.borders) - {hegemon})),
            borders_hegemon=hegemon in state.borders,
            named_in=tuple(sorted(state.named_in)),
        )
        for _, state in sorted(entries, key=lambda entry: entry[1].code)
    )


def _check_borders(
    label: str, state: StateEntry, borders: dict[str, set[str]], hegemon: str
) -> None:
    key = f"state.{state.code}.borders"
    for other in state.borders:
        if other == hegemon:
            continue
        _known(other, borders, label, key)
        if other == state.code:
            raise RegionError(f"{other} cannot border itself", label, key)
        if state.code not in borders[other]:
            raise RegionError(f"names {other}, but {other} does not name {state.code}", label, key)


def _institutions(sources: Sequence[Source]) -> tuple[InstitutionInfo, ...]:
    entries = [(source.label, entry) for source in sources for entry in source.content.institution]
    if entries:
        _unique([entry.code for _, entry in entries], entries[0][0], "institution")
    infos = [
        InstitutionInfo(
            institution=INSTITUTIONS[entry.code],
            name=entry.name,
            founded=entry.founded,
            source=entry.source,
            note=entry.note,
        )
        for _, entry in entries
    ]
    return tuple(sorted(infos, key=lambda info: info.institution))


def _memberships(sources: Sequence[Source], codes: set[str]) -> Iterator[MembershipFact]:
    exists = {entry.code for source in sources for entry in source.content.institution}
    for source in sources:
        for place, entry in enumerate(source.content.membership):
            key = f"membership.{place}"
            _known(entry.institution, exists, source.label, key)
            for code in entry.codes:
                _known(code, codes, source.label, key)
                yield MembershipFact(
                    code=code,
                    institution=INSTITUTIONS[entry.institution],
                    start=entry.start,
                    until=entry.until,
                    source=entry.source,
                    note=entry.note,
                )


def _rivalries(sources: Sequence[Source], codes: list[str]) -> tuple[Rivalry, ...]:
    rivalries = []
    for source in sources:
        for entry in source.content.rivalry:
            first, second = sorted(entry.states)
            for code in entry.states:
                _known(code, codes, source.label, "rivalry.states")
            if first == second:
                raise RegionError(f"{first} cannot rival itself", source.label, "rivalry.states")
            rivalries.append(Rivalry(first, second, entry.source, entry.note))
    _unique([rivalry.code for rivalry in rivalries], sources[0].label, "rivalry")
    return tuple(sorted(rivalries, key=lambda rivalry: rivalry.code))


def _contested(sources: Sequence[Source], codes: list[str]) -> tuple[ContestedUnit, ...]:
    units = []
    for source in sources:
        for entry in source.content.contested_unit:
            key = f"contested_unit.{entry.code}"
            _known(entry.parent, codes, source.label, f"{key}.parent")
            if entry.rival is not None:
                _known(entry.rival, codes, source.label, f"{key}.rival")
                if entry.rival == entry.parent:
                    raise RegionError("the rival is the parent", source.label, f"{key}.rival")
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
    _unique([unit.code for unit in units], sources[0].label, "contested_unit")
    return tuple(sorted(units, key=lambda unit: unit.code))


def _known(name: str, known: Sequence[str] | set[str] | dict[str, set[str]], *at: str) -> None:
    if name not in known:
        raise RegionError(f"unknown code '{name}'{nearest(name, sorted(known))}", *at)


def _unique(names: Sequence[str], label: str, key: str) -> None:
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise RegionError(f"'{repeated[0]}' stands there twice", label, key)
