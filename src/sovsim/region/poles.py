"""What the outer powers of a region are called; the model's identifiers name none of its actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

_DEFAULTS = {"west": "the West", "western": "Western", "china": "China", "turkey": "Turkey"}
_WORDS = {re.compile(rf"\b{name}\b"): key for key, name in _DEFAULTS.items()}


@dataclass(frozen=True)
class Poles:
    """Names of the outer powers, as labels and sentences write them.

    Attributes:
        west: the pole of which ``EU`` and ``NATO`` are the bodies.
        western: what belongs to it, as an adjective.
        china, turkey: the other two suppliers.
    """

    west: str = _DEFAULTS["west"]
    western: str = _DEFAULTS["western"]
    china: str = _DEFAULTS["china"]
    turkey: str = _DEFAULTS["turkey"]

    def local(self, words: str) -> str:
        """Return one of the program's own labels or sentences with the region's names in it."""
        if self == USUAL:
            return words
        for pattern, key in _WORDS.items():
            words = pattern.sub(getattr(self, key), words)
        return words

    def beside(self, hegemon: str) -> Poles:
        """Return the names where a hegemon has one of them itself: the pole is then another."""
        taken = {
            field.name: "another power"
            for field in fields(self)
            if getattr(self, field.name) == hegemon
        }
        return replace(self, **taken)

    def as_dict(self) -> dict[str, str]:
        """Return the names that a region gives itself."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }


USUAL = Poles()
"""The names of the default region."""
