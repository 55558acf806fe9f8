"""The parts of an ensemble folder: their names, their seals, and whether they are whole.

========================  =====================================================================
``manifest.json``         seed, hashes, versions, scenarios, arms: what the parts belong to
``metrics/*.parquet``     a row per cell: ``arm, run``, every metric, ``error``
``states/*.parquet``      a row per cell and state: ``arm, run, state``, every metric of states
``parameters/*.parquet``  a row per cell: ``arm, run``, the sampled parameter values
``trajectories/*``        a row per cell, quarter and state, where they are kept
``parts/*.json``          the seal of a part: its address, and a hash of each of its files
========================  =====================================================================

A cell is a run; in a crossed design a run at a point, and a column ``point`` stands before ``run``.
A part holds one arm's cells of one storage block. Its seal is written last: where it stands, the
part is done. Its content address tells whether it may be reused, its hashes whether it is whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sovsim.disk.parquet import KEY
from sovsim.disk.put import as_json
from sovsim.disk.sealed import is_whole, sealed
from sovsim.record.layout import RunFolderError

METRICS, STATES, PARAMETERS, TRAJECTORIES = "metrics", "states", "parameters", "trajectories"
KINDS = (METRICS, STATES, PARAMETERS, TRAJECTORIES)
SEALS = "parts"


class EnsembleError(RunFolderError):
    """A folder that holds no ensemble, another one, or a damaged one."""


@dataclass(frozen=True)
class Held:
    """What a finished part holds.

    Attributes:
        cells: its cells.
        address: content address.
        columns: columns of the states of which every quarter is kept.
        files: path within the folder -> SHA-256 of the file; None where no hash was kept.
    """

    cells: range
    address: str
    columns: tuple[str, ...]
    files: Mapping[str, str | None] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[str]:
        """Return the files of a kind, in the order of the cells."""
        return sorted(name for name in self.files if name.startswith(f"{kind}/"))


def part_name(arm: str, first: int) -> str:
    """Return the name of a part's files, without the suffix."""
    return f"{arm}-{first:08d}"


def table_name(kind: str, arm: str, first: int) -> str:
    """Return the path of a part's table of a kind within the folder."""
    return f"{kind}/{part_name(arm, first)}.parquet"


def seal_name(arm: str, first: int) -> str:
    """Return the path of a part's seal within the folder."""
    return f"{SEALS}/{part_name(arm, first)}.json"


def trajectory_files(folder: Path, arm: str, first: int) -> list[Path]:
    """Return the files with the trajectories of a block, in the order of the cells."""
    return sorted((folder / TRAJECTORIES).glob(f"{part_name(arm, first)}.*.parquet"))


def seal(arm: str, part: Held) -> str:
    """Return the text of a part's seal."""
    return as_json(
        sealed(
            {
                "arm": arm,
                "first": part.cells.start,
                "stop": part.cells.stop,
                "address": part.address,
                "columns": list(part.columns),
                "files": dict(part.files),
            }
        )
    )


def held(folder: Path, arm: str, first: int) -> Held | None:
    """Return what is finished of an arm's storage block, or None; a damaged seal counts as None.

    Raises:
        OSError: the seal is there and cannot be read at the moment.
    """
    try:
        content = (folder / seal_name(arm, first)).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        found = json.loads(content)
        if (found["arm"], found["first"]) != (arm, first) or not is_whole(found):
            return None
        return _held(found, found["files"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return None


def _held(found: Mapping[str, Any], files: Mapping[str, str | None]) -> Held:
    cells = range(found["first"], found["stop"])
    return Held(cells, found["address"], tuple(found["columns"]), dict(files))


def held_without_seal(folder: Path, arm: str, first: int) -> Held | None:
    """Return what is finished of a block in a folder of format 1, in which metrics came last."""
    path = folder / table_name(METRICS, arm, first)
    try:
        found = json.loads((pq.read_metadata(path).metadata or {})[KEY])
        tables = [table_name(kind, arm, first) for kind in (METRICS, STATES, PARAMETERS)]
        names = [name for name in tables if (folder / name).exists()]
        more = [f"{TRAJECTORIES}/{file.name}" for file in trajectory_files(folder, arm, first)]
        return _held(found, dict.fromkeys([*names, *more]))
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException):
        return None


def sealed_parts(folder: Path) -> Iterator[tuple[str, Held]]:
    """Yield every part with an undamaged seal, with its arm."""
    for file in sorted((folder / SEALS).glob("*.json")):
        arm, _, first = file.stem.rpartition("-")
        part = held(folder, arm, int(first)) if first.isdecimal() else None
        if part is not None:
            yield arm, part


def damaged_files(folder: Path, part: Held) -> list[str]:
    """Return the files of a part that are lost or not what was written.

    Raises:
        OSError: a file is there and cannot be read at the moment.
    """
    return [name for name, wanted in part.files.items() if not is_as_written(folder / name, wanted)]


def is_as_written(path: Path, wanted: str | None) -> bool:
    """Return whether a file is there and has a hash, where one is known.

    Raises:
        EnsembleError: a folder stands in its place.
        OSError: it is there and cannot be read at the moment.
    """
    if path.is_dir():
        raise EnsembleError(f"{path}: a folder stands in the place of a file\n  move it away")
    try:
        with path.open("rb") as file:
            return wanted is None or hashlib.file_digest(file, "sha256").hexdigest() == wanted
    except (FileNotFoundError, NotADirectoryError):
        return False
