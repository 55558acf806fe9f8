"""Notes: claims numbered in the order in which a page cites them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sovsim.claims import UnknownClaim, get, source

TITLE_MARK = "suggested by a title, not a finding"
DERIVED_MARK = "our inference from several places"


@dataclass(frozen=True)
class Note:
    """A claim in the list at the end of a page.

    Attributes:
        number: its number on this page.
        id: id of the claim.
        text: what it says.
        where: short name of the document and the places in it.
        mark: what a reader must know about its weight; empty for what a document says outright.
    """

    number: int
    id: str
    text: str
    where: str
    mark: str

    @property
    def title_only(self) -> bool:
        """Whether only a title suggests it."""
        return self.mark == TITLE_MARK


class Notes:
    """Collects the claims that a page cites."""

    def __init__(self) -> None:
        self._notes: dict[str, Note] = {}

    def cite(self, ids: str | Iterable[str]) -> list[Note]:
        """Return the notes of some claims, new ones where a claim is cited for the first time.

        Args:
            ids: claim ids, or one text with semicolons between them, as tables hold it; ids
                that this version does not know are left out.
        """
        wanted = ids.split(";") if isinstance(ids, str) else ids
        found = (self._note(one.strip()) for one in wanted if one.strip())
        return [note for note in found if note is not None]

    def all(self) -> list[Note]:
        """Return every note in the order of the numbers."""
        return list(self._notes.values())

    def _note(self, claim_id: str) -> Note | None:
        if claim_id not in self._notes:
            try:
                claim = get(claim_id)
            except UnknownClaim:
                return None
            marks = {"title": TITLE_MARK, "derived": DERIVED_MARK}
            self._notes[claim_id] = Note(
                number=len(self._notes) + 1,
                id=claim.id,
                text=claim.text,
                where=f"{source(claim.document).short}, {claim.locator}",
                mark=marks.get(claim.strength, ""),
            )
        return self._notes[claim_id]
