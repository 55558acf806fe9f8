"""Numbers as people write them: ``.01``, ``1.``, ``+5``, ``1e3``, ``1_000`` and ``0,5``."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_PER_CENT = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*%", re.ASCII)
_LONGEST = 400


def as_number(written: str) -> int | float | None:
    """Return the number that a text is, or None: a comma for the point is no number."""
    if len(written) > _LONGEST or not _NUMBER.fullmatch(written):
        return None
    try:
        plain = written.replace("_", "")
        if re.fullmatch(r"[+-]?\d+", plain):
            return int(plain)
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def as_written(written: str) -> int | float | None:
    """Return the number that a text was meant to be: also ``0,5`` and ``5 %``; or None."""
    if len(written) > _LONGEST:
        return None
    if _COMMA.fullmatch(written):
        return as_number(written.replace(",", "."))
    share = _PER_CENT.fullmatch(written)
    if share:
        number = as_number(share[1])
        return None if number is None else round(number / 100, 12)
    return as_number(written)
