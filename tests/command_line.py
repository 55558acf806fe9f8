"""The command line called in the process of the tests; starting Python anew costs a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def error_lines(self) -> int:
        return len(self.err.strip().splitlines())


Ask = Callable[..., Answer]
