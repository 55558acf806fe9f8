"""The known name that a wrong one was meant to be: asked everywhere in the same way."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sovsim.documents.removed import SINCE, instead

_LIKE = 0.5
"""How alike two names must be, from 0 to 1; below it a suggestion misleads more than it helps."""

_LONGEST = 100


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like a wrong one, or an empty text."""
    near = nearest_few(name, known, 1)
    return near[0] if near else ""


def nearest_few(name: str, known: Iterable[str], most: int, like: float = _LIKE) -> list[str]:
    """Return the known names that are most like a wrong one, the nearest first.

    Args:
        like: how alike two names must be at least, from 0 to 1.
    """
    lowered = {entry.lower(): entry for entry in known}
    near = difflib.get_close_matches(str(name)[:_LONGEST].lower(), lowered, n=most, cutoff=like)
    return [lowered[entry] for entry in near]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for a message in one line, or an empty text.

    A name that a version took away is answered with what stands in its place.
    """
    heir = instead(name)
    if heir:
        return f"; since version {SINCE} {heir}"
    near = nearest(name, known)
    return f"; did you mean '{near}'?" if near else ""
