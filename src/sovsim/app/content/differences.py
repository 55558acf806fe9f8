"""What of one region's content differs from another's, so that a page holds the rest once."""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]

GONE = None
"""What stands for an entry that the other one lacks."""


def differences(first: Plain, other: Plain) -> Plain:
    """Return what makes of `first` the `other`: changed entries, `GONE` for those to be dropped.

    Tables are compared entry by entry; lists, numbers and texts are taken whole. An entry that is
    None itself where `first` has another value cannot be told from one that is gone.

    Raises:
        ValueError: an entry changes to None.
    """
    found: Plain = {name: GONE for name in first if name not in other}
    for name, value in other.items():
        if name in first and first[name] == value:
            continue
        if isinstance(value, dict) and isinstance(first.get(name), dict):
            found[name] = differences(first[name], value)
        elif value is GONE and name in first:
            raise ValueError(f"{name} changes to None")
        else:
            found[name] = value
    return found


def applied(first: Plain, change: Plain) -> Plain:
    """Return what a change makes of tables; `first` stays as it is."""
    found = {name: value for name, value in first.items() if name not in change}
    for name, value in change.items():
        if isinstance(value, dict) and isinstance(first.get(name), dict):
            found[name] = applied(first[name], value)
        elif value is not GONE or name not in first:
            found[name] = value
    return found
