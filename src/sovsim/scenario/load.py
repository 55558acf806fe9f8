"""Finds scenario files, reads them and follows one level of ``extends``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sovsim.documents.document import Document, place_of, read
from sovsim.documents.errors import Faults, Problem, Problems
from sovsim.documents.nearest import nearest
from sovsim.documents.overlay import overlaid, written
from sovsim.documents.shape import shaped
from sovsim.documents.shipped import shipped_files
from sovsim.documents.source import exists
from sovsim.scenario.model import ScenarioData
from sovsim.scenario.resolve import resolve
from sovsim.scenario.resolve_events import check_dropped
from sovsim.scenario.scenario import Scenario
from sovsim.scenario.schema import EventTable, File

KIND = "scenarios"
WHAT = "scenario file"
_OWN = ("name", "title", "extends", "base", "drop_events")
"""Keys of ``[scenario]`` that a file does not inherit."""


def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios, without the files that only serve as a base."""
    files = shipped_files(KIND)
    return tuple(
        name
        for name, path in files.items()
        if not read(path, f"{KIND}/{path.name}", File, WHAT).content.scenario.base
    )


def load_scenario(name_or_path: str | Path | Scenario) -> Scenario:
    """Return a scenario, checked.

    Args:
        name_or_path: name of a shipped scenario, or path of a file; a loaded one is returned.

    Raises:
        DocumentError: it cannot be found, read or used; every fault is named with file, line
            and key.
    """
    if isinstance(name_or_path, Scenario):
        return name_or_path
    path, label = place_of(name_or_path, KIND, "scenario")
    document = read(path, label, File, WHAT)
    try:
        return Scenario.of(_resolved(document, _parent(document)))
    except (Problem, Problems) as found:
        raise document.origin.error(found) from None


def _parent(document: Document[File]) -> Document[File] | None:
    """Return the file that another extends, or None.

    Raises:
        Problem: there is no such file, or it cannot be extended.
        DocumentError: it is not right itself.
    """
    name = document.content.scenario.extends
    if name is None:
        return None
    at = ("scenario", "extends")
    files = shipped_files(KIND)
    path = files.get(name, document.path.parent / name)
    if not exists(path):
        raise Problem(at, "names no scenario", near=nearest(name, files), found=name)
    if path.is_dir():
        raise Problem(at, "names a folder, not a scenario file", found=name)
    if _same(path, document.path):
        raise Problem(at, "names the file itself", found=name)
    parent = read(path, f"{KIND}/{path.name}" if name in files else str(path), File, WHAT)
    if parent.content.scenario.extends is not None:
        raise Problem(at, "names a file that extends another; one level is allowed", found=name)
    try:
        _resolved(parent, None)
    except (Problem, Problems) as found:
        raise parent.origin.error(found) from None
    return parent


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _resolved(document: Document[File], parent: Document[File] | None) -> ScenarioData:
    file = document.content
    faults = Faults()
    if parent is None:
        if file.scenario.drop_events:
            faults.add(Problem(("scenario", "drop_events"), "needs a file that is extended"))
        with faults:
            scenario = resolve(file, folder=document.path.parent, text=document.text)
        faults.settle()
        return scenario
    dropped = file.scenario.drop_events
    labels = [event_label(table) for table in parent.content.event]
    with faults:
        check_dropped(dropped, labels, ("scenario", "drop_events"))
    with faults:
        scenario = resolve(
            shaped(_merged(parent.content, file), document.origin, File, letters=False),
            inherited=[
                table for table in parent.content.event if event_label(table) not in dropped
            ],
            folder=document.path.parent,
            text=document.text,
            base_text=parent.text,
        )
    faults.settle()
    return scenario


def event_label(table: EventTable) -> str:
    """Return the name under which an event is dropped."""
    return f"{table.type}@{table.at}"


def _merged(parent: File, child: File) -> dict[str, Any]:
    """Return the child's tables over the parent's; of the events only the child's."""
    below, above = written(parent), written(child)
    below["scenario"] = {key: value for key, value in below["scenario"].items() if key not in _OWN}
    return {**overlaid(below, above), "event": above.get("event", [])}
