"""Writes a run folder: the run as one, then its figures and report as one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovsim.disk.exchange import Exchange
from sovsim.disk.put import as_json
from sovsim.disk.sealed import MANIFEST, sealed
from sovsim.record.folder import RunFolder, read_manifest
from sovsim.record.folder_target import (
    Held,
    check_free,
    check_held,
    drawn,
    held,
    identity,
    listed,
    set_aside,
    unchanged,
    written,
)
from sovsim.record.layout import DRAWN, FILES, METRICS, REPEATED, RunFolderError

if TYPE_CHECKING:
    import pyarrow as pa


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

    Files that no run wrote stay. Of a run that is replaced by itself, figures, report and CSV
    tables stay as well; of another one, they go.

    Raises:
        RunFolderError: the target holds something else.
        FolderInUse: another process is writing to it.
        WriteError: it cannot be written.
    """
    from sovsim.disk.parquet import encode, encode_csv

    names = written(csv)
    check_held(target, identity(manifest), names, force=force)
    with Exchange(target) as exchange:
        before = check_held(target, identity(manifest), names, force=force)
        for name, table in tables.items():
            exchange.put(f"{name}.parquet", encode(table, repeated=name in REPEATED))
            if csv:
                exchange.put(f"{name}.csv", encode_csv(table))
        exchange.put(METRICS, as_json(metrics))
        files = exchange.hashes
        other = {name: value for name, value in before.own.items() if name not in names}
        left, pictures = unchanged(target, other), {}
        if before.manifest is not None and _is_again(before, manifest, files):
            pictures = drawn(target, before.manifest)
            files |= {name: value for name, value in left.items() if name not in pictures}
            left = {}
        listed_now = {FILES: dict(sorted(files.items())), DRAWN: pictures}
        exchange.put(MANIFEST, as_json(sealed({**manifest, **listed_now})))
        exchange.commit(removed=left, aside=set_aside(target, names, before.own))
    return RunFolder.open(target)


def add_drawn(folder: RunFolder, files: Mapping[str, bytes | str]) -> list[Path]:
    """Write figures or the report of a run into its folder, list them, and return the files.

    Args:
        folder: the run; its manifest lists the files afterwards.
        files: name -> content.

    Raises:
        RunFolderError: the folder holds another run by now, or a file of the same name that the
            program did not write.
        FolderInUse: another process is writing to it.
        WriteError: it cannot be written.
    """
    path = folder.path
    read_manifest(path)
    with Exchange(path) as exchange:
        manifest = read_manifest(path)
        if listed(manifest, FILES) != listed(folder.manifest, FILES):
            raise RunFolderError(f"{path}: holds another run by now")
        before = held(path)
        check_free(path, files, before)
        for name, content in files.items():
            exchange.put(name, content)
        listing = {**drawn(path, manifest), **exchange.hashes}
        made = sealed({**manifest, DRAWN: dict(sorted(listing.items()))})
        exchange.put(MANIFEST, as_json(made))
        exchange.commit(aside=set_aside(path, files, before.own))
        folder.manifest = made
    return [path / name for name in files]


def _is_again(before: Held, manifest: Mapping[str, Any], files: Mapping[str, str]) -> bool:
    """Return whether a run replaces itself, with the same outcomes."""
    assert before.manifest is not None
    same = before.identity == identity(manifest)
    return same and listed(before.manifest, FILES).get(METRICS) == files[METRICS]
