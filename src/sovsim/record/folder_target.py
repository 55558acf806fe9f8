"""Whether a run may be written to a folder, and which of the files there are a run's own.

What a run wrote is listed in its manifest with hashes: tables and metrics under ``files``, figures
and report under ``drawn``. Only files of these lists are ever replaced or removed.
"""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sovsim.disk.errors import explained
from sovsim.disk.exchange import entries, is_current, read_current
from sovsim.disk.put import make_folder, unfinished
from sovsim.disk.sealed import MANIFEST, kind_of
from sovsim.record.folder import read_manifest
from sovsim.record.layout import (
    BRANCH,
    DRAWN,
    FIGURES,
    FILES,
    METRICS,
    REPORT,
    RUN,
    TABLES,
    RunFolderError,
)

Identity = tuple[str, int, int]
"""Hash of the scenario, seed, and number of a run."""

_NAME = re.compile(rf"({FIGURES}/)?[\w-]+\.(parquet|csv|json|png|svg|html)", re.ASCII)
"""What a list may name."""

_EDITED = (".csv", ".html", ".svg", ".png")
"""Endings of files that people work on; a changed one is kept under another name."""

_EMPTY = hashlib.sha256(b"").hexdigest()

_UNLISTED = (
    REPORT,
    *(
        f"{FIGURES}/{name}.{fmt}"
        for name in (
            "tile_map",
            "trajectories",
            "dependence_autonomy_plane",
            "coercion_timeline",
            "institutions_norms",
            "ledger_waterfall",
        )
        for fmt in ("png", "svg")
    ),
)
"""What version 0.1.0 drew and did not list."""

_OTHERS = {
    "verdicts.json": "an experiment's results",
    "experiment.json": "an experiment's results",
    "study.json": "the runs of a study",
}
"""Files by which folders without a manifest are known."""


@dataclass(frozen=True)
class Held:
    """What a folder holds of a run.

    Attributes:
        manifest: of the run; None where there is none, or a damaged one.
        own: files that a run wrote -> SHA-256, None where it is not known.
    """

    manifest: Mapping[str, Any] | None
    own: Mapping[str, str | None]

    @property
    def identity(self) -> Identity | None:
        """Which run it is."""
        return None if self.manifest is None else identity(self.manifest)


def identity(manifest: Mapping[str, Any]) -> Identity:
    """Return which run a manifest is of; a branch is another one than its parent."""
    made = manifest["spec_hash"]
    if BRANCH in manifest:
        made = f"{made} {manifest[BRANCH]['at']} {manifest[BRANCH]['spec_hash']}"
    return made, manifest["seed"], manifest["run"]


def written(csv: bool = False, plots: bool = False) -> list[str]:
    """Return the names of the files that a run writes, as far as they are known before it."""
    tables = [f"{name}.parquet" for name in TABLES]
    copies = [f"{name}.csv" for name in TABLES] if csv else []
    return [MANIFEST, METRICS, *tables, *copies, *([REPORT] if plots else [])]


def check_target(
    target: Path,
    *,
    spec_hash: str,
    seed: int,
    run: int,
    force: bool = False,
    csv: bool = False,
    plots: bool = False,
) -> None:
    """Raise if a run may not be written to a folder; best asked before the run.

    Without `force` a folder may be new, empty, or hold the same run of the same scenario. With it,
    another run is replaced, and files of others may stand beside.

    Raises:
        RunFolderError: it holds something else.
        WriteError: nothing can be written there.
    """
    check_held(target, (spec_hash, seed, run), written(csv, plots), force=force)
    with explained(target):
        folder = target if target.is_dir() else make_folder(target.parent)
        probe = unfinished(folder)
        probe.mkdir()
        probe.rmdir()


def check_held(target: Path, wanted: Identity, names: Iterable[str], *, force: bool) -> Held:
    """Return what a folder holds, if a run may be written to it.

    Args:
        names: of the files that are to be written.

    Raises:
        RunFolderError: as for `check_target`.
        WriteError: it cannot be looked at.
    """
    with explained(target):
        if target.exists() and not target.is_dir():
            raise RunFolderError(f"{target}: is a file, not a folder")
        if not target.is_dir() or not (entries(target) or is_current(target, MANIFEST)):
            return Held(None, {})
        found = held(target)
        if not force and found.identity != wanted:
            raise RunFolderError(f"{target}: {_what(target, found, wanted)}")
        if force and found.identity is None and _is_everything(target):
            raise RunFolderError(f"{target}: is where all your files are; name a folder in it")
        check_free(target, names, found)
    return found


