"""What is said when a person stops a command: what is kept, and how to go on.

Typer answers an interruption by an exit status alone, so that the words are kept here.
"""

from __future__ import annotations

USUAL = "what was finished before is kept"

_left: list[str] = []


def leave_word(words: str) -> None:
    """Leave word of what an interruption means for the work in hand; the innermost speaks."""
    _left.append(words)


def told() -> str:
    """Return what is to be said of an interruption."""
    words = _left[0] if _left else USUAL
    _left.clear()
    return f"interrupted; {words}"
