"""Writes what a study found: every table as Parquet and as CSV, and a summary in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from sovsim.disk.parquet import encode_frame
from sovsim.disk.plain import plain
from sovsim.disk.put import make_folder, put, put_json


def write_study(
    folder: str | Path, tables: Mapping[str, pd.DataFrame], summary: Mapping[str, Any]
) -> Path:
    """Write ``NAME.parquet`` and ``NAME.csv`` for every table, and ``summary.json``.

    Raises:
        WriteError: the folder cannot be written.
    """
    target = make_folder(folder)
    for name, table in tables.items():
        flat = table.copy()
        for column in flat.columns:
            if flat[column].map(lambda value: isinstance(value, tuple)).any():
                flat[column] = flat[column].map(" ".join)
        put(target / f"{name}.parquet", encode_frame(flat))
        put(target / f"{name}.csv", flat.to_csv(index=False, lineterminator="\n"))
    put_json(target / "summary.json", plain(summary))
    return target
