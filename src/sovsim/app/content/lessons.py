"""Lessons as a page holds them: the tables of their files, citations with their link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sovsim.app.content.cites import Cites, Data
from sovsim.app.content.scenarios import paragraphs

_PROSE = ("text", "usual", "cannot", "misread")
"""Keys whose text is given paragraph by paragraph."""


def lesson_data(tables: Mapping[str, Any], cites: Cites) -> Data:
    """Return a lesson: what its head says, its ``steps``, and the ``teacher``'s page if it has one.

    Args:
        tables: ``lesson``, ``step`` and ``teacher`` as the file has them, without what it leaves
            out; ``asked`` where the page is made for this lesson, and begins with it.
    """
    found = {
        "concepts": [],
        "asked": bool(tables.get("asked", False)),
        **_told(tables["lesson"], cites),
        "steps": [_told(step, cites) for step in tables.get("step", ())],
    }
    if "teacher" in tables:
        found["teacher"] = _told(tables["teacher"], cites)
    return found


def _told(table: Mapping[str, Any], cites: Cites) -> Data:
    found: Data = {}
    for key, value in table.items():
        if key == "claims":
            found[key] = cites(value)
        elif key in _PROSE and isinstance(value, str):
            found[key] = paragraphs(value)
        elif value is not None:
            found[key] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
