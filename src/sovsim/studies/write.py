"""Writes what a study found: every table as Parquet and as CSV, and a summary in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from sovsim.disk.parquet import encode_frame
from sovsim.disk.plain import plain
from sovsim.disk.put import make_folder, put, put_json
from sovsim.disk.sealed import MANIFEST
from sovsim.disk.taken import FolderTaken, check_not_taken

SUMMARY = "summary.json"


_PARTS = ("design", "runs", "experiment")
"""Folders of the runs within that of a study."""

_MARKS = (
    SUMMARY,
    *(f"{part}/{name}" for part in (".", *_PARTS) for name in ("study.json", f"runs/{MANIFEST}")),
    *(f"{part}/{MANIFEST}" for part in _PARTS),
)


def check_study_folder(folder: Path) -> None:
    """Raise if a study may not be written to a folder; best asked before the runs.

    Raises:
        FolderTaken: it holds other files.
    """
    if (folder / SUMMARY).is_file() and not _is_summary(folder / SUMMARY):
        raise FolderTaken(f"{folder}: holds {SUMMARY}, which no study wrote; choose another folder")
    check_not_taken(folder, _MARKS, _PARTS)


def _is_summary(file: Path) -> bool:
    """Return whether a file tells of a study."""
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and bool({"scenario", "experiment", "seed"} & set(told))


def write_study(
    folder: str | Path, tables: Mapping[str, pd.DataFrame], summary: Mapping[str, Any]
) -> Path:
    """Write ``NAME.parquet`` and ``NAME.csv`` for every table, and ``summary.json``.

    Raises:
        FolderTaken: the folder holds other files.
        WriteError: the folder cannot be written.
    """
    check_study_folder(Path(folder))
    target = make_folder(folder)
    for name, table in tables.items():
        flat = table.copy()
        for column in flat.columns:
            if flat[column].map(lambda value: isinstance(value, tuple)).any():
                flat[column] = flat[column].map(" ".join)
        put(target / f"{name}.parquet", encode_frame(flat))
        put(target / f"{name}.csv", flat.to_csv(index=False, lineterminator="\n"))
    put_json(target / SUMMARY, plain(summary))
    return target