def check_free(target: Path, names: Iterable[str], found: Held) -> None:
    """Raise if a file that is to be written would take the place of one that no run wrote.

    Raises:
        RunFolderError: there is such a file.
    """
    for name in names:
        place = target / name
        if name not in found.own and os.path.lexists(place):
            raise _foreign(target, name)
        if place.parent != target and os.path.lexists(place.parent) and not place.parent.is_dir():
            raise _foreign(target, place.parent.name)
        if place.is_dir():
            raise _foreign(target, name)


def held(folder: Path) -> Held:
    """Return what a folder, which is there, holds of a run.

    Raises:
        RunFolderError: it is the folder of something else.
    """
    if not os.path.lexists(folder / MANIFEST) and not is_current(folder, MANIFEST):
        for name, what in _OTHERS.items():
            if (folder / name).is_file():
                raise RunFolderError(f"{folder}: holds {what}; choose another folder")
        return _damaged() if _has_tables(folder) else Held(None, {})
    kind = kind_of(folder)
    if kind is None and _has_tables(folder):
        return _damaged()
    if kind != RUN.name:
        what = f"speaks of: {kind[:40]}" if kind else "is not a run's"
        raise RunFolderError(
            f"{folder}: holds no run, its {MANIFEST} {what}; choose another folder"
        )
    try:
        manifest = read_manifest(folder)
    except RunFolderError:
        return _damaged()
    return Held(manifest, {MANIFEST: None, **listed(manifest, FILES), **drawn(folder, manifest)})


def _damaged() -> Held:
    """Return what a run wrote whose manifest is lost or damaged: whatever a run may write."""
    return Held(None, dict.fromkeys([*written(csv=True, plots=True), *_UNLISTED]))


def _has_tables(folder: Path) -> bool:
    """Return whether a folder holds the tables that only a run has, all of them or all but one."""
    return sum((folder / f"{name}.parquet").is_file() for name in TABLES) >= len(TABLES) - 1


def listed(manifest: Mapping[str, Any], key: str) -> dict[str, str]:
    """Return a list of a manifest, without what no run may name."""
    entries = manifest.get(key)
    found = entries.items() if isinstance(entries, Mapping) else ()
    return {name: str(value) for name, value in found if _NAME.fullmatch(name)}


def drawn(folder: Path, manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the figures and the report of a run with their hashes.

    Version 0.1.0 did not list them: those that are there count as they are.
    """
    if DRAWN in manifest:
        return listed(manifest, DRAWN)
    present = ((name, sha256_of(folder, name)) for name in _UNLISTED)
    return {name: value for name, value in present if value is not None}


def unchanged(folder: Path, own: Mapping[str, str | None]) -> dict[str, str]:
    """Return those of a run's files that are there as the run wrote them."""
    return {
        name: value
        for name, value in own.items()
        if value is not None and sha256_of(folder, name) == value
    }


def set_aside(
    folder: Path, names: Collection[str], own: Mapping[str, str | None]
) -> dict[str, str]:
    """Return under what names files are kept that somebody changed; a warning tells of each.

    Args:
        names: of the files that are to be written.
        own: what a run wrote there before.
    """
    kept = {}
    for name in names:
        wanted = own.get(name)
        if wanted is None or not name.endswith(_EDITED):
            continue
        if sha256_of(folder, name) not in (None, _EMPTY, wanted):
            kept[name] = _free_name(folder, name)
            warnings.warn(
                f"{folder}: {name} had been changed; it is kept as {kept[name]}", stacklevel=2
            )
    return kept


def sha256_of(folder: Path, name: str) -> str | None:
    """Return the SHA-256 of a file; None where there is none that can be read."""
    try:
        return hashlib.sha256(read_current(folder, name)).hexdigest()
    except OSError:
        return None


def _free_name(folder: Path, name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    number = 1
    while os.path.lexists(folder / f"{stem}.changed-{number}{dot}{ending}"):
        number += 1
    return f"{stem}.changed-{number}{dot}{ending}"


def _what(target: Path, found: Held, wanted: Identity) -> str:
    """Return what a folder holds instead of what is wanted, and what can be done."""
    choose = "choose another folder, or --force to"
    if found.manifest is None and found.own:
        return f"holds a damaged run; {choose} replace it"
    if found.manifest is None:
        return f"holds other files; {choose} write beside them"
    told = found.manifest
    if identity(told)[1:] == wanted[1:]:
        return f"holds a run of other settings, or of another version; {choose} replace it"
    which = f"{told['scenario']}, seed {told['seed']}, run {told['run']}"
    return f"holds another run ({which}); {choose} replace it"


def _is_everything(target: Path) -> bool:
    """Return whether a folder is the home of the user, or the root of a disk."""
    whole = target.resolve()
    try:
        home = Path.home().resolve()
    except RuntimeError:
        home = None
    return whole in (home, whole.parent)


def _foreign(target: Path, name: str) -> RunFolderError:
    return RunFolderError(
        f"{target}: holds {name}, which no run wrote; move it away, or choose another folder"
    )
