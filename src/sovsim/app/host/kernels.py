"""Scenarios as scripts for a worker of the page, made once and kept on disk.

What is kept is found by everything that it was made from, and counts as absent where it is damaged
or somebody else's: pages run it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from sovsim.app.page.front import WORKER, modules
from sovsim.compiled import cache as kept
from sovsim.compiled.javascript.bundle import bundle
from sovsim.disk.fingerprint import code_hash, generator_hash
from sovsim.disk.put import make_folder, put
from sovsim.disk.whole import marked, whole
from sovsim.release import version
from sovsim.scenario import Scenario

MOST_HELD = 16
"""Scripts that are held in memory; each has about half a megabyte."""

MOST_KEPT = 128
"""Scripts that are kept on disk; those made the longest ago go first."""

_FOLDER, _ENDING = "scripts", ".js"


class Kernels:
    """Makes scripts, one at a time.

    Args:
        computing: held while a script is made.
    """

    def __init__(self, computing: threading.Lock) -> None:
        self._computing = computing
        self._held: OrderedDict[str, bytes] = OrderedDict()

    def script(self, scenarios: Sequence[Scenario]) -> bytes:
        """Return the script of a worker that runs some scenarios."""
        key = _key(scenarios)
        found = self._held.get(key)
        if found is None:
            with self._computing:
                found = self._held.get(key) or _load(key)
                if found is None:
                    found = bundle(scenarios).encode()
                    _keep(key, found)
                self._held[key] = found
                while len(self._held) > MOST_HELD:
                    self._held.popitem(last=False)
        return found + modules()[WORKER].encode()


def _key(scenarios: Sequence[Scenario]) -> str:
    """Return what a script is made from, as a hash."""
    parts = [version(), code_hash(), generator_hash()]
    parts += [part for one in scenarios for part in (one.name, one.title, one.spec_hash)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _folder() -> Path | None:
    place = kept.folder()
    return None if place is None else place / _FOLDER


def _load(key: str) -> bytes | None:
    """Return a script that is kept; None where there is none that is whole and one's own."""
    place = _folder()
    if place is None:
        return None
    path = place / f"{key}{_ENDING}"
    try:
        content = whole(path.read_bytes())
        own = not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()
    except OSError:
        return None
    return content if own else None


def _keep(key: str, content: bytes) -> None:
    """Keep a script; where that cannot be done nothing is lost but time."""
    place = _folder()
    if place is None:
        return
    with contextlib.suppress(OSError):
        make_folder(place)
        put(place / f"{key}{_ENDING}", marked(content), lasting=False)
        files = sorted(place.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime)
        for path in files[:-MOST_KEPT]:
            path.unlink(missing_ok=True)
