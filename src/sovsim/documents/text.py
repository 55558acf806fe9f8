"""Text that is safe to show: no control characters, no terminal escapes, bearable length."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

LONGEST = 60
_MOST_NAMES = 12
_LONGEST_LIST = 300

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters other than tab and new line, marks that turn the direction of writing and
line separators: a terminal may obey them, and no prose needs them."""


def name_of(letter: str) -> str:
    """Return what an unsafe character is called."""
    return f"the control character U+{ord(letter):04X}"


def printable(text: str) -> str:
    """Return a text with ``?`` for what a terminal might obey; new lines and tabs stay."""
    return UNSAFE.sub("?", text)


def escaped(text: str) -> str:
    r"""Return JSON with ``\u001b`` for what a terminal might obey."""
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str, longest: int = 200) -> str:
    """Return a text in one line and at bearable length."""
    plain = " ".join(printable(text).split())
    return plain if len(plain) <= longest else f"{plain[: longest - 3]}..."


def clipped(text: str) -> str:
    """Return a value in one line and at bearable length."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in text[: LONGEST + 1])
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 3]}..."


def shown(value: Any) -> str:
    """Return a value as it might stand in a file."""
    if isinstance(value, str):
        return f"'{clipped(value)}'"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        if any(isinstance(entry, dict) for entry in value):
            return f"a list of {len(value)} tables"
        listing = ", ".join(shown(entry) for entry in value[:_MOST_NAMES])
        return clipped(f"[{listing}]")
    try:
        return clipped(str(value))
    except ValueError:  # more digits than Python is willing to write
        return "a number of too many digits"


def listed(known: Iterable[str]) -> str:
    """Return names as a list for a message, cut where it grows long."""
    names = [clipped(name) for name in known]
    kept = names[:_MOST_NAMES]
    while len(", ".join(kept)) > _LONGEST_LIST:
        kept.pop()
    more = f", ... ({len(names)} in all)" if len(names) > len(kept) else ""
    return ", ".join(kept) + more
