"""Claims in an explanation: in full where they are used, or by their ids and told at the end."""

from __future__ import annotations

from collections.abc import Iterator

from sovsim import claims
from sovsim.citation import IN_WORDS, LINKS, link_of
from sovsim.record.explained import cited

_TITLE, _UNKNOWN = "title", ""
_STRENGTHS = ("explicit", "derived", _TITLE, _UNKNOWN)
_IN_WORDS = {
    "explicit": "Explicit claims",
    "derived": "Derived, our inference",
    _TITLE: "Title only: suggested, not found",
    _UNKNOWN: "Not in the registry",
}


class Cites:
    """Cites claims, and remembers which.

    Args:
        in_full: with place, strength and link wherever one is used.
        several: ids that serve with more than one link; which, is said where one is used.
    """

    def __init__(self, *, in_full: bool = False, several: frozenset[str] = frozenset()) -> None:
        self._in_full, self._several = in_full, several
        self._links: dict[str, set[str]] = {}

    def __call__(self, claim: str) -> str:
        """Return how a claim is cited where it is used."""
        if self._in_full:
            return cited(claim)
        link = "" if _strength(claim) in (_TITLE, _UNKNOWN) else link_of(claim)
        self._links.setdefault(str(claim), set()).add(link)
        return f"{claim}:{link}" if link and claim in self._several else str(claim)

    def with_several_links(self) -> frozenset[str]:
        """Return the ids that were cited with more than one link."""
        return frozenset(claim for claim, links in self._links.items() if len(links) > 1)

    def groups(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what is alike of claims, in words, and these claims with their places."""
        for strength in _STRENGTHS:
            for link in (*LINKS, ""):
                found = sorted(
                    claim
                    for claim, links in self._links.items()
                    if link in links and _strength(claim) == strength
                )
                if found:
                    mark = f" (:{link})" if self._several else ""
                    words = f"{mark}: {IN_WORDS[link]}" if link else ""
                    yield f"{_IN_WORDS[strength]}{words}", [_placed(claim) for claim in found]


def _strength(claim: str) -> str:
    try:
        return claims.get(str(claim)).strength
    except claims.UnknownId:
        return _UNKNOWN


def _placed(claim: str) -> str:
    """Return an id with its place in the documents."""
    try:
        first, *others = claims.get(claim).locators
    except claims.UnknownId:
        return claim
    return f"{claim} ({first} and {len(others)} more)" if others else f"{claim} ({first})"
