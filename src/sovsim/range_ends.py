"""Ends of ranges as people write them: an end is told as 0.45, and is 0.44999999999999996.

Ends that were computed, as a factor times a value, miss the number that they are told as by a last
bit. Whoever sets what a message calls allowed means the end.
"""

from __future__ import annotations

from collections.abc import Iterable

from sovsim.documents.numbers import as_number
from sovsim.parameters import registry

_TABLE = "parameters."


def at_an_end(setting: str) -> str:
    """Return a setting ``KEY=VALUE``; a value that reads as an end of its range becomes that end.

    What lies within its range, is beyond both ends or sets no parameter stays as it is.
    """
    key, _, written = setting.partition("=")
    declared = registry().get(key.strip().removeprefix(_TABLE))
    value = as_number(written.strip())
    if declared is None or value is None or declared.low <= value <= declared.high:
        return setting
    for end in (declared.low, declared.high):
        if f"{value:g}" == f"{end:g}":
            return f"{key}={end!r}"
    return setting


def at_ends(settings: Iterable[str]) -> tuple[str, ...]:
    """Return settings, each as `at_an_end` has it."""
    return tuple(map(at_an_end, settings))
