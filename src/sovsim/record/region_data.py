"""Reads a region back from the plain data that `Region.as_dict` returns."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, Field

from sovsim.axes import Holder, Institution
from sovsim.documents.errors import Origin
from sovsim.documents.shape import shaped
from sovsim.documents.values import Closed, Number
from sovsim.region import (
    ContestedUnit,
    HegemonInfo,
    InitialValue,
    InstitutionInfo,
    MembershipFact,
    Outsider,
    Provenance,
    Region,
    Rivalry,
    StateInfo,
)
from sovsim.region.poles import Poles

Pair = Annotated[list[int], Field(min_length=2, max_length=2)]
Ends = Annotated[list[Number], Field(min_length=2, max_length=2)]


def _one_of(members: type[IntEnum]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in members.__members__:
            raise ValueError(f"is none of {', '.join(members.__members__)}")
        return value

    return AfterValidator(check)


BodyName = Annotated[str, _one_of(Institution)]
HolderName = Annotated[str, _one_of(Holder)]


class HegemonData(Closed):
    """The hegemon."""

    code: str
    name: str
    tile: Pair


class StateData(HegemonData):
    """A state."""

    borders: list[str]
    borders_hegemon: bool
    named_in: list[str]


class InstitutionData(Closed):
    """An institution."""

    institution: BodyName
    name: str
    founded: str
    source: str
    note: str


class MembershipData(Closed):
    """A dated membership."""

    code: str
    institution: BodyName
    start: str
    until: str | None
    source: str
    note: str


class RivalryData(Closed):
    """A rivalry."""

    first: str
    second: str
    source: str
    note: str


class ContestedData(Closed):
    """A piece of contested land."""

    code: str
    name: str
    parent: str
    rival: str | None
    holder: HolderName
    source: str
    note: str


class OutsiderData(Closed):
    """A state outside the region that is a member of EU or NATO."""

    name: str
    borders: list[str]
    across: list[str]
    since: dict[str, str]
    source: str
    note: str


class ProvenanceData(Closed):
    """Where a value comes from."""

    status: Literal["stated", "inferred", "observed", "calibrated", "assumed"]
    claims: list[str]
    source: str
    gap: str

    def provenance(self) -> Provenance:
        """Return it as a region holds it."""
        return Provenance(self.status, tuple(self.claims), self.source, self.gap)


class InitialData(ProvenanceData):
    """The start values of a column."""

    values: dict[str, Number]
    range: Ends
    spread: Number
    spreads: dict[str, Number] = Field(default_factory=dict)
    exceptions: dict[str, ProvenanceData] = Field(alias="for")


class RegionData(Closed):
    """A region as manifests keep it."""

    name: str
    title: str
    description: str
    sphere: str
    hegemon: HegemonData
    poles: dict[str, str] = Field(default_factory=dict)
    states: list[StateData]
    institutions: list[InstitutionData]
    memberships: list[MembershipData]
    rivalries: list[RivalryData]
    contested: list[ContestedData]
    outsiders: list[OutsiderData] = Field(default_factory=list)
    initial: dict[str, InitialData]


def region_from_dict(data: Mapping[str, Any], label: str = "manifest.json") -> Region:
    """Return the region that plain data describe.

    Args:
        data: what `Region.as_dict` returned.
        label: where the data came from, for errors.

    Raises:
        DocumentError: the data describe none.
    """
    origin = Origin(label)
    found = shaped(data, origin, RegionData)
    try:
        return _region(found)
    except ValueError as error:
        raise origin.fault(f"the region is damaged: {error}") from None


def _region(data: RegionData) -> Region:
    return Region(
        name=data.name,
        title=data.title,
        description=data.description,
        sphere=data.sphere,
        hegemon=HegemonInfo(data.hegemon.code, data.hegemon.name, _tile(data.hegemon.tile)),
        poles=Poles(**data.poles),
        states=tuple(
            StateInfo(
                code=state.code,
                name=state.name,
                tile=_tile(state.tile),
                borders=tuple(state.borders),
                borders_hegemon=state.borders_hegemon,
                named_in=tuple(state.named_in),
            )
            for state in data.states
        ),
        institutions=tuple(InstitutionInfo(**_coded(entry)) for entry in data.institutions),
        memberships=tuple(MembershipFact(**_coded(entry)) for entry in data.memberships),
        rivalries=tuple(Rivalry(**vars(entry)) for entry in data.rivalries),
        contested=tuple(ContestedUnit(**_coded(entry)) for entry in data.contested),
        outsiders=tuple(
            Outsider(
                name=entry.name,
                borders=tuple(entry.borders),
                across=tuple(entry.across),
                since=entry.since,
                source=entry.source,
                note=entry.note,
            )
            for entry in data.outsiders
        ),
        initial={column: _initial(column, entry) for column, entry in data.initial.items()},
    )


def _tile(pair: list[int]) -> tuple[int, int]:
    return pair[0], pair[1]


def _coded(entry: Closed) -> dict[str, Any]:
    """Return an entry with names of members turned into the members."""
    kinds = {"institution": Institution, "holder": Holder}
    return {key: kinds[key][value] if key in kinds else value for key, value in vars(entry).items()}


def _initial(column: str, entry: InitialData) -> InitialValue:
    low, high = entry.range
    return InitialValue(
        column=column,
        units=tuple(entry.values),
        values=np.array(list(entry.values.values()), dtype=np.float64),
        provenance=entry.provenance(),
        low=low,
        high=high,
        spread=entry.spread,
        spreads=entry.spreads,
        exceptions={unit: part.provenance() for unit, part in entry.exceptions.items()},
    )
