"""The one way in which a file comes to the disk: whole, or not at all.

Everything that the program writes goes through `put`. What stood at the path stays readable until
the new content is complete and has reached the disk; a kill, a full disk or a lost machine in
between leaves the old content, or the new, and never a half.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import stat
from pathlib import Path
from typing import Any

from sovsim.disk.errors import explained
from sovsim.disk.move import move

PREFIX, SUFFIX = ".sovsim-", ".part"
"""What files that are not finished are called; a killed process may leave one."""

_UNSUPPORTED = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR)
"""Answers of file systems that cannot flush a folder."""


def put(path: str | Path, content: bytes | str, *, lasting: bool = True) -> Path:
    """Write a file whole or not at all, and return its path.

    A link is followed, and what it points to is replaced. The permissions of a file that is there
    are kept. A device or a pipe is written to as it is.

    Args:
        path: of the file; its folder has to be there.
        content: text is written as UTF-8, its line ends as they are.
        lasting: whether it is to outlive this process, and so has to reach the disk.

    Raises:
        WriteError: it cannot be written; what was there before is still there.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    with explained(path):
        there = _status(Path(path))
        if there is not None and not stat.S_ISREG(there.st_mode):
            if stat.S_ISDIR(there.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            Path(path).write_bytes(data)
            return Path(path)
        target = Path(os.path.realpath(path))
        if there is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        partial = unfinished(target.parent)
        try:
            write_new(partial, data, lasting=lasting)
            if there is not None and partial.stat().st_mode != there.st_mode:
                partial.chmod(stat.S_IMODE(there.st_mode))
            move(partial, target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        if lasting:
            flush_folder(target.parent)
    return Path(path)


def put_json(path: str | Path, data: Any) -> Path:
    """Write plain data as JSON for people and programs, and return the path.

    Raises:
        WriteError: as for `put`.
        ValueError: the data hold a number that JSON has no word for.
    """
    return put(path, as_json(data))


def as_json(data: Any) -> str:
    """Return plain data as the text of a JSON file.

    Raises:
        ValueError: the data hold a number that JSON has no word for.
    """
    return f"{json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)}\n"


def make_folder(folder: str | Path) -> Path:
    """Make a folder and those above it, where they are not there, and return it.

    Raises:
        WriteError: it cannot be made.
    """
    made = Path(folder)
    with explained(made):
        os.makedirs(os.path.realpath(made) if made.is_symlink() else made, exist_ok=True)
    return made


def unfinished(folder: Path) -> Path:
    """Return a new name in a folder for something that is not finished."""
    return folder / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"


def clear_unfinished(folder: Path) -> None:
    """Remove what killed processes left; only for who holds the folder alone."""
    for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk, where the platform can."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows opens no folders
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def write_new(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write a file that is not there yet, and wait until it has reached the disk.

    Only for a name under which nobody looks for it; everybody else uses `put`.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o666), "wb") as file:
        file.write(data)
        if lasting:
            file.flush()
            os.fsync(file.fileno())


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None
