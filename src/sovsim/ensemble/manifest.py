"""The manifest of an ensemble: what its parts belong to, and everything needed to repeat them."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import rfc8785

from sovsim.disk import sealed
from sovsim.disk.fingerprint import differences, fingerprint, processor, versions
from sovsim.disk.sealed import MANIFEST
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.blocks import STORED
from sovsim.ensemble.store import KINDS, LEFTOVERS
from sovsim.record.folder import RunFolderError
from sovsim.record.manifest import describe, now, rebuild
from sovsim.scenario import Scenario, ScenarioError

_SCENARIO = (
    "scenario",
    "title",
    "question",
    "start",
    "end",
    "spec_hash",
    "scenario_text",
    "base_text",
    "document",
)
_KEYS = (
    "seed",
    "runs",
    "single",
    "columns",
    "fingerprint",
    "versions",
    "arms",
    "scenarios",
    "regions",
)


class EnsembleError(RunFolderError):
    """A folder that holds no ensemble, another one, or a damaged one."""


ENSEMBLE = sealed.FolderKind("ensemble", "ensemble", 1, _KEYS, EnsembleError)


def compose(
    arms: Mapping[str, Arm],
    runs: int,
    seed: int,
    columns: tuple[str, ...],
    single: bool,
    before: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Return the manifest of a batch that adds to what a folder holds.

    Args:
        before: the manifest that the folder holds, already checked to fit.
    """
    time = now()
    scenarios = dict(before["scenarios"]) if before else {}
    regions = dict(before["regions"]) if before else {}
    entries = dict(before["arms"]) if before else {}
    for key, arm in arms.items():
        if arm.spec_hash not in scenarios:
            whole = describe(
                arm.scenario, seed=seed, run=0, settings=(), started=time, finished=time
            )
            region = hashlib.sha256(rfc8785.dumps(whole["region"])).hexdigest()
            regions[region] = whole["region"]
            kept = {name: whole[name] for name in _SCENARIO}
            scenarios[arm.spec_hash] = {**kept, "region": region}
        former = entries.get(key, {}).get("runs", 0)
        entries[key] = {
            "spec_hash": arm.spec_hash,
            "runs": max(runs, former),
            "parameters": {
                name: value if isinstance(value, float) else _summary(value)
                for name, value in arm.values.items()
            },
        }
    return {
        "format": ENSEMBLE.format,
        "kind": ENSEMBLE.name,
        "seed": seed,
        "runs": max(runs, before["runs"] if before else 0),
        "single": single,
        "stored": STORED,
        "columns": list(columns),
        "begun": before["begun"] if before else time,
        "continued": time,
        "fingerprint": fingerprint(),
        "processor": processor(),
        "versions": versions(),
        "arms": entries,
        "scenarios": scenarios,
        "regions": regions,
    }


def _summary(value: np.ndarray[Any, np.dtype[np.float64]]) -> dict[str, Any]:
    digest = hashlib.sha256(np.ascontiguousarray(value, dtype="<f8").tobytes()).hexdigest()
    return {
        "values": len(value),
        "low": float(value.min()),
        "high": float(value.max()),
        "sha256": digest,
    }


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of an ensemble folder, checked.

    Raises:
        EnsembleError: there is none, or it is damaged.
    """
    return sealed.read_manifest(folder, ENSEMBLE)


def is_ensemble(folder: str | Path) -> bool:
    """Return whether a folder says of itself that it holds an ensemble."""
    return sealed.kind_of(folder) == ENSEMBLE.name


def resumable(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a folder to which a batch is to be written; None for a new one.

    Raises:
        EnsembleError: the folder holds something else.
    """
    if (folder / MANIFEST).exists():
        return read_manifest(folder)
    if folder.exists() and not folder.is_dir():
        raise EnsembleError(f"{folder}: is a file, not a folder")
    if folder.is_dir() and any(not _ours(entry) for entry in folder.iterdir()):
        raise EnsembleError(f"{folder}: holds other files; choose another folder")
    return None


def _ours(entry: Path) -> bool:
    """Return whether an entry is what a batch leaves that died before its first manifest."""
    return entry.name in LEFTOVERS or (
        entry.name in KINDS and entry.is_dir() and not any(entry.iterdir())
    )


def check_fits(
    folder: Path, manifest: Mapping[str, Any], arms: Mapping[str, Arm], seed: int, single: bool
) -> None:
    """Raise if results of a batch may not stand beside those that a folder holds.

    Raises:
        EnsembleError: another seed, scenario, code or numerical library.
    """
    another = f"{folder}: holds another ensemble"
    hint = "\n  choose another folder"
    if manifest["seed"] != seed:
        raise EnsembleError(f"{another}: seed {manifest['seed']}, not {seed}{hint}")
    if manifest["single"] != single:
        one, several = "a single scenario", "an experiment with arms"
        words = f"{one}, not {several}" if manifest["single"] else f"{several}, not {one}"
        raise EnsembleError(f"{another}: {words}{hint}")
    if single and not set(arms) <= set(manifest["arms"]):
        raise EnsembleError(f"{another}: of scenario {', '.join(manifest['arms'])}{hint}")
    for key, arm in arms.items():
        known = manifest["arms"].get(key)
        if known is not None and known["spec_hash"] != arm.spec_hash:
            was, now_ = known["spec_hash"][:12], arm.spec_hash[:12]
            raise EnsembleError(
                f"{another}: '{key}' has changed (specification {was} then, {now_} now){hint}"
            )
    found = differences(manifest["fingerprint"], fingerprint())
    if found:
        raise EnsembleError(
            f"{folder}: cannot be continued, its runs would not match: {'; '.join(found)}"
            "\n  choose another folder, or go back to the version that made it"
        )
    if manifest.get("processor") != processor():
        warnings.warn(
            f"{folder}: was begun on a processor of another kind; the last bits may differ",
            stacklevel=2,
        )


def scenario_of(folder: Path, manifest: Mapping[str, Any], arm: str) -> Scenario:
    """Return the scenario of an arm, settings included.

    Raises:
        EnsembleError: this version of sovsim does not understand it.
    """
    try:
        entry = manifest["scenarios"][manifest["arms"][arm]["spec_hash"]]
        region = manifest["regions"][entry["region"]]
        return rebuild({**entry, "region": region, "versions": manifest["versions"]})
    except ScenarioError as error:
        raise EnsembleError(f"{folder}: {' '.join(str(error).split())}") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        what = f"{type(error).__name__}: {error}"
        raise EnsembleError(f"{folder}: {MANIFEST} describes no scenario ({what})") from None
