"""Texts of lessons in Markdown: paragraphs and emphasis, and nothing else that a file might say."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\`_\[\]<>|~]")
_BEGINS = re.compile(r"^(?:[#+-]|\d+[.)])")
_BLANK = re.compile(r"\n[ \t]*\n")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each in one line."""
    found = (" ".join(part.split()) for part in _BLANK.split(text))
    return tuple(part for part in found if part)


def line(text: str) -> str:
    """Return a text in one line of Markdown, in which nothing but emphasis is a mark."""
    words = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    safe = _MARKS.sub(lambda found: "\\" + found[0], words)
    return _BEGINS.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], safe)


def prose(text: str) -> str:
    """Return a text as paragraphs of Markdown."""
    return "\n\n".join(line(part) for part in paragraphs(text))


def points(texts: tuple[str, ...]) -> str:
    """Return texts as a list."""
    return "\n".join(f"- {line(text)}" for text in texts)
