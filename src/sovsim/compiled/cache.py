"""Kernels on disk: one file each, found by what it was made from, and never trusted unseen.

The folder is the user's own, where the platform keeps what can be made again. ``SOVSIM_CACHE``
names another one; ``off`` keeps nothing. A file that is damaged, cut short or somebody else's
counts as absent, and so does one that cannot be read. Files are written whole or not at all, so
that any number of processes may use the folder at once; the last one to write a kernel wins, and
all of them write the same.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
import os
import sys
import time
from pathlib import Path

from sovsim.disk.put import PREFIX, SUFFIX, make_folder, put

VARIABLE = "SOVSIM_CACHE"
OFF = ("off", "0", "no", "none")
MOST = 64
"""Kernels that are kept; those used longest ago go first."""

_ENDING = ".kernel"
_MAGIC = b"sovsim kernel 1\n"
_ABANDONED = 24 * 3600.0
"""Seconds after which an unfinished file is that of a process long dead."""

_log = logging.getLogger("sovsim.compiled")


def folder() -> Path | None:
    """Return where kernels are kept; None where nothing is to be kept."""
    chosen = os.environ.get(VARIABLE, "").strip()
    if chosen.lower() in OFF:
        return None
    if chosen:
        return Path(chosen).expanduser()
    try:
        return _of_platform() / "sovsim"
    except RuntimeError:  # a user without a home
        return None


def _of_platform() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def holds(key: str) -> bool:
    """Return whether something is kept under a key; it may still prove to be damaged."""
    place = folder()
    try:
        return place is not None and (place / f"{key}{_ENDING}").is_file()
    except OSError:
        return False


def load(key: str) -> bytes | None:
    """Return a kernel that was kept under a key; None where there is none that is whole."""
    place = folder()
    if place is None:
        return None
    path = place / f"{key}{_ENDING}"
    try:
        found = path.read_bytes()
        if not _own(path):
            return None
    except OSError:
        return None
    head = _head(key, found[len(_head(key, b"")) :])
    if not found.startswith(head):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)
    return found[len(head) :]


def _own(path: Path) -> bool:
    """Return whether a file is the user's own, or the system's: what it holds will be run."""
    return not hasattr(os, "getuid") or path.stat().st_uid in (os.getuid(), 0)


def keep(key: str, content: bytes) -> None:
    """Keep a kernel; where that cannot be done it is said once, and nothing is lost but time."""
    place = folder()
    if place is None:
        return
    try:
        make_folder(place)
        put(place / f"{key}{_ENDING}", _head(key, content) + content)
        _make_room(place)
    except OSError as error:
        if load(key) != content:
            _tell(place, str(error).partition("\n")[0])


def _head(key: str, content: bytes) -> bytes:
    """Return what stands before a kernel; its length does not depend on the content."""
    return _MAGIC + f"{key}\n{hashlib.sha256(content).hexdigest()}\n".encode()


def _make_room(place: Path) -> None:
    """Remove the kernels that were used longest ago, and what dead processes left."""
    now = time.time()
    ages: list[tuple[float, Path]] = []
    for path in place.iterdir():
        with contextlib.suppress(OSError):
            age = now - path.stat().st_mtime
            if path.suffix == _ENDING:
                ages.append((age, path))
            elif path.name.startswith(PREFIX) and path.suffix == SUFFIX and age > _ABANDONED:
                path.unlink()
    for _, path in sorted(ages)[MOST:]:
        with contextlib.suppress(OSError):
            path.unlink()


@functools.cache
def _tell(place: Path, why: str) -> None:
    _log.warning("note: compiled rules are not kept, and are compiled each time: %s", why)
