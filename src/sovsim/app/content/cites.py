"""Claims as the page cites them: an id and its link; only those that are cited travel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sovsim import claims
from sovsim.citation import cited

Data = dict[str, Any]


class Cites:
    """Writes citations as ``[id, link]`` and remembers which claims they name."""

    def __init__(self) -> None:
        self._named: set[str] = set()

    def __call__(self, citations: Iterable[str]) -> list[list[str]]:
        """Return citations as the page holds them.

        Raises:
            UnknownClaim: one names no claim.
        """
        found = cited(citations)
        for one in found:
            claims.get(str(one))
        self._named.update(map(str, found))
        return [[str(one), one.link] for one in found]

    def claims(self) -> Data:
        """Return what was cited so far, by id, in the order of the documents."""
        return {
            claim.id: {
                "text": claim.text,
                "place": claim.locator,
                "source": claim.document,
                "strength": claim.strength,
            }
            for claim in claims.all_claims()
            if claim.id in self._named
        }
