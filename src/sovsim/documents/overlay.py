"""One document laid over another: inheritance, settings and the arms of experiments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from sovsim.documents.lines import Key


def written(document: BaseModel) -> dict[str, Any]:
    """Return what a document says itself as plain data; what it leaves to defaults is not in."""
    found: dict[str, Any] = document.model_dump(by_alias=True, exclude_unset=True, warnings=False)
    return found


def overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return tables over tables: of two values the upper one holds, lists are not joined."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            merged[key] = overlaid(under, value)
        else:
            merged[key] = value
    return merged


def with_value(tables: Mapping[str, Any], path: Key, value: Any) -> dict[str, Any]:
    """Return tables in which one key has another value; a value that was a table is replaced."""
    first, rest = str(path[0]), path[1:]
    if not rest:
        return {**tables, first: value}
    under = tables.get(first)
    return {**tables, first: with_value(under if isinstance(under, Mapping) else {}, rest, value)}
