"""Runs a recorded run again and compares it bit for bit."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sovsim.disk.fingerprint import code_hash, versions
from sovsim.record.arrow import frame
from sovsim.record.folder import RunFolder, RunFolderError
from sovsim.record.run import Run, measured, simulate
from sovsim.record.tables import TABLES, build_tables


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

    @property
    def ok(self) -> bool:
        """Whether files are whole and the repetition is the same bit for bit."""
        return not self.damaged and bool(self.checks) and all(check.same for check in self.checks)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"ok": self.ok, **asdict(self)}


def verify(run: RunFolder | Run | str | Path) -> Verification:
    """Run a recorded run again and compare.

    Args:
        run: a run folder, its path, or a run that was written to one.

    Raises:
        RunFolderError: there is no run folder, or its manifest is damaged.
    """
    folder = RunFolder.of(run)
    manifest = folder.manifest
    scenario = folder.scenario
    history = simulate(scenario, manifest["seed"], manifest["run"])
    again = {name: frame(table) for name, table in build_tables(history).items()}
    checks = [_compared(folder, name, again[name]) for name in TABLES]
    checks.append(_metrics(folder, measured(scenario, history)))
    return Verification(
        folder=str(folder.path),
        damaged=tuple(folder.damaged_files()),
        mismatches=tuple(mismatches(manifest)),
        checks=tuple(checks),
    )


def mismatches(manifest: dict[str, Any]) -> list[str]:
    """Return in words what differs between the versions of a run and those at work now."""
    found = []
    if manifest["code_hash"] != code_hash():
        found.append(
            f"the rules or their data have changed: code_hash {manifest['code_hash'][:12]} then, "
            f"{code_hash()[:12]} now"
        )
    current = versions()
    for name, then in manifest["versions"].items():
        if current.get(name) != then:
            found.append(f"{name} {then} then, {current.get(name, 'absent')} now")
    return found


def _compared(folder: RunFolder, name: str, again: pd.DataFrame) -> Check:
    try:
        recorded = folder.table(name)
    except RunFolderError as error:
        return Check(name, 0, False, str(error).removeprefix(f"{folder.path}: "))
    return Check(name, len(recorded), *_first_difference(recorded, again))


def _first_difference(recorded: pd.DataFrame, again: pd.DataFrame) -> tuple[bool, str]:
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
            where = ", ".join(
                str(recorded[key].iloc[row]) for key in recorded.columns[:5] if key != "run"
            )
            return False, (
                f"row {row} ({where}): {column} was {one.iloc[row]!r}, is now {other.iloc[row]!r}"
            )
    return True, ""


def _unequal(one: pd.Series[Any], other: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    if one.dtype.kind == "f":
        bits = one.to_numpy(np.float64).view(np.int64), other.to_numpy(np.float64).view(np.int64)
        return np.asarray(bits[0] != bits[1])
    filled = one.fillna(""), other.fillna("")
    return (filled[0] != filled[1]).to_numpy(dtype=np.bool_)


def _metrics(folder: RunFolder, again: dict[str, dict[str, Any]]) -> Check:
    try:
        recorded = folder.metrics
    except RunFolderError as error:
        return Check("metrics", 0, False, str(error).removeprefix(f"{folder.path}: "))
    for name in dict.fromkeys([*recorded, *again]):
        then, now = (table.get(name, {}).get("value") for table in (recorded, again))
        if then != now or (name in recorded) != (name in again):
            return Check("metrics", len(recorded), False, f"{name} was {then}, is now {now}")
    return Check("metrics", len(recorded), True)
