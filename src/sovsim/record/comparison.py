"""What was recorded beside what a repetition gave, bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from sovsim.brief import brief, count


@dataclass(frozen=True)
class Check:
    """One table, compared.

    Attributes:
        table: its name.
        rows: rows recorded.
        same: whether every bit is the same.
        detail: the first difference, in words.
    """

    table: str
    rows: int
    same: bool
    detail: str = ""


@dataclass(frozen=True)
class Verification:
    """What a repetition found.

    Attributes:
        folder: the run.
        damaged: files that are not what the run wrote.
        mismatches: what differs between then and now in code and libraries.
        checks: the tables; empty where the scenario cannot be read any more.
    """

    folder: str
    damaged: tuple[str, ...]
    mismatches: tuple[str, ...]
    checks: tuple[Check, ...]

    def __repr__(self) -> str:
        found = "the same bit for bit" if self.ok else "not the same"
        return brief(self, self.folder, found, count(len(self.checks), "table"))

    @property
    def ok(self) -> bool:
        """Whether files are whole and the repetition is the same bit for bit."""
        return not self.damaged and bool(self.checks) and all(check.same for check in self.checks)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"ok": self.ok, **asdict(self)}


def first_difference(
    recorded: pd.DataFrame, again: pd.DataFrame, keys: Sequence[str]
) -> tuple[bool, str]:
    """Return whether two tables are the same bit for bit, and else their first difference in words.

    Args:
        keys: columns whose values tell where it is.
    """
    if list(recorded.columns) != list(again.columns):
        return False, "has other columns"
    if len(recorded) != len(again):
        return False, f"{len(recorded)} rows recorded, {len(again)} repeated"
    for column in recorded.columns:
        one, other = recorded[column], again[column]
        if one.dtype != other.dtype:
            return False, f"column {column} is of another type"
        unequal = np.nonzero(_unequal(one, other))[0]
        if len(unequal):
            row = int(unequal[0])
            where = ", ".join(str(recorded[key].iloc[row]) for key in keys)
            return False, (
                f"row {row} ({where}): {column} was {one.iloc[row]!r}, is now {other.iloc[row]!r}"
            )
    return True, ""


def alike(recorded: pd.DataFrame, again: pd.DataFrame, within: float) -> bool:
    """Return whether two tables are the same, but for numbers that are as near as `within`."""
    try:
        pd.testing.assert_frame_equal(recorded, again, rtol=within, atol=within)
    except AssertionError:
        return False
    return True


def _unequal(one: pd.Series[Any], other: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    if one.dtype.kind == "f":
        bits = one.to_numpy(np.float64).view(np.int64), other.to_numpy(np.float64).view(np.int64)
        return np.asarray(bits[0] != bits[1])
    filled = one.fillna(""), other.fillna("")
    return (filled[0] != filled[1]).to_numpy(dtype=np.bool_)
