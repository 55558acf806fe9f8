"""Words that stand for names in the address of a draw: numbers that only the name decides."""

from __future__ import annotations

import zlib
from collections.abc import Iterable


def word(name: str) -> int:
    """Return the number of a unit or of a column: the CRC-32 of its name.

    A rivalry's name holds both codes in their order, so it does not matter who comes first.
    """
    return zlib.crc32(name.encode())


def collisions(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of different names that would share their draws."""
    seen: dict[int, str] = {}
    found = []
    for name in names:
        first = seen.setdefault(word(name), name)
        if first != name:
            found.append((first, name))
    return found
