"""Manifests: plain data in a folder that say what it holds, sealed with a hash over themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785

from sovsim.disk.exchange import is_current, read_current
from sovsim.disk.put import put_json

MANIFEST = "manifest.json"
SEAL = "manifest_hash"
_MOST_BYTES = 2**28
"""More than any manifest; what is larger is none."""


@dataclass(frozen=True)
class FolderKind:
    """A kind of folder that a manifest describes.

    Attributes:
        name: what the manifest calls it under ``kind``.
        noun: what people call such a folder.
        format: version of the layout that is read.
        keys: what every such manifest holds.
        error: raised, with a message of one line, for a folder that is none or is damaged.
    """

    name: str
    noun: str
    format: int
    keys: tuple[str, ...]
    error: type[ValueError]


def sealed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return a manifest with a hash over all the rest of it."""
    rest = {key: value for key, value in manifest.items() if key != SEAL}
    return {**rest, SEAL: hashlib.sha256(rfc8785.dumps(rest)).hexdigest()}


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Seal a manifest, put it in the place of the one before it, and return it.

    Raises:
        WriteError: it cannot be written.
    """
    whole = sealed(manifest)
    put_json(folder / MANIFEST, whole)
    return whole


def read_manifest(folder: Path, kind: FolderKind) -> dict[str, Any]:
    """Return the manifest of a folder, checked.

    Raises:
        kind.error: there is none of this kind, or it is damaged.
    """
    if not folder.is_dir():
        raise kind.error(f"{folder}: there is no such folder")
    if not is_current(folder, MANIFEST):
        raise kind.error(f"{folder}: is no {kind.noun}, it holds no {MANIFEST}")
    damaged = f"{folder}: damaged {kind.noun}: {MANIFEST}"
    try:
        content = _content(folder)
        manifest = json.loads(content)
    except (OSError, ValueError, RecursionError) as error:
        raise kind.error(f"{damaged}: {_why(error)}") from None
    if not isinstance(manifest, dict):
        raise kind.error(f"{damaged} holds no table")
    if manifest.get("kind") != kind.name:
        other = str(manifest.get("kind", "nothing known"))[:40]
        raise kind.error(f"{folder}: is no {kind.noun}, its {MANIFEST} speaks of: {other}")
    if manifest.get("format") != kind.format:
        raise kind.error(f"{folder}: was written in a format that this version does not read")
    missing = [key for key in kind.keys if key not in manifest]
    if missing:
        raise kind.error(f"{damaged} lacks {missing[0]}")
    if not _is_known(content) and not is_whole(manifest):
        raise kind.error(f"{damaged} has been changed")
    _know(content)
    return manifest


def is_whole(manifest: Mapping[str, Any]) -> bool:
    """Return whether a manifest is what was sealed."""
    try:
        return bool(sealed(manifest)[SEAL] == manifest.get(SEAL))
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        return False


def kind_of(folder: str | Path) -> str | None:
    """Return what a folder says of itself that it is; None where it says nothing."""
    kind = _told(folder, "kind")
    return kind if isinstance(kind, str) else None


def format_of(folder: str | Path) -> int | None:
    """Return the format in which a folder says that it is written; None where it says nothing."""
    number = _told(folder, "format")
    return number if isinstance(number, int) else None


def is_damaged(folder: str | Path) -> bool:
    """Return whether a folder has no manifest that is as it was sealed."""
    manifest = _manifest(folder)
    return manifest is None or not is_whole(manifest)


def _told(folder: str | Path, key: str) -> Any:
    return (_manifest(folder) or {}).get(key)


def _manifest(folder: str | Path) -> dict[str, Any] | None:
    """Return a manifest as it stands there; None where nothing can be read."""
    try:
        manifest = json.loads(_content(Path(folder)))
    except (OSError, ValueError, RecursionError):
        return None
    return manifest if isinstance(manifest, dict) else None


def _content(folder: Path) -> bytes:
    return read_current(folder, MANIFEST, _MOST_BYTES)


_known: set[bytes] = set()
"""Digests of contents that were found whole. A command reads its manifest several times, and the
hash over one takes longer than all the rest of reading it."""

_MOST_KNOWN = 64


def _is_known(content: bytes) -> bool:
    return hashlib.sha256(content).digest() in _known


def _know(content: bytes) -> None:
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known.add(hashlib.sha256(content).digest())


def _why(error: Exception) -> str:
    system = error.strerror if isinstance(error, OSError) else None
    return system or " ".join(str(error).split())
