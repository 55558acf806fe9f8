"""The ensemble folder: parts written atomically by one writer at a time, kept across interruptions.

========================  =====================================================================
``manifest.json``         seed, hashes, versions, scenarios, arms: what the parts belong to
``metrics/*.parquet``     a row per run: ``arm, run``, every metric, ``error``
``states/*.parquet``      a row per run and state: ``arm, run, state``, every metric of states
``parameters/*.parquet``  a row per run: ``arm, run``, the sampled parameter values
``trajectories/*``        a row per run, quarter and state, where they are kept
========================  =====================================================================

A part holds one arm's runs of one storage block. Its metrics are written last: where they stand,
the block is done. They hold the block's content address, which is checked before it is reused.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sovsim.disk.errors import explained
from sovsim.disk.lock import LOCK, sole_writer
from sovsim.disk.parquet import KEY, encode
from sovsim.disk.put import clear_unfinished, make_folder, put

METRICS, STATES, PARAMETERS, TRAJECTORIES = "metrics", "states", "parameters", "trajectories"
KINDS = (METRICS, STATES, PARAMETERS, TRAJECTORIES)
_PARTIAL = ".partial"
LEFTOVERS = (LOCK, _PARTIAL)
"""What a writer needs besides the parts."""


@dataclass(frozen=True)
class Held:
    """What a finished part holds.

    Attributes:
        runs: its runs.
        address: content address.
        columns: columns of the states of which every quarter is kept.
    """

    runs: range
    address: str
    columns: tuple[str, ...]


def part_name(arm: str, first: int) -> str:
    """Return the name of a part's files, without the suffix."""
    return f"{arm}-{first:08d}"


def part_path(folder: Path, kind: str, arm: str, first: int) -> Path:
    """Return where a part's table of a kind stands."""
    return folder / kind / f"{part_name(arm, first)}.parquet"


def trajectory_files(folder: Path, arm: str, first: int) -> list[Path]:
    """Return the files with the trajectories of a block, in the order of the runs."""
    return sorted((folder / TRAJECTORIES).glob(f"{part_name(arm, first)}.*.parquet"))


def held(folder: Path, arm: str, first: int) -> Held | None:
    """Return what is finished of an arm's storage block, or None; damaged parts count as None."""
    try:
        entry = (pq.read_metadata(part_path(folder, METRICS, arm, first)).metadata or {})[KEY]
        found = json.loads(entry)
        runs = range(found["first"], found["stop"])
        return Held(runs, found["address"], tuple(found["columns"]))
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException):
        return None


class Store:
    """A folder, held by one writer.

    Use it as a context: the folder is locked on entering and released on leaving.

    Raises:
        FolderInUse: another process is writing to it.
        WriteError: it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = ExitStack()

    def __enter__(self) -> Store:
        for kind in KINDS:
            make_folder(self.folder / kind)
        self._lock.enter_context(sole_writer(self.folder))
        with explained(self.folder):
            for folder in (self.folder, *(self.folder / kind for kind in KINDS)):
                clear_unfinished(folder)
            shutil.rmtree(self.folder / _PARTIAL, ignore_errors=True)
            (self.folder / _PARTIAL).mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder / _PARTIAL, ignore_errors=True)
        for kind in KINDS:
            try:
                (self.folder / kind).rmdir()
            except OSError:
                continue
        self._lock.close()

    def held(self, arm: str, first: int) -> Held | None:
        """Return what is finished of a part, or None."""
        return held(self.folder, arm, first)

    def discard(self, arm: str, first: int) -> None:
        """Take a part away, the mark that it is done first."""
        with explained(self.folder):
            for kind in (METRICS, STATES, PARAMETERS):
                part_path(self.folder, kind, arm, first).unlink(missing_ok=True)
            for file in trajectory_files(self.folder, arm, first):
                file.unlink(missing_ok=True)

    def stage(self, arm: str, first: int, run: int, files: Iterable[bytes]) -> None:
        """Put trajectories aside until their part is done.

        Args:
            run: first run of the block that they are of.
        """
        for place, content in enumerate(files):
            name = f"{part_name(arm, first)}.{run:08d}.{place:03d}.parquet"
            put(self.folder / _PARTIAL / name, content)

    def commit(self, arm: str, tables: Mapping[str, pa.Table], contents: Held) -> None:
        """Write a part; it counts as done once this returns.

        Args:
            tables: ``metrics``, ``states`` and, where parameters were sampled, ``parameters``.
            contents: what the part holds; its first run names it.
        """
        first = contents.runs.start
        name = part_name(arm, first)
        with explained(self.folder):
            if contents.columns:
                self.discard(arm, first)
            staged = sorted((self.folder / _PARTIAL).glob(f"{name}.*.parquet"))
            for place, file in enumerate(staged):
                os.replace(file, self.folder / TRAJECTORIES / f"{name}.{place:03d}.parquet")
        metadata = {
            "first": first,
            "stop": contents.runs.stop,
            "address": contents.address,
            "columns": list(contents.columns),
        }
        for kind in sorted(tables, key=lambda kind: kind == METRICS):
            put(part_path(self.folder, kind, arm, first), encode(tables[kind], metadata))
