"""Text for a console that cannot show every letter: the nearest words in ASCII, never an error."""

# ruff: noqa: RUF001 - letters that look alike are what this is about

from __future__ import annotations

import codecs
import json
import math
import unicodedata
from collections.abc import Mapping
from typing import Any, TextIO

HANDLER = "sovsim.legible"
"""Name under which codecs know `replaced`; to be given as the ``errors`` of a stream."""

BYTES = "sovsim.legible-bytes"
"""The same for streams that hand bytes of file names through, as in the C locale."""

_ALIKE: dict[str, str] = {
    "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "↑": "^", "↓": "v",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "…": "...", "·": ".", "•": "*", "±": "+/-", "×": "x", "÷": "/",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "Δ": "Delta", "°": " degrees", "€": "EUR",
    "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ı": "i", "Þ": "Th", "þ": "th",
    "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "ß": "ss", "Ə": "A", "ə": "a",
    "✓": "yes", "✔": "yes", "✗": "no", "✘": "no",
}  # fmt: skip
"""What a reader takes for the same; letters with accents need no entry."""

_UNKNOWN = "?"
_BOXES, _SHADES = range(0x2500, 0x2580), range(0x2580, 0x25A0)
_LONE = range(0xD800, 0xE000)
_NO_TEXT = 0xDC00
_BYTES = range(_NO_TEXT + 0x80, _NO_TEXT + 0x100)
"""Surrogates by which Python stands for bytes of a file name that are no text."""


def replaced(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII for what an encoding lacks; a handler of errors for `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_ascii, lacking)), error.end


def replaced_but_bytes(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what `replaced` returns, and bytes that are no text as they are."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    first = ord(error.object[error.start])
    if first in _BYTES:
        return bytes([first - _NO_TEXT]), error.start + 1
    return _ascii(error.object[error.start]), error.start + 1


def legible(text: str, stream: TextIO) -> str:
    """Return a text as a stream will show it, so that its width can be counted."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if holds(text, encoding):
        return text
    chosen = getattr(stream, "errors", None) or "strict"
    return text.encode(encoding, handler_for(chosen)).decode(encoding, "surrogateescape")


def handler_for(errors: str) -> str:
    """Return our way of treating letters for ways that nobody has chosen; others stay."""
    return {"strict": HANDLER, "surrogateescape": BYTES}.get(errors, errors)


def json_for(data: Any, stream: TextIO) -> str:
    r"""Return JSON that a stream can hold: letters that it lacks as ``\u…``, no number as null."""
    known = _numbers(data)
    text = json.dumps(known, indent=2, ensure_ascii=False, allow_nan=False, default=str)
    if holds(text, getattr(stream, "encoding", None) or "utf-8"):
        return text
    return json.dumps(known, indent=2, ensure_ascii=True, allow_nan=False, default=str)


def holds(text: str, encoding: str) -> bool:
    """Return whether an encoding has all letters of a text."""
    if text.isascii():
        return True
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _numbers(data: Any) -> Any:
    """Return plain data with null for what JSON has no number for."""
    if isinstance(data, Mapping):
        return {key: _numbers(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_numbers(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def _ascii(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    number = ord(letter)
    if number in _BYTES:
        return f"\\x{number - _NO_TEXT:02x}"
    if number in _LONE:
        return f"\\u{number:04x}"
    if number in _BOXES:
        return _line(unicodedata.name(letter))
    if number in _SHADES:
        return "#"
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or _mark(letter)


def _line(name: str) -> str:
    """Return the sign for a part of a box, by its name: ``BOX DRAWINGS LIGHT HORIZONTAL``."""
    across, upright = "HORIZONTAL" in name, "VERTICAL" in name
    turns = any(word in name.split() for word in ("UP", "DOWN", "LEFT", "RIGHT", "AND"))
    if turns or across == upright:
        return "+"
    return "-" if across else "|"


def _mark(letter: str) -> str:
    """Return nothing for an accent that stands alone, a question mark for any other letter."""
    return "" if unicodedata.combining(letter) else _UNKNOWN


codecs.register_error(HANDLER, replaced)
codecs.register_error(BYTES, replaced_but_bytes)
