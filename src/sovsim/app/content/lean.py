"""Content without what follows from the rest of it: columns from variables, labels from names.

``fat`` in ``front/js/telling/content.js`` puts it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Data = dict[str, Any]


def lean(content: Mapping[str, Any]) -> Data:
    """Return content whose columns and parameters hold only what nothing else says."""
    return {
        **content,
        "variables": {name: _without(one, "columns") for name, one in content["variables"].items()},
        "columns": _columns(content["columns"]),
        "parameters": _grouped(_parameters(content["parameters"])),
        "terms": {
            variable: {name: _term(name, one) for name, one in held.items()}
            for variable, held in content["terms"].items()
        },
        "claims": {name: _without(one, "source") for name, one in content["claims"].items()},
    }


def _columns(columns: Data) -> Data:
    """Return variable -> ``[rest of the column's name, part, of]`` of each of its columns."""
    found: Data = {}
    for name, one in columns.items():
        rest = name.removeprefix(one["variable"])
        found.setdefault(one["variable"], []).append([rest, one["part"], one["of"]])
    return found


def _parameters(parameters: Data) -> Data:
    """Return parameters by their name, the members of a table as one, in their order.

    ``numbers`` are value, low, high, and 1 where it is a headline; of a table they stand by member.
    """
    found: Data = {}
    last = ""
    for name, one in parameters.items():
        table, member, common = _member(name, one)
        numbers = [one["value"], one["low"], one["high"], *([1] if one["headline"] else [])]
        if member and table == last and _alike(found[table], common):
            found[table]["numbers"][member] = numbers
            continue
        if table in found or (table in parameters and member):
            table, member, common = name, "", _common(one)
        last = table if member else ""
        found[table] = {**common, "numbers": {member: numbers} if member else numbers}
    return found


def _grouped(entries: Data) -> Data:
    """Return group -> rest of the name -> entry."""
    found: Data = {}
    for name, one in entries.items():
        group, _, key = name.partition(".")
        found.setdefault(group, {})[key] = one
    return found


def _term(name: str, one: Data) -> Data:
    """Return a term without a label that is its name in plain words."""
    return _without(one, "label") if one["label"] == name.replace("_", " ") else one


def _alike(entry: Data, common: Data) -> bool:
    return {name: value for name, value in entry.items() if name != "numbers"} == common


def _common(one: Data) -> Data:
    apart = ("value", "low", "high", "headline", "group")
    return {name: value for name, value in one.items() if name not in apart}


def _member(name: str, one: Data) -> tuple[str, str, Data]:
    """Return the table of a parameter, its member, and what all its members have in common."""
    common = _common(one)
    rest, colon, member = one["meaning"].rpartition(": ")
    told = f": {member.replace('_', ' ')}"
    if not (colon and name.endswith(f"_{member}") and one["label"].endswith(told)):
        return name, "", common
    common |= {"meaning": rest, "label": one["label"].removesuffix(told)}
    return name.removesuffix(f"_{member}"), member, common


def _without(one: Data, key: str) -> Data:
    return {name: value for name, value in one.items() if name != key}
