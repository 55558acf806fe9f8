"""What a region file may contain; closed, so that a mistyped key is an error."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sovsim.axes import Holder, Institution, member_name
from sovsim.quarters import parse

Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]
UnitCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Value = float | str
Share = Annotated[float, Field(ge=0.0, le=1.0)]

INSTITUTIONS = {institution.name: institution for institution in Institution}
HOLDERS = {member_name(holder): holder for holder in Holder}


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HegemonEntry(_Closed):
    """``[region.hegemon]``."""

    code: Code
    name: Text
    tile: tuple[int, int]


class RegionEntry(_Closed):
    """``[region]``."""

    name: Text
    title: Text
    description: Text
    sphere: Text
    hegemon: HegemonEntry


class StateEntry(_Closed):
    """``[[state]]``; `borders` may name the hegemon."""

    code: Code
    name: Text
    tile: tuple[int, int]
    borders: tuple[Code, ...] = ()
    named_in: tuple[Text, ...] = ()


class InstitutionEntry(_Closed):
    """``[[institution]]``."""

    code: Text
    name: Text
    founded: str
    source: Text
    note: str = ""

    @model_validator(mode="after")
    def _checked(self) -> InstitutionEntry:
        _known(self.code, INSTITUTIONS, "institution")
        parse(self.founded)
        return self


class MembershipEntry(_Closed):
    """``[[membership]]``: one fact for each of `codes`."""

    codes: tuple[Code, ...] = Field(min_length=1)
    institution: Text
    start: str = Field(alias="from")
    until: str | None = None
    source: Text
    note: str = ""

    @model_validator(mode="after")
    def _checked(self) -> MembershipEntry:
        _known(self.institution, INSTITUTIONS, "institution")
        if self.until is not None and parse(self.until) <= parse(self.start):
            raise ValueError(f"ends in {self.until}, not after its start in {self.start}")
        parse(self.start)
        return self


class RivalryEntry(_Closed):
    """``[[rivalry]]``."""

    states: tuple[Code, Code]
    source: Text
    note: str = ""


class ContestedEntry(_Closed):
    """``[[contested_unit]]``."""

    code: UnitCode
    name: Text
    parent: Code
    rival: Code | None = None
    holder: Text
    source: Text
    note: str = ""

    @model_validator(mode="after")
    def _checked(self) -> ContestedEntry:
        _known(self.holder, HOLDERS, "holder")
        return self


class ProvenanceEntry(_Closed):
    """``[initial.COLUMN.for.CODE]``: where one unit's value comes from."""

    status: Literal["stated", "inferred", "observed", "assumed"]
    claims: tuple[Text, ...] = ()
    source: str = ""
    gap: str = ""

    @model_validator(mode="after")
    def _backed(self) -> ProvenanceEntry:
        if self.status in ("stated", "inferred") and not self.claims:
            raise ValueError(f"status '{self.status}' needs the claims that it rests on")
        if self.status == "observed" and not self.source:
            raise ValueError("status 'observed' needs the data set as its source")
        return self


class InitialEntry(ProvenanceEntry):
    """``[initial.COLUMN]``, or ``[initial.VARIABLE]`` for a system variable with axes."""

    value: Value | None = None
    values: dict[str, Value] = {}
    range: tuple[float, float] | None = None
    spread: float = Field(default=0.0, ge=0.0)
    exceptions: dict[str, ProvenanceEntry] = Field(default={}, alias="for")

    @model_validator(mode="after")
    def _given(self) -> InitialEntry:
        if self.value is None and not self.values:
            raise ValueError("gives neither 'value' nor 'values'")
        if self.range is not None and self.range[0] > self.range[1]:
            raise ValueError("the range runs backwards")
        return self


class RegionFile(_Closed):
    """One file; a region in a folder is the sum of its files."""

    region: RegionEntry | None = None
    state: tuple[StateEntry, ...] = ()
    institution: tuple[InstitutionEntry, ...] = ()
    membership: tuple[MembershipEntry, ...] = ()
    rivalry: tuple[RivalryEntry, ...] = ()
    contested_unit: tuple[ContestedEntry, ...] = ()
    initial: dict[str, InitialEntry] = {}


def known_keys() -> set[str]:
    """Return every key that stands somewhere in a region file."""
    models: tuple[type[BaseModel], ...] = (
        RegionFile,
        RegionEntry,
        HegemonEntry,
        StateEntry,
        InstitutionEntry,
        MembershipEntry,
        RivalryEntry,
        ContestedEntry,
        InitialEntry,
    )
    return {entry.alias or name for model in models for name, entry in model.model_fields.items()}


def _known(name: str, known: dict[str, Institution] | dict[str, Holder], what: str) -> None:
    if name not in known:
        raise ValueError(f"unknown {what} '{name}'; known are {', '.join(known)}")
