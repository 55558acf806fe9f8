"""Reads regions: shipped ones by name, others by path; a region is a file or a folder of files."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sovsim.region.assemble import Source, assemble
from sovsim.region.errors import RegionError, nearest
from sovsim.region.region import Region
from sovsim.region.schema import RegionFile, known_keys


@functools.cache
def region_names() -> tuple[str, ...]:
    """Return the names of the shipped regions."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in _shipped()))


def load_region(name_or_path: str | Path) -> Region:
    """Return a region, checked.

    Args:
        name_or_path: name of a shipped region, or a TOML file, or a folder of TOML files that
            make up one region together.

    Raises:
        RegionError: there is no such region, or it is not well formed.
    """
    if str(name_or_path) in region_names():
        return _shipped_region(str(name_or_path))
    path = Path(name_or_path)
    if path.exists():
        return assemble(_sources(path))
    hint = nearest(str(name_or_path), region_names())
    raise RegionError(f"there is no region '{name_or_path}'{hint}")


@functools.cache
def _shipped_region(name: str) -> Region:
    """Return a shipped region; it is frozen, so one object serves all."""
    [entry] = [entry for entry in _shipped() if entry.name.removesuffix(".toml") == name]
    return assemble(_sources(entry))


def _shipped() -> list[Traversable]:
    folder = resources.files("sovsim") / "data" / "region"
    return [entry for entry in folder.iterdir() if entry.name.endswith(".toml") or _files(entry)]


def _files(entry: Traversable) -> list[Traversable]:
    if entry.is_file():
        return [entry]
    inside = [file for file in entry.iterdir() if file.name.endswith(".toml")]
    return sorted(inside, key=lambda file: file.name)


def _sources(entry: Traversable) -> list[Source]:
    files = _files(entry)
    if not files:
        raise RegionError("the folder holds no TOML file", entry.name)
    return [_read(file, "" if entry.is_file() else f"{entry.name}/") for file in files]


def _read(file: Traversable, folder: str) -> Source:
    label = f"{folder}{file.name}"
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RegionError(f"not TOML: {error}", label) from None
    try:
        return Source(label, RegionFile.model_validate(content))
    except ValidationError as error:
        raise _explained(error, label) from None


def _explained(error: ValidationError, label: str) -> RegionError:
    """Return one of pydantic's complaints in one line: an unknown key before a missing one."""
    found: list[Any] = error.errors(include_url=False)
    first = next((entry for entry in found if entry["type"] == "extra_forbidden"), found[0])
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        unknown = str(first["loc"][-1])
        return RegionError(f"unknown key '{unknown}'{nearest(unknown, known_keys())}", label, key)
    message = str(first["msg"]).removeprefix("Value error, ")
    return RegionError(message[:1].lower() + message[1:], label, key)
