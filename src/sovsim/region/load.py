"""Reads regions: shipped ones by name, others by path; a region is a file or a folder of files."""

from __future__ import annotations

import functools
from pathlib import Path

from sovsim.documents.document import place_of, read
from sovsim.documents.errors import DocumentError, Fault, Origin
from sovsim.documents.shipped import shipped_files
from sovsim.documents.source import is_folder
from sovsim.region.assemble import Source, assemble
from sovsim.region.region import Region
from sovsim.region.schema import RegionFile

KIND = "region"
WHAT = "region file"
_MOST_PARTS = 200


@functools.cache
def region_names() -> tuple[str, ...]:
    """Return the names of the shipped regions."""
    return tuple(shipped_files(KIND))


def load_region(name_or_path: str | Path) -> Region:
    """Return a region, checked.

    Args:
        name_or_path: name of a shipped region, or a TOML file, or a folder of TOML files that
            make up one region together.

    Raises:
        DocumentError: there is no such region, or it is not well formed; every fault is named
            with its file, line and key.
    """
    path, label = place_of(name_or_path, KIND, "region")
    if path in shipped_files(KIND).values():
        return _shipped_region(path, label)
    return _assembled(path, label)


@functools.cache
def _shipped_region(path: Path, label: str) -> Region:
    """Return a shipped region; it is frozen, so one object serves all."""
    return _assembled(path, label)


def _assembled(path: Path, label: str) -> Region:
    sources = []
    faults: list[Fault] = []
    for part, name in _parts(path, label):
        try:
            document = read(part, name, RegionFile, WHAT)
            sources.append(Source(document.origin, document.content))
        except DocumentError as error:
            faults.extend(error.problems)
    if faults:
        raise DocumentError(faults)
    return assemble(sources)


def _parts(path: Path, label: str) -> list[tuple[Path, str]]:
    """Return the files of a region with their labels, in the order of their names."""
    if not is_folder(path):
        return [(path, label)]
    origin = Origin(label)
    try:
        names = sorted(entry.name for entry in path.iterdir() if entry.name.endswith(".toml"))
    except OSError as error:
        raise origin.fault(f"cannot be read: {error.strerror}") from None
    if not names:
        raise origin.fault("the folder holds no TOML file")
    if len(names) > _MOST_PARTS:
        raise origin.fault(f"holds more than {_MOST_PARTS} TOML files, which no region does")
    return [(path / name, str(Path(label) / name)) for name in names]
