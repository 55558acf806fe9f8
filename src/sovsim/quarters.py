"""Quarters: the model's unit of time, written ``2013Q4``."""

from __future__ import annotations

import re

_QUARTER = re.compile(r"([0-9]{4})Q([1-4])")


def parse(text: str) -> int:
    """Return the running number of a quarter (4 a year), so that differences are durations.

    Raises:
        ValueError: ``text`` is not written like ``2013Q4``.
    """
    match = _QUARTER.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not a quarter; write it like 2013Q4")
    return int(match[1]) * 4 + int(match[2]) - 1


def label(number: int) -> str:
    """Return the written form of a running quarter number."""
    return f"{number // 4}Q{number % 4 + 1}"
