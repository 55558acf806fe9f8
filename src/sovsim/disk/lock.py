"""One writer at a time for a folder; the lock ends with the process that holds it."""

from __future__ import annotations

import errno
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sovsim.disk.errors import FolderInUse, explained

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = ".lock"
SOFT_LOCK = ".sovsim-lock"
"""A file that stands for a lock where the file system knows none, as some network folders."""

_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


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
    with explained(folder):
        lock = _acquired(Path(folder), patience)
    try:
        yield
    finally:
        if not leave:
            _remove(Path(folder) / LOCK)
        lock.release()


def _acquired(folder: Path, patience: float) -> BaseFileLock:
    from filelock import FileLock, SoftFileLock, Timeout

    in_use = (
        f"{folder}: another process is writing to it\n"
        "  wait until it is done, or choose another folder"
    )
    try:
        return _held(FileLock(folder / LOCK, timeout=patience))
    except Timeout:
        raise FolderInUse(in_use) from None
    except (NotImplementedError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_LOCKS:
            raise
    try:
        return _held(SoftFileLock(folder / SOFT_LOCK, timeout=patience))
    except Timeout:
        left = f"if there is none, it was killed: remove {SOFT_LOCK}"
        raise FolderInUse(f"{in_use}\n  {left}") from None


def _held(lock: BaseFileLock) -> BaseFileLock:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="flock not supported", category=UserWarning)
        lock.acquire()
    return lock


def _remove(file: Path) -> None:
    """Remove the locked file where the platform can; elsewhere it stays."""
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
