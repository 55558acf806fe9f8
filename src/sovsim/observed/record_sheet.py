"""A table of facts of public record: read through the one reader, no fact twice, cut at a year."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field, model_validator

from sovsim import given
from sovsim.documents.document import Document, read
from sovsim.documents.errors import Faults, Problem, Problems
from sovsim.documents.values import Closed, Line
from sovsim.observed.record_facts import Fact, Span
from sovsim.observed.record_time import FIRST, LAST

Row = TypeVar("Row", bound=Fact)


class About(Closed):
    """What a table holds.

    Attributes:
        covers: first and last year for which it was made; of others it says nothing.
        holds: what it lists.
        complete: whether a year without a row is a year without such a fact.
        caution: what must be known of it.
    """

    covers: Annotated[list[int], Field(min_length=2, max_length=2)]
    holds: Line
    complete: bool
    caution: Line

    @property
    def years(self) -> range:
        """Years covered."""
        return range(self.covers[0], self.covers[1] + 1)

    @model_validator(mode="after")
    def _in_order(self) -> About:
        if not FIRST <= self.covers[0] <= self.covers[1] <= LAST:
            raise ValueError(f"covers no years between {FIRST} and {LAST}")
        return self


class Sheet(Closed, Generic[Row]):
    """A table: what it holds, and its facts."""

    about: About
    fact: list[Row]

    def until(self, year: int) -> Sheet[Row]:
        """Return the table as it could have been written at the end of a year."""
        first, last = self.about.covers
        about = self.about.model_copy(update={"covers": [first, min(last, year)]})
        known = [fact.known(year) for fact in self.fact]
        facts = [fact for fact in known if fact is not None]
        return self.model_copy(update={"about": about, "fact": facts})

    def of(self, kinds: Sequence[str]) -> list[Row]:
        """Return the facts of some kinds; all of them where none is named.

        Raises:
            ArgumentError: the table knows no such kind.
        """
        row: Any = typing.get_args(type(self).model_fields["fact"].annotation)[0]
        allowed = typing.get_args(row.model_fields["kind"].annotation)
        wanted = [given.one_of("kinds", kind, allowed) for kind in given.texts("kinds", kinds)]
        return [fact for fact in self.fact if not wanted or getattr(fact, "kind", "") in wanted]


def read_sheet(folder: Path, name: str, shape: type[Sheet[Row]]) -> Sheet[Row]:
    """Return a table.

    Args:
        folder: where its file is.
        name: of the table and, with ``.toml``, of its file.
        shape: of its rows.

    Raises:
        DocumentError: there is none, a row is not what it must be, or says the same as another.
    """
    document = read(folder / f"{name}.toml", f"record/{name}.toml", shape, "table of facts")
    try:
        _once(document)
    except Problems as problems:
        raise document.origin.error(problems) from None
    return document.content


def _once(document: Document[Sheet[Row]]) -> None:
    """Raise Problems where a fact of a state stands twice; what lasts must not overlap."""
    faults = Faults()
    seen: dict[tuple[str, ...], list[Fact]] = {}
    for number, fact in enumerate(document.content.fact):
        for code in fact.codes:
            earlier = seen.setdefault((code, *_subject(fact)), [])
            if any(_overlap(fact, other) for other in earlier):
                wrong = f"says of {code} what an earlier row says of the same time"
                faults.add(Problem(("fact", number), wrong))
            earlier.append(fact)
    faults.settle()


def _subject(fact: Fact) -> tuple[str, ...]:
    """Return what tells facts of a state apart, beside their time."""
    names = ("body", "kind", "what", "unit", "resolution")
    return tuple(str(getattr(fact, name, "")) for name in names)


def _overlap(one: Fact, other: Fact) -> bool:
    if not isinstance(one, Span) or not isinstance(other, Span):
        return one.start == other.start
    early, late = sorted((one, other), key=_beginning)
    return early.ended is None or early.ended.first > _beginning(late)


def _beginning(fact: Span) -> date:
    return date.min if fact.began is None else fact.began.first
