"""One writer at a time for a folder; the lock ends with the process that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sovsim.disk.errors import FolderInUse, explained

LOCK = ".lock"


@contextmanager
def sole_writer(folder: str | Path) -> Iterator[None]:
    """Hold a folder, which is there, against other writers.

    Raises:
        FolderInUse: another process is writing to it.
        WriteError: it cannot be written.
    """
    lock = FileLock(Path(folder) / LOCK, timeout=0)
    with explained(folder):
        try:
            lock.acquire()
        except Timeout:
            raise FolderInUse(
                f"{folder}: another process is writing to it\n"
                "  wait until it is done, or choose another folder"
            ) from None
    try:
        yield
    finally:
        lock.release()
