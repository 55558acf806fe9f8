"""Finds scenario files, reads them and follows one level of ``extends``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sovsim import given
from sovsim.documents.errors import Origin, Problem, ScenarioError, clipped, nearest
from sovsim.documents.shipped import shipped_files
from sovsim.scenario.model import Scenario
from sovsim.scenario.read import Document, read, shaped
from sovsim.scenario.resolve import resolve
from sovsim.scenario.resolve_events import check_dropped
from sovsim.scenario.schema import EventTable, File

KIND = "scenarios"
_OWN = ("name", "title", "extends", "base", "drop_events")
"""Keys of ``[scenario]`` that a file does not inherit."""


def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios, without the files that only serve as a base."""
    files = shipped_files(KIND)
    return tuple(
        name for name, path in files.items() if not read(path, _label(path)).file.scenario.base
    )


def load_scenario(name_or_path: str | Path | Scenario) -> Scenario:
    """Return a scenario, checked.

    Args:
        name_or_path: name of a shipped scenario, or path of a file; a loaded one is returned.

    Raises:
        ScenarioError: it cannot be found, read or used; the message names file, line and key.
    """
    if isinstance(name_or_path, Scenario):
        return name_or_path
    document = _document(name_or_path)
    parent = _parent(document)
    try:
        return _resolved(document, parent)
    except Problem as problem:
        raise document.origin.error(problem) from None


def _document(name_or_path: str | Path) -> Document:
    path = given.path("scenario", name_or_path, ScenarioError)
    files, name = shipped_files(KIND), str(name_or_path)
    if name in files:
        return read(files[name], _label(files[name]))
    try:
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if not exists:
        near = nearest(name, scenario_names())
        hint = f"\n  did you mean '{near}'?" if near else ""
        raise ScenarioError(f"there is no scenario '{clipped(name)}'{hint}")
    return read(path, str(path))


def _label(path: Path) -> str:
    return f"{KIND}/{path.name}"


def _parent(document: Document) -> Document | None:
    """Return the file that another extends, or None."""
    name = document.file.scenario.extends
    if name is None:
        return None
    at = ("scenario", "extends")
    files = shipped_files(KIND)
    path = files.get(name, document.path.parent / name)
    if not path.exists():
        wrong, near = "names no scenario", nearest(name, files)
        raise document.origin.error(Problem(at, wrong, near=near, found=name))
    if path.resolve() == document.path.resolve():
        raise document.origin.error(Problem(at, "names the file itself", found=name))
    parent = read(path, _label(path) if name in files else str(path))
    if parent.file.scenario.extends is not None:
        wrong = "names a file that extends another; one level is allowed"
        raise document.origin.error(Problem(at, wrong, found=name))
    try:
        _resolved(parent, None)
    except Problem as problem:
        raise parent.origin.error(problem) from None
    return parent


def _resolved(document: Document, parent: Document | None) -> Scenario:
    file = document.file
    if parent is None:
        if file.scenario.drop_events:
            raise Problem(("scenario", "drop_events"), "needs a file that is extended")
        return resolve(file, folder=document.path.parent, text=document.text)
    dropped = file.scenario.drop_events
    labels = [_event_label(table) for table in parent.file.event]
    check_dropped(dropped, labels, ("scenario", "drop_events"))
    inherited = [table for table in parent.file.event if _event_label(table) not in dropped]
    merged = shaped(_merged(parent.file, file), Origin(document.origin.label, document.text))
    return resolve(
        merged,
        inherited=inherited,
        folder=document.path.parent,
        text=document.text,
        base_text=parent.text,
    )


def _event_label(table: EventTable) -> str:
    return f"{table.type}@{table.at}"


def _merged(parent: File, child: File) -> dict[str, Any]:
    """Return the child's tables over the parent's; of the events and plays only the child's."""
    below: dict[str, Any] = parent.model_dump(by_alias=True, exclude_unset=True, warnings=False)
    above: dict[str, Any] = child.model_dump(by_alias=True, exclude_unset=True, warnings=False)
    for key in _OWN:
        below["scenario"].pop(key, None)
    merged = {
        table: {**below.get(table, {}), **above.get(table, {})}
        for table in ("scenario", "parameters", "mechanisms", "teaching")
    }
    start = {unit: dict(columns) for unit, columns in below.get("initial", {}).items()}
    for unit, columns in above.get("initial", {}).items():
        start[unit] = {**start.get(unit, {}), **columns}
    plays = above.get("play", below.get("play", []))
    return {**merged, "initial": start, "event": above.get("event", []), "play": plays}
