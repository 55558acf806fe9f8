"""Writes a run folder whole or not at all, and never over something that is not its like."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from sovsim.disk.errors import explained
from sovsim.disk.parquet import encode, encode_csv
from sovsim.disk.put import put, put_json
from sovsim.disk.sealed import MANIFEST, write_manifest
from sovsim.record.folder import METRICS, RunFolder, RunFolderError, read_manifest


def check_target(target: Path, *, spec_hash: str, seed: int, run: int, force: bool = False) -> None:
    """Raise if a run may not be written to a folder; best asked before the run.

    A folder may be new, empty, or hold the same run of the same scenario.

    Raises:
        RunFolderError: it holds something else and `force` is not set.
        WriteError: nothing can be written there.
    """
    with explained(target):
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
    with explained(target):
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            made.chmod(0o777 & ~_umask())
            for name, table in tables.items():
                put(made / f"{name}.parquet", encode(table))
                if csv:
                    put(made / f"{name}.csv", encode_csv(table))
            put_json(made / METRICS, metrics)
            names = sorted(file.name for file in made.iterdir())
            files = {name: _sha256(made / name) for name in names}
            write_manifest(made, {**manifest, "files": files})
            _put(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return RunFolder.open(target)


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
