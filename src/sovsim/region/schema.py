"""What a region file may contain; closed, so that a mistyped key is an error."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema, model_validator

from sovsim.axes import Holder, Institution, member_name
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.text import listed
from sovsim.documents.values import (
    Citations,
    Closed,
    Line,
    Name,
    Number,
    NumberOrName,
    Prose,
    Quarter,
    Texts,
)
from sovsim.quarters import parse
from sovsim.region.poles import Poles

FARTHEST = 99
"""Largest row and column of a tile map: what can still be drawn."""

Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]
UnitCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]

INSTITUTIONS = {institution.name: institution for institution in Institution}
HOLDERS = {member_name(holder): holder for holder in Holder}


def _pair(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"must be {what}")
    return list(value)


def _tile(value: Any) -> tuple[int, int]:
    row, column = _pair(value, "row and column, like [2, 5]")
    for place in (row, column):
        if isinstance(place, bool) or not isinstance(place, int):
            raise ValueError("must be two whole numbers, row and column, like [2, 5]")
        if not 0 <= place <= FARTHEST:
            raise ValueError(f"lies off the map; rows and columns run from 0 to {FARTHEST}")
    return row, column


def _bounds(value: Any) -> tuple[float, float]:
    low, high = _pair(value, "two numbers, like [0.2, 0.4]")
    for end in (low, high):
        if isinstance(end, bool) or not isinstance(end, int | float):
            raise ValueError("must be two numbers, like [0.2, 0.4]")
    if not low <= high:
        raise ValueError("runs backwards")
    return float(low), float(high)


def _member(value: str) -> str:
    if value not in INSTITUTIONS:
        near = did_you_mean(value, INSTITUTIONS)
        raise ValueError(f"is no institution; known are {listed(INSTITUTIONS)}{near}")
    return value


def _holder(value: str) -> str:
    if value not in HOLDERS:
        raise ValueError(f"is no holder; known are {listed(HOLDERS)}{did_you_mean(value, HOLDERS)}")
    return value


_TWO_NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_TWO_PLACES = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0, "maximum": FARTHEST},
    "minItems": 2,
    "maxItems": 2,
}

Tile = Annotated[tuple[int, int], PlainValidator(_tile), WithJsonSchema(_TWO_PLACES)]
Bounds = Annotated[tuple[float, float], PlainValidator(_bounds), WithJsonSchema(_TWO_NUMBERS)]
Body = Annotated[str, AfterValidator(_member)]


class HegemonEntry(Closed):
    """``[region.hegemon]``."""

    code: Code
    name: Name
    tile: Tile


class PolesEntry(Closed):
    """``[region.poles]``: what the outer powers are called; those left out keep their names."""

    west: Name | None = Field(default=None, description="the pole of EU and NATO, as 'the West'")
    western: Name | None = Field(default=None, description="what belongs to it, as 'Western'")
    china: Name | None = Field(default=None, description="the power CHINA")
    turkey: Name | None = Field(default=None, description="the power TURKEY")

    def named(self, hegemon: str) -> Poles:
        """Return the names, none of them the hegemon's own."""
        given = {name: value for name, value in vars(self).items() if value is not None}
        return Poles(**given).beside(hegemon)


class RegionEntry(Closed):
    """``[region]``."""

    name: Name
    title: Line
    description: Annotated[Prose, Field(min_length=1)]
    sphere: Name
    start_values: Quarter | None = Field(
        None,
        description="quarter that the start values describe; left out where they hold at any "
        "time, as in a made-up region",
    )
    hegemon: HegemonEntry
    poles: PolesEntry = Field(default_factory=PolesEntry)


class StateEntry(Closed):
    """``[[state]]``; `borders` may name the hegemon."""

    code: Code
    name: Name
    tile: Tile
    borders: Annotated[list[Code], Field(max_length=1000)] = Field(default_factory=list)
    coast: Annotated[list[Name], Field(max_length=20)] = Field(default_factory=list)
    named_in: Texts = ()


