"""What a reader meant who asked for a variable by a name that it does not have."""

from __future__ import annotations

from collections.abc import Iterable

from sovsim.documents.nearest import nearest_few

_ALSO: dict[str, tuple[str, ...]] = {
    "coercion": ("rung", "pressure"),
    "ladder": ("rung",),
    "sovereignty": ("autonomy", "formal_sovereignty"),
    "alignment": ("alignment_russia", "alignment_west"),
    "preference": ("preference_russia", "preference_west"),
}
"""What readers call a thing -> how the model does, where no likeness of letters leads there."""

_TELLING = 5
"""Letters from which a part of a name tells what is meant."""

_MOST = 3
_ALIKE = 0.65
"""How alike two names must be; with less, 'coercion' would be taken for an offer of China."""


def meant(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for a message: what is said in other words, or the nearest."""
    names = sorted(set(known), key=lambda each: (len(each), each))
    asked = "_".join(name.lower().split())
    found = [heir for heir in _ALSO.get(asked, ()) if heir in names]
    if not found and len(asked) >= _TELLING:
        found = [each for each in names if asked in each][:_MOST]
    if not found:
        found = nearest_few(asked, names, 1, _ALIKE)
        whole = [each for each in names if len(each) >= _TELLING and each in asked]
        found = whole[-1:] or found
    if not found:
        return "; without a name all that moved is shown"
    *most, last = (f"'{each}'" for each in found)
    return f"; did you mean {', '.join(most)} or {last}?" if most else f"; did you mean {last}?"
