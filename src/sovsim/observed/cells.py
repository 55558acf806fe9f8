"""A CSV file as text cells that know their lines, whatever is wrong with it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sovsim.documents.errors import DocumentError
from sovsim.documents.source import MARKS, content_of
from sovsim.documents.text import UNSAFE, listed, name_of
from sovsim.observed.damage import Damages

LARGEST = 32 << 20
"""Bytes above which a file is no series of states and years."""

_SEPARATORS = ",;\t|"
_REPLACED = "\ufffd"


@dataclass(frozen=True)
class Cells:
    """The rows of a file.

    Attributes:
        header: names of the columns.
        rows: cells of each row that has as many as the header, without blanks around them.
        lines: line of the file in which each of them stands.
    """

    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]


def cells_of(path: Path, label: str, wanted: Sequence[str], damages: Damages) -> Cells | None:
    """Return the cells of a file; None where nothing in it can be used.

    Args:
        path: where it is.
        label: what it is called in messages.
        wanted: columns without which it is of no use.
        damages: takes what is wrong.
    """
    text = _text(path, label, damages)
    if text is None:
        return None
    if not text.strip():
        damages.of_file("the file is empty")
        return None
    separator = _separator(text, wanted)
    if separator != ",":
        shown = "a tab" if separator == "\t" else f"'{separator}'"
        damages.of_file(f"columns are parted by {shown}, not by a comma", "nothing", 1)
    header: tuple[str, ...] | None = None
    rows: list[list[str]] = []
    lines: list[int] = []
    for line, written in enumerate(text.split("\n"), 1):
        try:
            cells = _parted(written, separator)
        except csv.Error as error:
            damages.of_file(f"is no line of a CSV file: {error}", "row", line)
            continue
        if not any(cells):
            continue
        if header is None:
            header = tuple(cells)
            if not _usable(header, wanted, line, damages):
                return None
        elif len(cells) != len(header):
            damages.of_file(f"has {len(cells)} cells, the header {len(header)}", "row", line)
        else:
            rows.append(cells)
            lines.append(line)
    if header is None:
        damages.of_file("the file is empty")
        return None
    if not rows:
        damages.of_file("holds no row that can be used", "file", 1)
        return None
    return Cells(header, rows, lines)


def _parted(line: str, separator: str) -> list[str]:
    """Return the cells of a line; one line a row, so that a lost quote costs no other row."""
    reader = csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True)
    return [cell.strip() for cell in next(reader, [])]


def _text(path: Path, label: str, damages: Damages) -> str | None:
    """Return the text of a file, read as well as it can be."""
    try:
        content = content_of(path, label, "series", LARGEST)
    except DocumentError as error:
        damages.of_file(error.problems[0].message.removeprefix(f"{label}: "))
        return None
    for mark, name in MARKS:
        if content.startswith(mark):
            damages.of_file(f"is {name} text, not UTF-8", "nothing", 1)
            return _plain(content.decode(name, errors="replace").removeprefix("\ufeff"), damages)
    content = content.removeprefix(codecs.BOM_UTF8)
    if content.count(b"\0") > len(content) // 4:
        damages.of_file("is no text", "file", 1)
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        damages.of_file("is not UTF-8 text from here on", "nothing", line)
        text = content.decode("utf-8", errors="replace")
    return _plain(text, damages)


def _plain(text: str, damages: Damages) -> str:
    """Return a text with one kind of line end and without what a terminal would obey."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unsafe = UNSAFE.search(text)
    if unsafe is None:
        return text
    line = text.count("\n", 0, unsafe.start()) + 1
    damages.of_file(f"holds {name_of(unsafe[0])}", "nothing", line)
    return UNSAFE.sub(_REPLACED, text)


def _separator(text: str, wanted: Sequence[str]) -> str:
    """Return what parts the columns: a comma, unless the header makes sense otherwise only."""
    head = text.lstrip().split("\n", 1)[0]

    def names(separator: str) -> set[str]:
        return {name.strip().strip('"') for name in head.split(separator)}

    return next((each for each in _SEPARATORS if set(wanted) <= names(each)), ",")


def _usable(header: tuple[str, ...], wanted: Sequence[str], line: int, damages: Damages) -> bool:
    """Return whether a header names what is needed, each name once."""
    twice = sorted({name for name in header if header.count(name) > 1 and name})
    lacking = [name for name in wanted if name not in header]
    if twice:
        damages.of_file(f"names column {listed(twice)} twice", "file", line)
    elif lacking:
        there = listed(name or "(no name)" for name in header)
        wrong = f"lacks the column {listed(lacking)}; it has {there}"
        damages.of_file(wrong, "file", line)
    return not twice and not lacking
