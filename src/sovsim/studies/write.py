"""Writes what a study found: every table as Parquet and as CSV, and a summary in words."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from sovsim.ensemble.store import explained


def write_study(
    folder: str | Path, tables: Mapping[str, pd.DataFrame], summary: Mapping[str, Any]
) -> Path:
    """Write ``NAME.parquet`` and ``NAME.csv`` for every table, and ``summary.json``.

    Raises:
        WriteError: the folder cannot be written.
    """
    target = Path(folder)
    with explained(target):
        target.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            flat = table.copy()
            for column in flat.columns:
                if flat[column].map(lambda value: isinstance(value, tuple)).any():
                    flat[column] = flat[column].map(" ".join)
            flat.to_parquet(target / f"{name}.parquet", index=False)
            flat.to_csv(target / f"{name}.csv", index=False)
        text = json.dumps(plain(summary), indent=2, ensure_ascii=False)
        (target / "summary.json").write_text(f"{text}\n", encoding="utf-8")
    return target


def plain(value: Any) -> Any:
    """Return data that JSON can hold; what is undefined or infinite becomes null."""
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
