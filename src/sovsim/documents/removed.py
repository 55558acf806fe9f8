"""Names that a version took away: an unknown name that was once known is answered with its heir."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

SINCE = "0.2.0"
"""The version that took them away."""


@functools.cache
def removed() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return old name -> names of now, and old name -> why there is none."""
    file = resources.files("sovsim") / "data" / "removed.toml"
    held = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: tuple(now) for name, now in held["was"].items()}, dict(held["gone"])


def _key(name: str) -> str:
    """Return the old name that a name begins with, up to a ``_``; a component has its variable's.

    ``western_reach_eu`` is a part of ``western_reach``, and ``action.advance_bid`` an option.
    """
    was, gone = removed()
    names = (name, name.rpartition(".")[2])
    for wanted in names:
        for old in (*was, *gone):
            if wanted == old or ("." not in old and wanted.startswith(f"{old}_")):
                return old
    return ""


def instead(name: str) -> str:
    """Return what became of a name, as ``'x' is now 'y'``; empty for a name that never was."""
    old = _key(str(name)[:200].strip().lower())
    was, gone = removed()
    if old in was:
        return f"'{old}' is now " + " or ".join(f"'{now}'" for now in was[old])
    return f"'{old}' is gone: {gone[old]}" if old in gone else ""
