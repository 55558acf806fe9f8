"""The manifest of an ensemble: what its parts belong to, and everything needed to repeat them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import rfc8785

from sovsim.disk import sealed
from sovsim.disk.fingerprint import (
    ENGINE_NAMES,
    differences,
    engine_of,
    fingerprint,
    processor,
    versions,
)
from sovsim.disk.sealed import MANIFEST
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.batch import Batch
from sovsim.ensemble.blocks import STORED
from sovsim.ensemble.cells import Cells
from sovsim.ensemble.notes import note
from sovsim.ensemble.parts import KINDS, SEALS, EnsembleError, sealed_parts
from sovsim.ensemble.store import LEFTOVERS
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


ENSEMBLE = sealed.FolderKind("ensemble", "ensemble", 2, (*_KEYS, "points"), EnsembleError)
FORMER = sealed.FolderKind("ensemble", "ensemble", 1, _KEYS, EnsembleError)
"""The format before parts had seals; it is read, and not continued."""

_STUDY = "study.json"
"""What the folder of a crossed design held before it was an ensemble like any other."""

_AGAIN = "the command that made it"


def compose(batch: Batch, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the manifest of a batch that adds to what a folder holds.

    Args:
        before: the manifest that the folder holds, already checked to fit.
    """
    time, layout, seed = now(), batch.layout, batch.seed
    scenarios = dict(before["scenarios"]) if before else {}
    regions = dict(before["regions"]) if before else {}
    entries = dict(before["arms"]) if before else {}
    for key, arm in batch.arms.items():
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
            "runs": max(layout.runs, former),
            "parameters": _parameters(arm),
        }
    return {
        "format": ENSEMBLE.format,
        "kind": ENSEMBLE.name,
        "seed": seed,
        "runs": max(layout.runs, before["runs"] if before else 0),
        "points": layout.points,
        "single": batch.single,
        "stored": STORED,
        "columns": list(batch.columns),
        "begun": before["begun"] if before else time,
        "continued": time,
        "engine": batch.engine,
        "fingerprint": fingerprint(batch.engine),
        "processor": processor(),
        "versions": versions(batch.engine),
        "arms": entries,
        "scenarios": scenarios,
        "regions": regions,
        **({} if batch.posterior is None else {"posterior": dict(batch.posterior)}),
    }


