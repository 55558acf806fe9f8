"""The ensemble folder as its one writer sees it: parts come whole, and are kept across a kill."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from sovsim.disk.errors import explained
from sovsim.disk.lock import LOCK, SOFT_LOCK, sole_writer
from sovsim.disk.move import move
from sovsim.disk.parquet import encode
from sovsim.disk.put import clear_unfinished, flush_folder, make_folder, put
from sovsim.ensemble.parts import (
    KINDS,
    METRICS,
    PARAMETERS,
    SEALS,
    STATES,
    TRAJECTORIES,
    Held,
    part_name,
    seal,
    seal_name,
    table_name,
    trajectory_files,
)

_PARTIAL = ".partial"
LEFTOVERS = (LOCK, SOFT_LOCK, _PARTIAL)
"""What a writer needs besides the parts."""


class Store:
    """A folder, held by one writer.

    Use it as a context: the folder is locked on entering and released on leaving. What a killed
    writer left unfinished is cleared away.

    Args:
        lasting: whether the folder outlives the work.

    Raises:
        FolderInUse: another process is writing to it.
        WriteError: it cannot be written.
    """

    def __init__(self, folder: Path, lasting: bool = True) -> None:
        self.folder = folder
        self.lasting = lasting
        self._lock = ExitStack()
        self._staged: dict[str, dict[str, str]] = {}

    def __enter__(self) -> Store:
        folders = [self.folder / name for name in (*KINDS, SEALS)]
        make_folder(self.folder)
        self._lock.enter_context(sole_writer(self.folder))
        with explained(self.folder):
            for folder in folders:
                make_folder(folder)
            for folder in (self.folder, *folders):
                clear_unfinished(folder)
            shutil.rmtree(self.folder / _PARTIAL, ignore_errors=True)
            make_folder(self.folder / _PARTIAL)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder / _PARTIAL, ignore_errors=True)
        for name in (*KINDS, SEALS):
            try:
                (self.folder / name).rmdir()
            except OSError:
                continue
        self._lock.close()

    def discard(self, arm: str, first: int) -> None:
        """Take a part away, its seal first."""
        with explained(self.folder):
            (self.folder / seal_name(arm, first)).unlink(missing_ok=True)
            for kind in (METRICS, STATES, PARAMETERS):
                (self.folder / table_name(kind, arm, first)).unlink(missing_ok=True)
            for file in trajectory_files(self.folder, arm, first):
                file.unlink(missing_ok=True)

    def stage(self, arm: str, first: int, cell: int, files: Iterable[bytes]) -> None:
        """Put trajectories aside until their part is done.

        Args:
            cell: first cell of the block that they are of.
        """
        name = part_name(arm, first)
        staged = self._staged.setdefault(name, {})
        for place, content in enumerate(files):
            file = f"{name}.{cell:08d}.{place:03d}.parquet"
            staged[file] = self._put_aside(file, content)

    def commit(self, arm: str, tables: Mapping[str, pa.Table], contents: Held) -> None:
        """Put a part in its place; it counts as done once this returns.

        All of it reaches the disk under other names first, so that a full disk leaves a part that
        grows as it was; then the files change places, the seal last.

        Args:
            tables: ``metrics``, ``states`` and, where parameters were sampled, ``parameters``.
            contents: what the part holds, still without its files; its first cell names it.
        """
        first = contents.cells.start
        name = part_name(arm, first)
        kept = sorted(self._staged.pop(name, {}).items())
        moves = {
            file: (f"{TRAJECTORIES}/{name}.{place:03d}.parquet", digest)
            for place, (file, digest) in enumerate(kept)
        }
        for kind, table in tables.items():
            file = f"{kind}-{name}.parquet"
            digest = self._put_aside(file, encode(table))
            moves[file] = (table_name(kind, arm, first), digest)
        whole = replace(contents, files=dict(sorted(moves.values())))
        mark = f"{SEALS}-{name}.json"
        self._put_aside(mark, seal(arm, whole).encode())
        with explained(self.folder):
            if contents.columns:
                self.discard(arm, first)
            (self.folder / seal_name(arm, first)).unlink(missing_ok=True)
            for file, (target, _) in moves.items():
                move(self.folder / _PARTIAL / file, self.folder / target)
            if self.lasting:
                for folder in {(self.folder / target).parent for target, _ in moves.values()}:
                    flush_folder(folder)
            move(self.folder / _PARTIAL / mark, self.folder / seal_name(arm, first))
            if self.lasting:
                flush_folder(self.folder / SEALS)

    def _put_aside(self, file: str, content: bytes) -> str:
        """Write a file where nobody reads it yet; return its SHA-256."""
        put(self.folder / _PARTIAL / file, content, lasting=self.lasting)
        return hashlib.sha256(content).hexdigest()
