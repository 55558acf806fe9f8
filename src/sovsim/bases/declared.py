"""What is declared of bases: links from series to columns, dated assumptions and facts."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal, TypeVar

from pydantic import Field, model_validator

from sovsim.documents.document import read
from sovsim.documents.shipped import shipped
from sovsim.documents.values import (
    Citations,
    Closed,
    Line,
    Names,
    Number,
    NumberOrName,
    Prose,
    Quarter,
    Text,
)
from sovsim.region.schema import Spread
from sovsim.scenario.schema import EventTable

Bounds = Annotated[list[Number], Field(min_length=2, max_length=2)]
Source = Annotated[str, Field(min_length=1, max_length=300)]
Years = Annotated[int, Field(ge=0, le=20)]


class Few(Closed):
    """What tells how much lies behind a figure: at ``half`` of a column it says half as much."""

    column: Text
    half: Number


class Leave(Closed):
    """States that a series says nothing of from a year on."""

    states: Names
    since: int = Field(alias="from")


class Link(Closed):
    """How a series gives a column.

    Attributes:
        series: name, or names of which the first that holds the years is taken.
        form: ``linear``, ``offset + scale * figure``; ``saturating``, ``1 - exp(-figure / scale)``.
        offset, scale: of the link; `early_offset` is the offset for starts to 1994.
        slack: how far what the series measures may stand off from what the column means (sd).
        error: sd of measurement where the data give none.
        window: years before the start of which the mean is taken.
        after: years from the start on that may stand in where there is nothing before.
        since: first year that counts.
        states: states that it speaks of; all by default.
        leave: states that it says nothing of from a year on.
        against: whether the figure is set against the hegemon's of the same year.
        few: how much lies behind a figure.
        bounds: of the column.
        why: what the link rests on.
    """

    series: Names
    form: Literal["linear", "saturating"] = "linear"
    offset: Number = 0.0
    scale: Number = 1.0
    early_offset: Number | None = None
    slack: Spread
    error: Spread
    window: Years
    after: Years = 0
    since: int = Field(0, alias="from")
    states: Names = ()
    leave: Leave | None = None
    against: bool = False
    few: Few | None = None
    bounds: Bounds = Field(alias="range")
    gap: Text = ""
    claims: Citations = ()
    why: Prose


class Votes(Link):
    """A series of places at the United Nations, which give ``column`` where ``other`` is known."""

    column: Text
    other: Text


class OfHegemon(Link):
    """A series of the hegemon's own that gives a column of it."""

    column: Text


class Refused(Closed):
    """A series that was looked at for a column and is not used."""

    column: Text
    series: Text
    why: Prose


class Columns(Closed):
    """``columns.toml``."""

    column: dict[str, Link]
    votes: Votes
    hegemon: OfHegemon
    refused: list[Refused]


class Assumed(Closed):
    """Values of a column for all states from a quarter on."""

    column: Text
    at: Quarter
    doubt: Spread
    source: Source
    values: dict[str, Number]


class Common(Closed):
    """Values of the hegemon or of the system from a quarter on."""

    unit: Literal["hegemon", "system"]
    at: Quarter
    source: Source
    values: dict[str, Number]


class Assumptions(Closed):
    """``assumed.toml``."""

    assumed: list[Assumed]
    common: list[Common]


class Fact(Closed):
    """Values of units from a quarter on, until another quarter or a later row."""

    since: Quarter = Field(alias="from")
    until: Quarter | None = None
    unit: Names
    values: dict[str, NumberOrName]
    source: Source


class Extra(Closed):
    """An event that bases between two quarters give beside those of the record."""

    since: Quarter = Field(alias="from")
    until: Quarter = Field(alias="to")
    event: EventTable


class Imposed(Closed):
    """A choice of public record that is imposed where a base is carried across it."""

    event: EventTable


class Head(Closed):
    """What a shipped base says of itself."""

    start: Quarter
    end: Quarter
    title: Line
    background: Prose


class Facts(Closed):
    """``facts.toml``."""

    fact: list[Fact]
    imposed: list[Imposed]
    extra: list[Extra]
    base: list[Head]

    @model_validator(mode="after")
    def _in_order(self) -> Facts:
        for fact in self.fact:
            if fact.until is not None and fact.until <= fact.since:
                raise ValueError(f"a fact of {fact.since} ends before it begins")
        return self


_Model = TypeVar("_Model", Columns, Assumptions, Facts)


@cache
def columns() -> Columns:
    """Return which series stands behind which column."""
    return _read("columns.toml", Columns)


@cache
def assumptions() -> Assumptions:
    """Return what is assumed, dated."""
    return _read("assumed.toml", Assumptions)


@cache
def facts() -> Facts:
    """Return the dated facts."""
    return _read("facts.toml", Facts)


def _read(name: str, model: type[_Model]) -> _Model:
    return read(shipped("base") / name, f"base/{name}", model).content