def _parameters(arm: Arm) -> dict[str, Any]:
    return {
        name: value if isinstance(value, float) else _summary(value)
        for name, value in arm.values.items()
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
        EnsembleError: there is none, or it is damaged; where parts are there, with what to do.
    """
    _refuse_former_study(folder)
    kind = FORMER if sealed.format_of(folder) == FORMER.format else ENSEMBLE
    try:
        return {"points": None, **sealed.read_manifest(folder, kind)}
    except EnsembleError as error:
        if _can_be_adopted(folder):
            cure = f"its parts are there: {_AGAIN}, given once more, writes the manifest anew"
            raise EnsembleError(f"{error}\n  {cure}") from None
        raise


def _can_be_adopted(folder: Path) -> bool:
    """Return whether parts stand there whose manifest is lost or damaged."""
    ours = sealed.kind_of(folder) in (None, ENSEMBLE.name)
    return ours and sealed.is_damaged(folder) and _has_parts(folder)


def _has_parts(folder: Path) -> bool:
    return next(sealed_parts(folder), None) is not None


def is_former_study(folder: Path) -> bool:
    """Return whether a folder holds the runs of a crossed design as older versions kept them."""
    return (folder / _STUDY).is_file() and not (folder / MANIFEST).exists()


def _refuse_former_study(folder: Path) -> None:
    if is_former_study(folder):
        raise EnsembleError(
            f"{folder}: holds the runs of a study by an older version of sovsim ({_STUDY}), which"
            "\n  this version neither continues nor opens; its Parquet files stay readable"
            "\n  choose another folder to do the study anew"
        )


def is_ensemble(folder: str | Path) -> bool:
    """Return whether a folder says of itself that it holds an ensemble."""
    return sealed.kind_of(folder) == ENSEMBLE.name


def resumable(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a folder to which a batch is to be written.

    None stands for a new folder, or for one whose manifest is lost or damaged: its parts, if there
    are any, have to be recognised by their addresses.

    Raises:
        EnsembleError: the folder holds something else.
    """
    _refuse_former_study(folder)
    if (folder / MANIFEST).exists():
        try:
            return read_manifest(folder)
        except EnsembleError:
            if _can_be_adopted(folder):
                return None
            raise
    if folder.exists() and not folder.is_dir():
        raise EnsembleError(f"{folder}: is a file, not a folder")
    known = not folder.is_dir() or _has_parts(folder)
    if not known and any(not _ours(entry) for entry in folder.iterdir()):
        raise EnsembleError(f"{folder}: holds other files; choose another folder")
    return None


def _ours(entry: Path) -> bool:
    """Return whether an entry is what a batch leaves that died before its first manifest."""
    return entry.name in LEFTOVERS or (
        entry.name in (*KINDS, SEALS) and entry.is_dir() and not any(entry.iterdir())
    )


def check_fits(folder: Path, manifest: Mapping[str, Any], batch: Batch) -> None:
    """Raise if results of a batch may not stand beside those that a folder holds.

    Raises:
        EnsembleError: another seed, engine, posterior, design, scenario, code or library.
    """
    arms, layout, seed, single = batch.arms, batch.layout, batch.seed, batch.single
    another = f"{folder}: holds another ensemble"
    hint = "\n  choose another folder"
    if manifest["seed"] != seed:
        raise EnsembleError(f"{another}: seed {manifest['seed']}, not {seed}{hint}")
    if manifest["single"] != single:
        one, several = "a single scenario", "an experiment with arms"
        words = f"{one}, not {several}" if manifest["single"] else f"{several}, not {one}"
        raise EnsembleError(f"{another}: {words}{hint}")
    begun = engine_of(manifest)
    if begun != batch.engine:
        raise EnsembleError(
            f"{folder}: its runs are computed by {ENGINE_NAMES.get(begun, begun)}, "
            f"not by {ENGINE_NAMES[batch.engine]}{hint}, or take --engine {begun}"
        )
    then, wanted = (_from(one) for one in (manifest.get("posterior"), batch.posterior))
    if then != wanted:
        raise EnsembleError(f"{another}: {then}, not {wanted}{hint}")
    _check_design(another, manifest, arms, layout, hint)
    if single and not set(arms) <= set(manifest["arms"]):
        raise EnsembleError(f"{another}: of scenario {', '.join(manifest['arms'])}{hint}")
    for key, arm in arms.items():
        known = manifest["arms"].get(key)
        if known is not None and known["spec_hash"] != arm.spec_hash:
            was, now_ = known["spec_hash"][:12], arm.spec_hash[:12]
            raise EnsembleError(
                f"{another}: '{key}' has changed (specification {was} then, {now_} now){hint}"
            )
    found = made_otherwise(manifest)
    if found:
        raise EnsembleError(
            f"{folder}: can be read, but not continued, its runs would not match: "
            f"{'; '.join(found)}\n  choose another folder, or go back to the version that made it"
        )
    if manifest.get("processor") != processor():
        note(f"{folder} was begun on a processor of another kind; the last bits may differ")


def _check_design(
    another: str, manifest: Mapping[str, Any], arms: Mapping[str, Arm], layout: Cells, hint: str
) -> None:
    """Raise where runs are crossed with other points: their cells have other numbers."""
    then, now_ = _design(manifest["runs"], manifest["points"]), _design(layout.runs, layout.points)
    if then != now_ and (layout.crossed or manifest["points"] is not None):
        raise EnsembleError(f"{another}: {then}, not {now_}{hint}")
    for key, arm in arms.items() if layout.crossed else ():
        known = manifest["arms"].get(key)
        if known is not None and known["parameters"] != _parameters(arm):
            raise EnsembleError(f"{another}: '{key}' at other points{hint}")


def _from(posterior: Mapping[str, Any] | None) -> str:
    """Return in words where the values of the runs come from."""
    if posterior is None:
        return "from no posterior"
    mark = str(posterior["fingerprint"])[:12]
    return f"from {posterior['members']} members of posterior {posterior['name']} ({mark})"


def _design(runs: int, points: int | None) -> str:
    return "runs of one point each" if points is None else f"{points} points of {runs} runs each"


def made_otherwise(manifest: Mapping[str, Any]) -> list[str]:
    """Return in words what differs between what made an ensemble and what is at work now."""
    found = differences(manifest["fingerprint"], fingerprint(engine_of(manifest)))
    if manifest["format"] != ENSEMBLE.format:
        found.append(f"format {manifest['format']} then, {ENSEMBLE.format} now")
    return found


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
