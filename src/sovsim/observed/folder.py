"""A folder of observed data, read: what is there, what is missing and what is damaged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sovsim import given
from sovsim.documents.errors import DocumentError, Fault
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.source import exists, is_folder
from sovsim.documents.text import one_line
from sovsim.observed.catalogue import catalogue
from sovsim.observed.damage import Damage, Damages
from sovsim.observed.public_record import PublicRecord
from sovsim.observed.series import Read, read_series


@dataclass(frozen=True)
class Observed:
    """What a folder holds.

    Attributes:
        folder: where it is.
        series: by name, those of which some rows can be used.
        missing: names of series of which there is no file, or of whose file nothing can be used.
        damage: every fault, file by file and line by line.
        record: facts of public record beside them, where they are asked for.
    """

    folder: Path
    series: Mapping[str, Read]
    missing: tuple[str, ...]
    damage: tuple[Damage, ...]
    record: PublicRecord | None = None

    def until(self, year: int) -> Observed:
        """Return the folder as it stood at the end of a year: what a cut may know."""
        cut = {name: read.until(year) for name, read in self.series.items()}
        known = {name: read for name, read in cut.items() if len(read.rows)}
        missing = (*self.missing, *(name for name in self.series if name not in known))
        record = None if self.record is None else self.record.until(year)
        return Observed(self.folder, known, missing, self.damage, record)


def read_folder(folder: str | Path) -> Observed:
    """Return what a folder of observed data holds; faults cost only what they touch.

    Raises:
        DocumentError: there is no such folder, or nothing in it can be used.
    """
    place = given.path("observed", folder, DocumentError)
    shown = one_line(str(place), 300)
    if not is_folder(place):
        wrong = "is no folder" if exists(place) else "there is no such folder"
        raise DocumentError(f"{shown}: {wrong}\n  allowed: a folder of CSV files, one a series")
    reads, damage = {}, _strangers(place)
    for name, series in catalogue().items():
        path = place / series.file
        if exists(path):
            reads[name] = read_series(path, str(path), series)
            damage += reads[name].damage
    usable = {name: read for name, read in reads.items() if len(read.rows)}
    if not usable:
        raise DocumentError([Fault(_nothing(place, shown, len(reads))), *(d.fault for d in damage)])
    missing = tuple(
        name
        for name, series in catalogue().items()
        if name not in usable and (name in reads or not series.declared.later)
    )
    return Observed(place, usable, missing, tuple(damage))


def _strangers(place: Path) -> list[Damage]:
    """Return a fault for each CSV file that is no series."""
    found: list[Damage] = []
    known = {series.file for series in catalogue().values()}
    try:
        files = sorted(entry for entry in place.iterdir() if entry.suffix.lower() == ".csv")
    except OSError as error:
        raise DocumentError(f"{place}: cannot be read: {error.strerror or error}") from None
    for file in files:
        if file.name not in known:
            damages = Damages("", str(file))
            near = did_you_mean(file.name, known)
            damages.of_file(f"is no series that is known{near}", "file")
            found += damages.found
    return found


def _nothing(place: Path, shown: str, files: int) -> str:
    """Return the message for a folder of which nothing can be used."""
    if files:
        return f"{shown}: none of its series can be used ({files} files)"
    known = {series.file for series in catalogue().values()}
    below = next(
        (entry for entry in sorted(place.iterdir()) if any((entry / f).is_file() for f in known)),
        None,
    )
    hint = f"\n  did you mean '{one_line(str(below), 300)}'?" if below else ""
    wrong = "holds no series that is known"
    return f"{shown}: {wrong}, such as {next(iter(sorted(known)))}{hint}"
