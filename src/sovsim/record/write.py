"""Writes a run folder whole or not at all, and never over something that is not its like."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from sovsim.record.folder import MANIFEST, METRICS, RunFolder, RunFolderError, read_manifest
from sovsim.record.manifest import sealed


class WriteError(OSError):
    """A folder that cannot be written: not allowed, no room left; the message is one line."""


def check_target(target: Path, *, spec_hash: str, seed: int, run: int, force: bool = False) -> None:
    """Raise if a run may not be written to a folder; best asked before the run.

    A folder may be new, empty, or hold the same run of the same scenario.

    Raises:
        RunFolderError: it holds something else and `force` is not set.
        WriteError: nothing can be written there.
    """
    with _explained(target):
        if target.exists() and not target.is_dir():
            raise RunFolderError(f"{target}: is a file, not a folder")
        if target.is_dir() and any(target.iterdir()) and not force:
            _check_same(target, (spec_hash, seed, run))
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".sovsim-", dir=target.parent):
            pass


def _check_same(target: Path, wanted: tuple[str, int, int]) -> None:
    try:
        held = read_manifest(target)
    except RunFolderError:
        what = "holds other files"
        raise RunFolderError(f"{target}: {what}; choose another folder, or --force") from None
    if (held["spec_hash"], held["seed"], held["run"]) != wanted:
        other = (held["seed"], held["run"]) == wanted[1:]
        what = f"holds another run ({held['scenario']}, seed {held['seed']}, run {held['run']})"
        what = "holds a run of other settings, or of another version" if other else what
        raise RunFolderError(f"{target}: {what}; choose another folder, or --force")


def write_folder(
    target: Path,
    tables: Mapping[str, pa.Table],
    metrics: Mapping[str, Mapping[str, Any]],
    manifest: Mapping[str, Any],
    *,
    csv: bool = False,
    force: bool = False,
) -> RunFolder:
    """Write a run folder and return it.

    Raises:
        RunFolderError: the target holds something else.
        WriteError: it cannot be written.
    """
    identity = {key: manifest[key] for key in ("spec_hash", "seed", "run")}
    check_target(target, **identity, force=force)
    with _explained(target):
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            made.chmod(0o777 & ~_umask())
            for name, table in tables.items():
                write_parquet(table, made / f"{name}.parquet")
                if csv:
                    pyarrow.csv.write_csv(_plain(table), made / f"{name}.csv")
            write_json(made / METRICS, metrics)
            names = sorted(file.name for file in made.iterdir())
            files = {name: _sha256(made / name) for name in names}
            write_json(made / MANIFEST, sealed({**manifest, "files": files}))
            _put(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return RunFolder.open(target)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table: words as dictionaries, floats split by byte, zstd level 1 throughout."""
    floats = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    words = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=1,
        use_dictionary=words,
        use_byte_stream_split=floats,
    )


def write_json(path: Path, data: Any) -> None:
    """Write plain data as JSON for people and programs."""
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _plain(table: pa.Table) -> pa.Table:
    columns = [
        column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, names=table.column_names)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _put(made: Path, target: Path) -> None:
    """Move a finished folder to its place; what stood there goes only once all is written."""
    if not target.exists():
        made.rename(target)
    elif (target / MANIFEST).is_file() and not target.is_symlink():
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
        target.rename(old / "run")
        try:
            made.rename(target)
        except OSError:
            (old / "run").rename(target)
            raise
        finally:
            shutil.rmtree(old, ignore_errors=True)
    else:
        _move_in(made, target)


def _move_in(made: Path, target: Path) -> None:
    """Move the files into a folder that stays, the manifest last."""
    for file in sorted(made.iterdir(), key=lambda entry: entry.name == MANIFEST):
        os.replace(file, target / file.name)


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Turn errors of the system into one line that says where and why."""
    try:
        yield
    except (RunFolderError, WriteError):
        raise
    except OSError as error:
        why = error.strerror or str(error).splitlines()[0]
        raise WriteError(f"{target}: cannot be written: {why}") from None