class InstitutionEntry(Closed):
    """``[[institution]]``."""

    code: Body
    name: Name
    founded: Quarter
    source: Line
    note: Prose = ""


class MembershipEntry(Closed):
    """``[[membership]]``: one fact for each of `codes`."""

    codes: list[Code] = Field(min_length=1)
    institution: Body
    start: Quarter = Field(alias="from")
    until: Quarter | None = None
    source: Line
    note: Prose = ""

    @model_validator(mode="after")
    def _checked(self) -> MembershipEntry:
        if self.until is not None and parse(self.until) <= parse(self.start):
            raise ValueError(f"ends in {self.until}, not after its start in {self.start}")
        return self


class RivalryEntry(Closed):
    """``[[rivalry]]``."""

    states: Annotated[list[Code], Field(min_length=2, max_length=2)]
    source: Line
    note: Prose = ""


class ContestedEntry(Closed):
    """``[[contested_unit]]``."""

    code: UnitCode
    name: Name
    parent: Code
    rival: Code | None = None
    holder: Annotated[str, AfterValidator(_holder)]
    source: Line
    note: Prose = ""


class ProvenanceEntry(Closed):
    """``[initial.COLUMN.for.CODE]``: where one unit's value comes from."""

    status: Literal["stated", "inferred", "observed", "calibrated", "assumed"]
    claims: Citations = ()
    source: Annotated[str, Field(max_length=300)] = ""
    gap: Annotated[str, Field(max_length=300)] = ""

    @model_validator(mode="after")
    def _backed(self) -> ProvenanceEntry:
        if self.status in ("stated", "inferred") and not self.claims:
            raise ValueError(f"has status '{self.status}', which needs the claims it rests on")
        if self.status in ("observed", "calibrated") and not self.source:
            raise ValueError(f"has status '{self.status}', which needs the data set as its source")
        return self


Spread = Annotated[Number, Field(ge=0.0, le=1000.0)]


class InitialEntry(ProvenanceEntry):
    """``[initial.COLUMN]``, or ``[initial.VARIABLE]`` for a system variable with axes."""

    value: NumberOrName | None = None
    values: dict[str, NumberOrName] = Field(default_factory=dict)
    range: Bounds | None = None
    spread: Spread = 0.0
    spreads: dict[str, Spread] = Field(default_factory=dict)
    exceptions: dict[str, ProvenanceEntry] = Field(default_factory=dict, alias="for")

    @model_validator(mode="after")
    def _given(self) -> InitialEntry:
        if self.value is None and not self.values:
            raise ValueError("gives neither 'value' nor 'values'")
        return self


class OutsideEntry(Closed):
    """``[[outside]]``: a state outside the region, for its membership of EU and NATO alone."""

    name: Name
    borders: Annotated[list[Code], Field(max_length=1000)] = Field(
        default_factory=list, description="states of the region across a land border"
    )
    seas: Annotated[list[Name], Field(max_length=20)] = Field(
        default_factory=list, description="seas of its coast; see `coast` of a state"
    )
    eu: Quarter | None = Field(default=None, description="first quarter of membership")
    nato: Quarter | None = Field(default=None, description="first quarter of membership")
    source: Line
    note: Prose = ""


class RegionFile(Closed):
    """One file; a region in a folder is the sum of its files."""

    region: RegionEntry | None = None
    state: Annotated[list[StateEntry], Field(max_length=1000)] = Field(default_factory=list)
    institution: list[InstitutionEntry] = Field(default_factory=list)
    membership: list[MembershipEntry] = Field(default_factory=list)
    rivalry: list[RivalryEntry] = Field(default_factory=list)
    outside: Annotated[list[OutsideEntry], Field(max_length=1000)] = Field(default_factory=list)
    contested_unit: Annotated[list[ContestedEntry], Field(max_length=1000)] = Field(
        default_factory=list
    )
    initial: dict[str, InitialEntry] = Field(default_factory=dict)
