"""The error of a region file: one line that says where and what."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class RegionError(ValueError):
    """A region that cannot be read.

    Attributes:
        message: what is wrong.
        file: file in which it stands, or the name asked for.
        key: key at which it stands, like ``initial.dependence_energy.values.UKR``.
    """

    def __init__(self, message: str, file: str = "", key: str = "") -> None:
        self.message = message
        self.file = file
        self.key = key
        super().__init__(": ".join(part for part in (file, key, message) if part))

    def __reduce__(self) -> tuple[type[RegionError], tuple[str, str, str]]:
        return RegionError, (self.message, self.file, self.key)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest known name, or an empty string."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    return f"; did you mean '{near[0]}'?" if near else ""
