"""What the powers of a region are called; the model's identifiers name none of its actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_DEFAULTS = {"west": "the West", "western": "Western", "china": "China", "turkey": "Turkey"}
_HEGEMON = "the hegemon"
_THE_HEGEMON = re.compile(r"\b[Tt]he hegemon\b")
_WORDS = {re.compile(rf"\b{name}\b"): key for key, name in _DEFAULTS.items()}


@dataclass(frozen=True)
class Poles:
    """Names of the powers, as labels and sentences write them.

    Attributes:
        west: the pole of which ``EU`` and ``NATO`` are the bodies.
        western: what belongs to it, as an adjective.
        china, turkey: the other two suppliers.
        hegemon: whose region it is; a region gives its own name.
    """

    west: str = _DEFAULTS["west"]
    western: str = _DEFAULTS["western"]
    china: str = _DEFAULTS["china"]
    turkey: str = _DEFAULTS["turkey"]
    hegemon: str = _HEGEMON

    def local(self, words: str) -> str:
        """Return one of the program's own labels or sentences with the region's names in it."""
        if self == USUAL:
            return words
        for pattern, key in _WORDS.items():
            words = pattern.sub(getattr(self, key), words)
        if self.hegemon == _HEGEMON:
            return words
        words = words.replace("(hegemon)", f"({self.hegemon})")
        return _THE_HEGEMON.sub(self._called, words).replace("s's ", "s' ")

    def _called(self, found: re.Match[str]) -> str:
        """Return the hegemon's name where it stands, with a capital at the start of a sentence."""
        return self.hegemon[:1].upper() + self.hegemon[1:] if found[0][0] == "T" else self.hegemon

    def beside(self, hegemon: str) -> Poles:
        """Return the names where a hegemon has one of them itself: the pole is then another."""
        taken = {name: "another power" for name in _DEFAULTS if getattr(self, name) == hegemon}
        return replace(self, **taken)

    def as_dict(self) -> dict[str, str]:
        """Return the names that a region gives to its outer powers itself."""
        return {
            name: getattr(self, name)
            for name, usual in _DEFAULTS.items()
            if getattr(self, name) != usual
        }

    def every(self) -> dict[str, str]:
        """Return these names and the hegemon's, from which `Poles` makes the same again."""
        usual = {} if self.hegemon == _HEGEMON else {"hegemon": self.hegemon}
        return {**self.as_dict(), **usual}


USUAL = Poles()
"""The names of the default region."""
