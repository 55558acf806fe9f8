"""One writer at a time for a folder; the lock ends with the process that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sovsim.disk.errors import FolderInUse, explained

LOCK = ".lock"


@contextmanager
def sole_writer(folder: str | Path, *, patience: float = 0.0, leave: bool = True) -> Iterator[None]:
    """Hold a folder, which is there, against other writers.

    Args:
        patience: seconds to wait for another process.
        leave: whether the file that is locked stays behind; folders of the user's own are left
            without it.

    Raises:
        FolderInUse: another process is writing to it.
        WriteError: it cannot be written.
    """
    lock = FileLock(Path(folder) / LOCK, timeout=patience)
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
        if not leave:
            _remove(Path(folder) / LOCK)
        lock.release()


def _remove(file: Path) -> None:
    """Remove the locked file where the platform can; elsewhere it stays."""
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
