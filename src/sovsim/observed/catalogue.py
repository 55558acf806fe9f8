"""The series that a folder of observed data may hold, as ``data/observed/*.toml`` declare them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sovsim.documents.document import read
from sovsim.documents.errors import Problem
from sovsim.documents.shipped import shipped_files
from sovsim.documents.values import Closed, Line, Name, Number, Text

Kind = Literal["number", "whole", "flag", "text", "choice", "date", "dyad"]
Combine = Literal["only", "mean", "max", "sum", "count"]
Standing = Literal["open", "cite", "own", "unclear"]

STANDINGS: dict[Standing, str] = {
    "open": "free to use with attribution",
    "cite": "free for research with citation; ask before passing on",
    "own": "public facts in the project's own words",
    "unclear": "licence unclear: internal use, nothing derived from it may ship",
}
"""What the words for licences mean."""

_GROUPS = {
    "alignment": "Alignment",
    "bodies": "Treaties and organisations",
    "dependence": "Dependence and means",
    "regime": "Autonomy and regime",
    "force": "Force, sanctions, events",
}
"""Files of the catalogue and what they are about, in the order in which they are shown."""

_COMMON = "folder"


class Column(Closed):
    """A column of a file.

    Attributes:
        kind: what stands in it; ``flag`` is 0 or 1, ``dyad`` two codes joined by a hyphen.
        range: lowest and highest value; without a second there is no highest.
        blank: whether a cell may be empty.
        optional: whether a file may lack the column.
        allowed: texts of a ``choice``.
        of: shape of a ``dyad``: ``iso3-RUS``, ``iso3-any`` or ``any-iso3``; ``iso3`` is the row's.
        others: codes that may stand for ``any``; those of the folder by default.
    """

    kind: Kind = "number"
    range: Annotated[list[Number], Field(min_length=1, max_length=2)] | None = None
    blank: bool = False
    optional: bool = False
    allowed: list[Name] = Field(default_factory=list)
    of: Name = "iso3-any"
    others: list[Name] = Field(default_factory=list)

    @property
    def low(self) -> float:
        """Lowest value."""
        return self.range[0] if self.range else -math.inf

    @property
    def high(self) -> float:
        """Highest value."""
        return self.range[1] if self.range and len(self.range) > 1 else math.inf


class Error(Closed):
    """Where a series says how far off its own values may be.

    Attributes:
        low, high: columns with two quantiles of the estimate.
        mass: share of the estimate between them.
        votes: column with the number of votes behind a share.
    """

    low: Name | None = None
    high: Name | None = None
    mass: Annotated[float, Field(gt=0, lt=1)] = 0.9
    votes: Name | None = None


class Weak(Closed):
    """Rows that rest on little: those below a number in a column."""

    column: Name
    below: Number


class Declared(Closed):
    """A series as a file of the catalogue declares it; see `Series`."""

    source: Name
    measures: Line
    unit: Name
    caution: Line
    value: Column | None = None
    columns: dict[str, Column] = Field(default_factory=dict)
    key: list[Name] = Field(default_factory=list)
    combine: Combine = "only"
    error: Error | None = None
    weak: Weak | None = None
    zero_filled: bool = False
    dated: bool = False
    actors: Literal["states", "all"] = "states"
    later: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Declared:
        if self.dated == (self.value is not None):
            raise ValueError("a series has a value, or is a list of dates")
        return self


class SourceOf(Closed):
    """Whose data a series is.

    Attributes:
        cite: the original, to be cited.
        carried: where the extract was taken from.
        licence: as generally known, to be checked at the publisher.
        standing: the licence in one of the words of `STANDINGS`.
    """

    cite: Text
    carried: Line
    licence: Line
    standing: Standing


class Folder(Closed):
    """What all files have in common.

    Attributes:
        states: codes of the states.
        hegemon: code of the hegemon, which is one of them.
        others: codes of other actors that some series name.
        years: first and last year that can be meant.
    """

    states: list[Name]
    hegemon: Name
    others: list[Name]
    years: Annotated[list[int], Field(min_length=2, max_length=2)]


class _Common(Closed):
    folder: Folder
    source: dict[str, SourceOf]


class _Group(Closed):
    series: dict[str, Declared]


@dataclass(frozen=True)
class Series:
    """A series: one file, its columns, what it measures and whose it is.

    Attributes:
        name: of the series and, with ``.csv``, of its file.
        group: heading under which it is shown.
        declared: columns, unit, key, how rows become a figure a state and year, and caution.
        source: whose data it is, and under which licence.
    """

    name: str
    group: str
    declared: Declared
    source: SourceOf

    @property
    def file(self) -> str:
        """Name of the file."""
        return f"{self.name}.csv"

    @property
    def ships(self) -> bool:
        """Whether anything derived from it may ship with the project."""
        return self.source.standing != "unclear"

    @property
    def columns(self) -> dict[str, Column]:
        """Every column of the file by name, in the usual order."""
        when = {"date": Column(kind="date")} if self.declared.dated else {}
        low, high = common().folder.years
        year = {} if when else {"year": Column(kind="whole", range=[low, high])}
        value = {} if self.declared.value is None else {"value": self.declared.value}
        return {**when, "iso3": Column(kind="text"), **year, **value, **self.declared.columns}

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that no two rows have in common."""
        return ("iso3", "date" if self.declared.dated else "year", *self.declared.key)

    @property
    def actors(self) -> tuple[str, ...]:
        """Codes that may stand in ``iso3``."""
        folder = common().folder
        return tuple(folder.states) + (
            tuple(folder.others) if self.declared.actors == "all" else ()
        )


@cache
def common() -> _Common:
    """Return what all files have in common."""
    return read(shipped_files("observed")[_COMMON], f"{_COMMON}.toml", _Common).content


@cache
def catalogue() -> Mapping[str, Series]:
    """Return every series by name, in the order in which they are shown.

    Raises:
        DocumentError: a declaration is wrong.
    """
    found: dict[str, Series] = {}
    for group, heading in _GROUPS.items():
        document = read(shipped_files("observed")[group], f"{group}.toml", _Group)
        for name, declared in document.content.series.items():
            source = common().source.get(declared.source)
            if source is None:
                path = ("series", name, "source")
                raise document.origin.error(
                    Problem(path, "names no source", known=common().source, found=declared.source)
                )
            found[name] = Series(name, heading, declared, source)
    return found
