"""A citation: the id of a claim, and how the claim supports the place that cites it.

The strength of a claim (explicit, derived, title) is a property of the claim. Whether it supports
this term, this parameter or this start value is another matter, and is said by the *link*:

- ``states``: the document says that this has that effect.
- ``sign``: it gives the direction; that it is this variable is ours.
- ``topic``: it speaks of the matter; effect and sign are ours.

A citation is written ``"claim-id:link"`` and is the plain id wherever ids are compared.
"""

from __future__ import annotations

from collections.abc import Iterable

LINKS = ("states", "sign", "topic")
"""From the strongest to the weakest."""

IN_WORDS = {
    "states": "it states this",
    "sign": "it gives the direction, the link is ours",
    "topic": "it speaks of the matter, the link is ours",
}
"""What a link says; the strength of a claim says nothing about it."""


class Citation(str):
    """The id of a claim that knows its link; equal to the plain id.

    Raises:
        ValueError: the link is none of `LINKS`.
    """

    link: str

    def __new__(cls, written: str) -> Citation:
        """Read ``"claim-id:link"``; a citation is returned as it is."""
        if isinstance(written, Citation):
            return written
        claim, _, link = written.partition(":")
        if link and link not in LINKS:
            raise ValueError(f"{written}: link '{link}' is not one of {', '.join(LINKS)}")
        self = super().__new__(cls, claim)
        self.link = link
        return self

    def __reduce__(self) -> tuple[type[Citation], tuple[str]]:
        return Citation, (self.written,)

    @property
    def written(self) -> str:
        """The citation as it stands in files and code."""
        return f"{self}:{self.link}" if self.link else str(self)


def link_of(claim: str) -> str:
    """Return the link of a citation; empty for a plain id."""
    return Citation(claim).link


def written(claims: Iterable[str]) -> tuple[str, ...]:
    """Return citations as they stand in files, so that the link is not lost."""
    return tuple(Citation(claim).written for claim in claims)


def cited(claims: Iterable[str]) -> tuple[Citation, ...]:
    """Return claims as citations, in their order."""
    return tuple(Citation(claim) for claim in claims)
