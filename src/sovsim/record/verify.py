"""Runs a recorded run again and compares it bit for bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from sovsim.disk.fingerprint import NUMPY, code_hash, compiler_hash, engine_of, versions
from sovsim.record.arrow import frame
from sovsim.record.branch import both
from sovsim.record.comparison import Check, Verification, first_difference
from sovsim.record.folder import RunFolder
from sovsim.record.history import History
from sovsim.record.layout import BRANCH, TABLES, RunFolderError
from sovsim.record.run import Run, measured, simulate
from sovsim.record.tables import build_tables


def verify(run: RunFolder | Run | str | Path) -> Verification:
    """Run a recorded run again and compare.

    Args:
        run: a run folder, its path, or a run that was written to one.

    Raises:
        RunFolderError: there is no run folder, or its manifest is damaged.
        NotCompiled: compiled rules made the run, and cannot be had here.
    """
    folder = RunFolder.of(run)
    manifest = folder.manifest
    scenario = folder.scenario
    history = _again(folder)
    again = {name: frame(table) for name, table in build_tables(history).items()}
    checks = [_compared(folder, name, again[name]) for name in TABLES]
    checks.append(_metrics(folder, measured(scenario, history)))
    return Verification(
        folder=str(folder.path),
        damaged=tuple(folder.damaged_files()),
        mismatches=tuple(mismatches(manifest)),
        checks=tuple(checks),
    )


def _again(folder: RunFolder) -> History:
    """Return the history of a recorded run, simulated again; a branch with its change."""
    manifest = folder.manifest
    seed, number = manifest["seed"], manifest["run"]
    if BRANCH not in manifest:
        return simulate(folder.scenario, seed, number, engine=engine_of(manifest))
    record = manifest[BRANCH]
    settings = tuple(record["settings"])
    return both(folder.parent_scenario, record["at"], settings, seed, number).branched


def mismatches(manifest: dict[str, Any]) -> list[str]:
    """Return in words what differs between the versions of a run and those at work now."""
    found = []
    if manifest["code_hash"] != code_hash():
        found.append(
            f"the rules or their data have changed: code_hash {manifest['code_hash'][:12]} then, "
            f"{code_hash()[:12]} now"
        )
    if engine_of(manifest) != NUMPY and manifest["compiler"] != compiler_hash():
        found.append(
            f"what compiles the rules has changed: {manifest['compiler'][:12]} then, "
            f"{compiler_hash()[:12]} now"
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
    keys = [key for key in recorded.columns[:5] if key != "run"]
    return Check(name, len(recorded), *first_difference(recorded, again, keys))


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
