"""A file that a person wrote, as text: only plain files, of bearable size, in UTF-8."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from sovsim.documents.errors import DocumentError, Origin

LARGEST = 1 << 20
"""Bytes above which a file is taken for something else than a document."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""Marks at the beginning of a file; that of UTF-32 begins with that of UTF-16."""


def exists(path: Path) -> bool:
    """Return whether there is something at a path; no name, however odd, is an error."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Return whether a path is that of a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def text_of(path: Path, label: str, what: str = "file", largest: int = LARGEST) -> str:
    """Return the contents of a file, with one kind of line end.

    Nothing but a plain file is opened, so that a pipe or a device never blocks.

    Args:
        path: where it is.
        label: what it is called in errors.
        what: what it should be, such as "scenario file".
        largest: bytes above which it is refused.

    Raises:
        DocumentError: it is no plain file, too large, cannot be read, or is not UTF-8.
    """
    origin = Origin(label)
    content = content_of(path, label, what, largest)
    for mark, name in MARKS:
        if content.startswith(mark):
            raise origin.fault(f"is not UTF-8 but {name} text; save it as UTF-8", 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise origin.fault("is not UTF-8 text; save the file as UTF-8", line) from None
    text = text.replace("\r\n", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        wrong = "holds a NUL character, so it is no TOML; is it UTF-16 or no text at all?"
        raise origin.fault(wrong, line)
    return text


def content_of(path: Path, label: str, what: str = "file", largest: int = LARGEST) -> bytes:
    """Return the bytes of a plain file of bearable size; for the arguments see `text_of`.

    Raises:
        DocumentError: it is no plain file, too large, or cannot be read.
    """
    origin = Origin(label)
    try:
        _check_kind(path.stat(), origin, what)
        descriptor = os.open(path, os.O_RDONLY | _flags())
        with open(descriptor, "rb") as file:
            _check_kind(os.fstat(descriptor), origin, what)
            content = file.read(largest + 1)
    except DocumentError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise origin.fault(f"cannot be read: {reason}") from None
    if content is None:
        raise origin.fault("cannot be read: it has nothing to give")
    if len(content) > largest:
        size = f"{largest >> 20} MiB" if largest >= 1 << 20 else f"{largest >> 10} KiB"
        raise origin.fault(f"larger than {size}, which no {what} is")
    return content


def _flags() -> int:
    """Return flags of opening: without waiting, not for child processes, bytes as they are."""
    return sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def _check_kind(status: os.stat_result, origin: Origin, what: str) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    kind = next((name for test, name in _KINDS if test(status.st_mode)), "no plain file")
    raise origin.fault(f"is {kind}, not a {what}")
