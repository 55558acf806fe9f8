"""A scenario that somebody sends: read by the one reader, and nothing beside it is read.

It may name what is shipped with sovsim, and no file: neither a region nor a scenario that it
extends.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sovsim.disk.put import put
from sovsim.disk.temporary import TemporaryFolder
from sovsim.documents.document import tables_in
from sovsim.documents.errors import DocumentError, Faults, Origin, Problem, Problems, unknown
from sovsim.documents.shipped import shipped_files
from sovsim.documents.text import one_line
from sovsim.region import region_names
from sovsim.scenario import Scenario, load_scenario

LARGEST = 256 * 1024
"""Bytes of a scenario that is sent."""

MOST_STATES = 100
"""States of its region."""

_SYNTHETIC = re.compile(r"synthetic-\d{1,6}-\d{1,9}")
_NAME = "scenario.toml"


def sent_scenario(content: bytes, label: str, taken: frozenset[str] = frozenset()) -> Scenario:
    """Return the scenario that a text describes.

    Args:
        content: of the file.
        label: what the file is called in errors.
        taken: names that it cannot have.

    Raises:
        DocumentError: it is not right; every fault is named with line and key.
    """
    label = one_line(label, 100) or "scenario"
    folder = TemporaryFolder()
    path = folder.path / _NAME
    put(path, content, lasting=False)
    origin, tables = tables_in(path, label, "scenario file")
    _check_names(tables, origin)
    try:
        scenario = load_scenario(path)
    except DocumentError as error:
        raise _renamed(error, str(path), label) from None
    if scenario.name in taken:
        wrong = "is the name of a scenario that is here already; give yours another"
        raise origin.error(Problem(("scenario", "name"), wrong, found=scenario.name))
    if len(scenario.region.codes) > MOST_STATES:
        wrong = f"has {len(scenario.region.codes)} states; a page runs {MOST_STATES} at the most"
        raise origin.error(Problem(("scenario", "region"), wrong, found=scenario.region.name))
    return scenario


def _check_names(tables: dict[str, Any], origin: Origin) -> None:
    """Raise where a scenario names a file, before anybody looks for one."""
    head = tables.get("scenario")
    if not isinstance(head, dict):
        return
    faults = Faults()
    for key, what, known in (
        ("extends", "shipped scenario", tuple(shipped_files("scenarios"))),
        ("region", "shipped region", region_names()),
    ):
        name = head.get(key)
        made_up = key == "region" and isinstance(name, str) and _SYNTHETIC.fullmatch(name)
        if isinstance(name, str) and name not in known and not made_up:
            faults.add(unknown(("scenario", key), what, name, known, name))
    try:
        faults.settle()
    except Problems as found:
        raise origin.error(found) from None


def _renamed(error: DocumentError, path: str, label: str) -> DocumentError:
    """Return an error in which the file is called as its owner calls it."""
    return DocumentError(
        [
            replace(
                fault,
                message=fault.message.replace(path, label),
                file=label if fault.file == path else fault.file,
            )
            for fault in error.problems
        ]
    )
