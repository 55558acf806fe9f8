"""Several files of a folder replaced as if they were one.

The new files are written aside, inside the folder. One renaming makes them valid, all at once; only
then they are moved to their places. A reader looks among the valid ones first, so whenever a
process dies, what is read is whole: the files from before, or the new ones. Who writes next
completes the moving. Files that are not named stay as they are, whatever happens.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from types import TracebackType

from sovsim.disk.errors import explained
from sovsim.disk.lock import LOCK, sole_writer
from sovsim.disk.move import move
from sovsim.disk.put import (
    PREFIX,
    as_json,
    clear_unfinished,
    flush_folder,
    make_folder,
    put,
    unfinished,
    write_new,
)

VALID = ".sovsim-valid"
_PLAN = ".plan.json"
_PATIENCE = 60.0
"""Seconds to wait for another exchange, which takes no longer than writing does."""


class Exchange:
    """Files on their way into a folder, which is made if it is not there.

    Use it as a context: `put` files, then `commit` them; without that nothing changes.

    Raises:
        FolderInUse: another process is writing to the folder.
        WriteError: it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stage = unfinished(folder)
        self._hashes: dict[str, str] = {}
        self._held = ExitStack()

    def __enter__(self) -> Exchange:
        with ExitStack() as opening, explained(self.folder):
            if not self.folder.exists():
                make_folder(self.folder)
                opening.callback(_remove_empty, self.folder)
            opening.enter_context(sole_writer(self.folder, patience=_PATIENCE, leave=False))
            clear_unfinished(self.folder)
            complete(self.folder)
            self._stage.mkdir()
            opening.callback(shutil.rmtree, self._stage, ignore_errors=True)
            self._held = opening.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()

    def put(self, name: str, content: bytes | str) -> str:
        """Write a new file aside and return its SHA-256.

        Args:
            name: of the file in the folder, with ``/`` before those in folders below.

        Raises:
            WriteError: it cannot be written.
        """
        data = content.encode("utf-8") if isinstance(content, str) else content
        file = self._stage / name
        with explained(self.folder / name):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_new(file, data)
        self._hashes[name] = hashlib.sha256(data).hexdigest()
        return self._hashes[name]

    @property
    def hashes(self) -> dict[str, str]:
        """Name -> SHA-256 of the files that were put so far."""
        return dict(self._hashes)

    def commit(self, removed: Collection[str] = (), aside: Mapping[str, str] | None = None) -> None:
        """Let the new files take the place of the old.

        Args:
            removed: files that go.
            aside: files that stay under another name, where their own is taken.

        Raises:
            WriteError: it cannot be done; the folder is as before, or reads as the new files.
        """
        plan = {"removed": sorted(removed), "aside": dict(aside or {})}
        with explained(self.folder):
            write_new(self._stage / _PLAN, as_json(plan).encode("utf-8"))
            for place, _, _ in os.walk(self._stage):
                flush_folder(Path(place))
            move(self._stage, self.folder / VALID)
            flush_folder(self.folder)
            complete(self.folder)


def read_current(folder: Path, name: str, most: int | None = None) -> bytes:
    """Return the bytes of a file of a folder, whether or not it stands in its place already.

    Args:
        most: bytes that are read at most.

    Raises:
        OSError: it is not there, is no file, is larger, or cannot be read.
    """
    try:
        return _read(folder / VALID / name, most)
    except (FileNotFoundError, NotADirectoryError):
        return _read(folder / name, most)


def is_current(folder: Path, name: str) -> bool:
    """Return whether a folder holds a file, in its place or on its way there."""
    return (folder / VALID / name).is_file() or (folder / name).is_file()


def entries(folder: Path) -> list[Path]:
    """Return what a folder holds besides what a writer that died left in it."""
    return [
        entry
        for entry in folder.iterdir()
        if entry.name != LOCK and not entry.name.startswith(PREFIX)
    ]


def _read(file: Path, most: int | None) -> bytes:
    """Read what is a file: a pipe would never end."""
    there = file.stat()
    if not stat.S_ISREG(there.st_mode):
        raise OSError(errno.EINVAL, "is no file")
    if most is not None and there.st_size > most:
        raise OSError(errno.EFBIG, f"is larger than {most} bytes")
    return file.read_bytes()


def complete(folder: Path) -> None:
    """Move valid files to their places; only for who holds the folder alone.

    It may be done again from the start wherever it was interrupted.
    """
    valid = folder / VALID
    if valid.is_symlink() or not valid.is_dir():
        return
    removed, aside = _plan(valid)
    names = sorted(_below(valid))
    for name in names:
        target = folder / name
        if name in aside and target.exists() and not (folder / aside[name]).exists():
            move(target, folder / aside[name])
        target.parent.mkdir(parents=True, exist_ok=True)
        _move(valid / name, target)
    for name in removed:
        (folder / name).unlink(missing_ok=True)
        if "/" in name:
            _remove_empty((folder / name).parent)
    for place in {folder, *((folder / name).parent for name in names)}:
        flush_folder(place)
    shutil.rmtree(valid)


def _plan(valid: Path) -> tuple[list[str], dict[str, str]]:
    """Return what goes and what stays under another name."""
    try:
        plan = json.loads((valid / _PLAN).read_bytes())
        removed = [str(name) for name in plan["removed"] if _is_inside(str(name))]
        aside = {str(name): str(new) for name, new in plan["aside"].items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return [], {}
    return removed, {name: new for name, new in aside.items() if _is_inside(new)}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and not {"..", "."} & set(path.parts)


def _below(valid: Path) -> Iterator[str]:
    for place, _, files in os.walk(valid):
        for file in files:
            name = (Path(place) / file).relative_to(valid).as_posix()
            if name != _PLAN:
                yield name


def _move(source: Path, target: Path) -> None:
    try:
        move(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        put(target, source.read_bytes())  # a folder below that lies on another disk
        source.unlink()


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
