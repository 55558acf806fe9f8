"""Notes: claims numbered in the order in which a page cites them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sovsim.citation import IN_WORDS, Citation
from sovsim.claims import UnknownClaim, get, source

TITLE_MARK = "suggested by a title, not a finding"
EXPLICIT_MARK = "explicit claim"
DERIVED_MARK = "our inference from several places"


@dataclass(frozen=True)
class Note:
    """A claim in the list at the end of a page.

    Attributes:
        number: its number on this page.
        id: id of the claim.
        text: what it says.
        where: short name of the document and the places in it.
        mark: what a reader must know about its weight: how strong the claim is, and its link to
            what cites it.
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
            ids: citations, or one text with semicolons between them, as tables hold it; ids
                that this version does not know are left out. A claim that is cited with two
                links has a note for each.
        """
        wanted = ids.split(";") if isinstance(ids, str) else ids
        found = (self._note(one.strip()) for one in wanted if one.strip())
        return [note for note in found if note is not None]

    def all(self) -> list[Note]:
        """Return every note in the order of the numbers."""
        return list(self._notes.values())

    def _note(self, citation: str) -> Note | None:
        one = Citation(citation)
        if one.written not in self._notes:
            try:
                claim = get(str(one))
            except UnknownClaim:
                return None
            marks = {"explicit": EXPLICIT_MARK, "derived": DERIVED_MARK}
            said = [marks.get(claim.strength, ""), IN_WORDS.get(one.link, "")]
            if claim.strength == "title":
                said = [TITLE_MARK]
            self._notes[one.written] = Note(
                number=len(self._notes) + 1,
                id=claim.id,
                text=claim.text,
                where=f"{source(claim.document).short}, {claim.locator}",
                mark="; ".join(filter(None, said)),
            )
        return self._notes[one.written]
