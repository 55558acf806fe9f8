"""Content that shows whether it is whole: its SHA-256 stands in the first line, as a comment."""

from __future__ import annotations

import hashlib


def marked(content: bytes) -> bytes:
    """Return some content behind a line that says what it must be."""
    return f"// {hashlib.sha256(content).hexdigest()}\n".encode() + content


def whole(found: bytes) -> bytes | None:
    """Return the content of what `marked` gave; None where it is cut short, changed or foreign."""
    _, _, content = found.partition(b"\n")
    return content if found == marked(content) else None
