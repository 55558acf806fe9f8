"""What is said beside the work: a line on stderr, or wherever the logging of a program sends it."""

from __future__ import annotations

import logging

from sovsim.documents.text import printable

_log = logging.getLogger("sovsim.ensemble")


def note(text: str) -> None:
    """Say something that is neither result nor error, as a terminal shows it without harm."""
    _log.warning("note: %s", printable(text))
