"""Whether results may be written to a folder: not among files of somebody else."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sovsim.disk.errors import explained
from sovsim.disk.exchange import entries


class FolderTaken(ValueError):
    """A folder that holds other files; the message is one line."""


def check_not_taken(folder: Path, marks: Collection[str], parts: Collection[str] = ()) -> None:
    """Raise if a folder holds files, and nothing shows that the program wrote results there.

    Files of others that were put beside results are no hindrance.

    Args:
        marks: patterns of paths below the folder, of which one shows it.
        parts: names of folders that a run may have begun before it left a mark.

    Raises:
        FolderTaken: it holds other files, or is none.
        WriteError: it cannot be looked at.
    """
    with explained(folder):
        if folder.exists() and not folder.is_dir():
            raise FolderTaken(f"{folder}: is a file, not a folder")
        others = [] if not folder.is_dir() else entries(folder)
        if all(entry.name in parts for entry in others):
            return
        if not any(any(folder.glob(mark)) for mark in marks):
            raise FolderTaken(f"{folder}: holds other files; choose another folder, or a new one")
