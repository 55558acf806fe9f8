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

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from sovsim.disk.parquet import KEY, encode
from sovsim.record.folder import MANIFEST
from sovsim.record.write import WriteError

METRICS, STATES, PARAMETERS, TRAJECTORIES = "metrics", "states", "parameters", "trajectories"
KINDS = (METRICS, STATES, PARAMETERS, TRAJECTORIES)
_LOCK, _PARTIAL = ".lock", ".partial"
LEFTOVERS = (_LOCK, _PARTIAL)
"""What a writer needs besides the parts."""


class FolderInUse(OSError, ValueError):
    """A folder to which another process is writing; to whoever named it, a folder to be changed."""


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold a folder, which is there, against other writers; the lock ends with the process.

    Raises:
        FolderInUse: another process is writing to it.
        WriteError: it cannot be written.
    """
    lock = FileLock(folder / _LOCK, timeout=0)
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
        with explained(self.folder):
            for kind in KINDS:
                (self.folder / kind).mkdir(parents=True, exist_ok=True)
            self._lock.enter_context(sole_writer(self.folder))
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

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Put the manifest in the place of the one before it."""
        text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
        self._put(self.folder / MANIFEST, f"{text}\n".encode())

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
            self._write(self.folder / _PARTIAL / name, content)

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
            content = encode(tables[kind], metadata).to_pybytes()
            self._put(part_path(self.folder, kind, arm, first), content)

    def _put(self, target: Path, content: bytes) -> None:
        """Write a file whole or not at all."""
        partial = self.folder / _PARTIAL / f"{target.parent.name}-{target.name}"
        self._write(partial, content)
        with explained(self.folder):
            os.replace(partial, target)

    def _write(self, path: Path, content: bytes) -> None:
        with explained(self.folder):
            try:
                with path.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                path.unlink(missing_ok=True)
                raise


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn errors of the system into lines that say where and why."""
    try:
        yield
    except (FolderInUse, WriteError):
        raise
    except OSError as error:
        why = error.strerror or str(error).splitlines()[0]
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        more = "\n  what is finished stays usable; make room and run the same command again"
        raise WriteError(f"{folder}: cannot be written: {why}{more if full else ''}") from None
