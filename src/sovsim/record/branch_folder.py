"""A branch kept as a run folder of its own, which says what it comes from and what it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sovsim import given
from sovsim.record.branch import Branch
from sovsim.record.branch_settings import branch_title
from sovsim.record.folder import RunFolder
from sovsim.record.folder_target import check_target, identity
from sovsim.record.folder_write import write_folder
from sovsim.record.layout import BRANCH, RunFolderError
from sovsim.record.manifest import describe, now
from sovsim.record.run import Run, measured
from sovsim.record.tables import build_tables
from sovsim.telling.changes import changes


def write_branch(
    made: Branch, parent: RunFolder | Run | str | Path, out: str | Path, *, force: bool = False
) -> RunFolder:
    """Write the branch of a run and return its folder.

    The manifest is that of the parent's scenario; under ``branch`` stand the quarter, the settings,
    the hash of the changed scenario, and the parent's folder and hashes. `sovsim.verify` runs both
    parts again.

    Args:
        made: from `sovsim.branch`.
        parent: the run that it comes from.
        out: the folder.
        force: whether another run in the folder may be replaced.

    Raises:
        RunFolderError: the folder holds something else, or is the parent's.
        WriteError: it cannot be written.
    """
    origin, target = RunFolder.of(parent), given.path("out", out)
    if target.resolve() == origin.path.resolve():
        raise RunFolderError(f"{target}: is the folder of the run itself; choose another one")
    seed, run = int(origin.manifest["seed"]), int(origin.manifest["run"])
    manifest = {
        **describe(
            made.scenario,
            seed=seed,
            run=run,
            settings=tuple(origin.manifest["settings"]),
            started=now(),
            finished=now(),
            posterior=origin.manifest.get("posterior"),
        ),
        "title": branch_title(made.scenario.title, made.at),
        "command": _command(origin, made),
        BRANCH: {
            "at": made.at,
            "settings": list(made.settings),
            "changes": changes(made.scenario, made.changed),
            "spec_hash": made.changed.spec_hash,
            "parent": _parent(origin),
        },
    }
    made_of, *_ = identity(manifest)
    check_target(target, spec_hash=made_of, seed=seed, run=run, force=force)
    tables, metrics = build_tables(made.branched), measured(made.changed, made.branched)
    return write_folder(target, tables, metrics, manifest, force=force)


def _command(origin: RunFolder, made: Branch) -> str:
    chosen = [f"--set '{one}'" if " " in one else f"--set {one}" for one in made.settings]
    return " ".join(["sovsim branch", origin.path.name, f"--at {made.at}", *chosen])


def _parent(origin: RunFolder) -> dict[str, Any]:
    """Return by what the parent can be known again, wherever it lies."""
    names = ("scenario", "command", "spec_hash", "code_hash", "manifest_hash")
    return {"folder": origin.path.name} | {name: origin.manifest.get(name) for name in names}
