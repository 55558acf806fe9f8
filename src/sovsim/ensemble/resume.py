"""What a folder holds of a batch already, and what is to be done, or done again.

A part is kept where its address says that it is the batch's own and the hashes in its seal say that
it is whole. Where the manifest is lost, parts are recognised by their addresses alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sovsim.disk.errors import explained
from sovsim.disk.fingerprint import ENGINE_NAMES, engine_of
from sovsim.disk.sealed import MANIFEST
from sovsim.ensemble.batch import Batch
from sovsim.ensemble.blocks import storage_blocks
from sovsim.ensemble.manifest import check_fits, resumable
from sovsim.ensemble.notes import note
from sovsim.ensemble.parts import (
    METRICS,
    EnsembleError,
    Held,
    damaged_files,
    held,
    seal_name,
    sealed_parts,
    table_name,
)
from sovsim.ensemble.store import Store
from sovsim.ensemble.tables import stored_parameters

_MOST_NAMES = 3


@dataclass(frozen=True)
class Gap:
    """What is to be done of a storage block of an arm.

    Attributes:
        arm: key of the arm.
        cells: all cells that the part will hold.
        missing: those that are to be computed.
    """

    arm: str
    cells: range
    missing: range


def before(batch: Batch, folder: Path) -> dict[str, Any] | None:
    """Return the manifest of what a folder holds; None for a new one, or one that lost it.

    Raises:
        EnsembleError: it holds something beside which this batch may not stand.
    """
    with explained(folder):
        manifest = resumable(folder)
    if manifest is None:
        recognised(batch, folder)
    else:
        check_fits(folder, manifest, batch)
    return manifest


def engine_held(batch: Batch, folder: Path) -> str | None:
    """Return the engine by which the runs of a folder are computed; None where it holds none.

    Raises:
        EnsembleError: the folder holds something that is no ensemble.
    """
    with explained(folder):
        manifest = resumable(folder)
    if manifest is not None:
        return engine_of(manifest)
    for engine in ENGINE_NAMES:
        batch.engine = engine
        if any(_is_ours(batch, folder, *part) for part in _parts_of(batch, folder)):
            return engine
    return None


def _parts_of(batch: Batch, folder: Path) -> list[tuple[str, Held]]:
    return [(key, part) for key, part in sealed_parts(folder) if key in batch.arms]


def recognised(batch: Batch, folder: Path) -> list[Held]:
    """Return the parts of a batch in a folder without a manifest; parts of other arms are let be.

    Raises:
        EnsembleError: there are parts, and they are of something else.
    """
    parts = _parts_of(batch, folder)
    ours = [part for key, part in parts if _is_ours(batch, folder, key, part)]
    foreign = len(parts) - len(ours)
    if foreign or (not parts and next(sealed_parts(folder), None) is not None):
        raise EnsembleError(
            f"{folder}: its {MANIFEST} is lost or damaged, and its parts are not those of this call"
            "\n  the command that made them writes it anew; for anything else choose another folder"
        )
    return ours


def gaps(batch: Batch, store: Store) -> list[Gap]:
    """Return what is to be done; parts that are damaged or of something else are discarded."""
    damage: list[str] = []
    found = list(_gaps(batch, store, damage))
    if damage:
        names = ", ".join(damage[:_MOST_NAMES])
        more = f" and {len(damage) - _MOST_NAMES} more" if len(damage) > _MOST_NAMES else ""
        what = "1 damaged part is" if len(damage) == 1 else f"{len(damage)} damaged parts are"
        note(f"{what} done again: {names}{more}")
    return found


def _gaps(batch: Batch, store: Store, damage: list[str]) -> Iterator[Gap]:
    folder = store.folder
    for block in storage_blocks(batch.layout.count):
        for key, arm in batch.arms.items():
            part = held(folder, key, block.start)
            wrong = _damage(folder, key, block.start, part)
            if wrong:
                damage.append(wrong)
                store.discard(key, block.start)
                longer = block if part is None else range(block.start, part.cells.stop)
                yield _whole(key, longer if arm.reaches(longer) else block)
            elif part is None or not _is_ours(batch, folder, key, part):
                store.discard(key, block.start)
                yield _whole(key, block)
            elif not set(batch.columns) <= set(part.columns):
                yield _whole(key, block)
            elif part.cells.stop < block.stop:
                rest = block if batch.columns else range(part.cells.stop, block.stop)
                yield Gap(key, block, rest)


def _whole(key: str, cells: range) -> Gap:
    return Gap(key, cells, cells)


def _damage(folder: Path, key: str, first: int, part: Held | None) -> str | None:
    """Return the first file of a part that is damaged or lost, or None."""
    if part is None:
        left = (folder / table_name(METRICS, key, first)).exists()
        return seal_name(key, first) if left or (folder / seal_name(key, first)).exists() else None
    return next(iter(damaged_files(folder, part)), None)


def _is_ours(batch: Batch, folder: Path, key: str, part: Held) -> bool:
    """Return whether a part that is whole holds what the batch would compute."""
    arm, cells = batch.arms[key], part.cells
    if arm.reaches(cells):
        return part.address == batch.address(key, cells)
    if damaged_files(folder, part):
        return False
    stored = stored_parameters(folder, key, cells.start)
    known = range(cells.start, batch.layout.count)
    for name, value in arm.of_cells(known).items():
        if name not in stored or not np.array_equal(stored[name][: len(known)], value):
            return False
    return part.address == batch.address(key, cells, stored)
