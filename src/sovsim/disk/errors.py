"""Errors of the system while writing, put into lines that say where, why and what to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class WriteError(OSError):
    """A file or folder that cannot be written; the message has one line, or two with what to do."""


class FolderInUse(OSError, ValueError):
    """A folder to which another process is writing; to whoever named it, a folder to be changed."""


@contextmanager
def explained(path: str | Path) -> Iterator[None]:
    """Turn errors of the system into lines that name a path.

    Args:
        path: what is to be written. Where this is used inside itself, the inner path is named.

    Raises:
        WriteError: the system refused.
    """
    try:
        yield
    except (FolderInUse, WriteError):
        raise
    except OSError as error:
        why = error.strerror or " ".join(str(error).split()) or type(error).__name__
        raise WriteError(f"{path}: cannot be written: {why}{_advice(error.errno)}") from None


def _advice(number: int | None) -> str:
    if number in _FULL:
        return "\n  what is finished stays usable; make room and run the same command again"
    if number in _CLOSED:
        open_there = "close the program that has it open, " if os.name == "nt" else ""
        return f"\n  {open_there}choose another folder, or allow writing to this one"
    if number == errno.ENAMETOOLONG:
        return "\n  choose a shorter name"
    return ""
