"""A table laid out for a width: no word and no number is ever broken.

What is too wide gives way in this order: headings and prose take more lines, columns that the
caller can spare are left out and named, prose goes below its row, and at last every row becomes a
block of its own. Only a single word that is wider than the screen, such as a path, sticks out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

GAP = 2
"""Spaces between columns."""

READABLE = 24
"""Letters a line below which prose in a column is no pleasure to read."""

BELOW = 4
"""Spaces before what stands below its row."""

_GLUE = "\N{NO-BREAK SPACE}"
_NUMBER = r"[<>~=]*[+\-\u2212±]?\d[\d.,]*(?:[eE][+-]?\d+)?"
_TOGETHER = (
    re.compile(rf"(?:{_NUMBER} ?%? )?\[[^\[\]]{{1,36}}\]"),
    re.compile(rf"{_NUMBER} (?:to|\+/-|±|of|in|-|\u2013) {_NUMBER}(?: %)?"),
    re.compile(rf"{_NUMBER} (?:%|pp|sd|GDP)(?!\w)"),
)
"""What is read as one thing: an interval, a range, a number with its sign or unit."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        heading: what stands above it.
        cells: what stands in it, a text for every row.
        number: whether it holds numbers, which end at the same place.
        spare: whether it may be left out where there is no room; those to the right go first.
    """

    heading: str
    cells: tuple[str, ...]
    number: bool = False
    spare: bool = False

    @property
    def widest(self) -> int:
        """Letters of the longest cell."""
        return max(map(width_of, self.cells), default=0)

    @property
    def narrowest(self) -> int:
        """Letters of the longest thing in it that may not be broken, the heading's words too."""
        return max(_longest(self.heading), *map(_longest, self.cells), 1)

    @property
    def natural(self) -> int:
        """Letters that it takes where there is room."""
        return max(width_of(self.heading), self.widest)

    @property
    def prose(self) -> bool:
        """Whether it holds sentences rather than names and numbers."""
        return any(cell.count(" ") >= 3 and width_of(cell) > READABLE for cell in self.cells)


@dataclass(frozen=True)
class Laid:
    """A table as lines.

    Attributes:
        head: lines of the headings; none where rows are blocks.
        rows: lines of every row.
        left_out: headings of the columns for which there was no room.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...] = ()


def laid(columns: Sequence[Column], width: int) -> Laid:
    """Lay a table out for so many letters a line."""
    held = [replace(one, cells=tuple(map(_glued, one.cells))) for one in columns]
    for kept in _fewer(held):
        if (sizes := _sizes(kept, width)) is not None:
            out = tuple(one.heading for one in held if all(one is not other for other in kept))
            return _side_by_side(kept, sizes, out)
    below: list[Column] = []
    for wide in sorted((one for one in held[1:] if one.prose), key=lambda one: -one.widest):
        below.append(wide)
        left = [one for one in held if all(one is not other for other in below)]
        for kept in _fewer(left):
            if len(kept) > 1 and (sizes := _sizes(kept, width)) is not None:
                out = tuple(one.heading for one in left if all(one is not each for each in kept))
                shown = [one for one in held if any(one is other for other in below)]
                return _with_prose_below(_side_by_side(kept, sizes, out), shown, width)
    return _blocks(held, width)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of so many letters at most, broken between words alone."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [each.replace(_GLUE, " ") for each in (*lines, line)]


def width_of(text: str) -> int:
    """Return how many places of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _glued(cell: str) -> str:
    """Return a cell in which what is read as one thing holds together."""
    for pattern in _TOGETHER:
        cell = pattern.sub(lambda found: found.group().replace(" ", _GLUE), cell)
    return cell


def _longest(text: str) -> int:
    return max(map(width_of, text.split(" ")), default=0)


def _fewer(columns: list[Column]) -> list[list[Column]]:
    """Return the columns, and what is left when those that can be spared go one by one."""
    choices = [list(columns)]
    for one in [each for each in reversed(columns) if each.spare]:
        choices.append([each for each in choices[-1] if each is not one])
    return choices


def _sizes(columns: Sequence[Column], width: int) -> list[int] | None:
    """Return the width of every column; None where they cannot stand side by side."""
    room = width - GAP * (len(columns) - 1)
    sizes = [one.natural for one in columns]
    least = [_least(one) for one in columns]
    over = sum(sizes) - room
    for place in _by_slack(columns, sizes):
        taken = max(0, min(over, sizes[place] - max(least[place], columns[place].widest)))
        sizes[place] -= taken
        over -= taken
    while over > 0:
        place = max(range(len(sizes)), key=lambda at: (sizes[at] > least[at], sizes[at]))
        if sizes[place] <= least[place]:
            return None
        sizes[place] -= 1
        over -= 1
    return sizes


def _by_slack(columns: Sequence[Column], sizes: Sequence[int]) -> list[int]:
    """Return places of columns, first those whose heading is wider than what stands in them."""
    return sorted(range(len(columns)), key=lambda at: columns[at].widest - sizes[at])


def _least(one: Column) -> int:
    if one.prose:
        return max(one.narrowest, min(READABLE, one.widest))
    if one.widest > READABLE:
        return one.narrowest
    return max(one.widest, _longest(one.heading))


def _side_by_side(columns: Sequence[Column], sizes: Sequence[int], out: tuple[str, ...]) -> Laid:
    head = _line([one.heading for one in columns], columns, sizes, bottom=True)
    number = len(columns[0].cells) if columns else 0
    rows = [_line([one.cells[at] for one in columns], columns, sizes) for at in range(number)]
    return Laid(tuple(head), tuple(map(tuple, rows)), out)


def _line(
    cells: Sequence[str], columns: Sequence[Column], sizes: Sequence[int], bottom: bool = False
) -> list[str]:
    """Return the lines of a row of cells."""
    parts = [wrapped(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    tall = max(map(len, parts), default=0)
    padded = [[""] * (tall - len(part)) + part if bottom else part for part in parts]
    lines = []
    for at in range(tall):
        shown = [
            _put(part[at] if at < len(part) else "", size, right=one.number)
            for part, one, size in zip(padded, columns, sizes, strict=True)
        ]
        lines.append((" " * GAP).join(shown).rstrip())
    return lines


def _put(text: str, size: int, *, right: bool) -> str:
    space = " " * max(0, size - width_of(text))
    return space + text if right else text + space


def _with_prose_below(table: Laid, below: Sequence[Column], width: int) -> Laid:
    """Return a table with columns of prose below each of its rows."""
    names = [one.heading for one in below]
    several = len(below) > 1
    rows = []
    for at, row in enumerate(table.rows):
        texts = [f"{one.heading}: {one.cells[at]}" if several else one.cells[at] for one in below]
        rows.append((*row, *_indented([text for text in texts if text], width)))
    return Laid((*table.head, *_indented([", ".join(names)], width)), tuple(rows), table.left_out)


def _blocks(columns: Sequence[Column], width: int) -> Laid:
    """Return every row as a block: what names it, and all other columns in a run of text."""
    several = len(columns) > 2 and len(set(columns[0].cells)) < len(columns[0].cells)
    heads, others = (columns[:2], columns[2:]) if several else (columns[:1], columns[1:])
    rows = []
    for at in range(len(columns[0].cells)):
        name = "  ".join(one.cells[at] for one in heads if one.cells[at])
        told = [
            f"{one.heading.replace(' ', _GLUE)}:{_GLUE}{one.cells[at]}"
            if width_of(f"{one.heading}: {one.cells[at]}") <= width // 2
            else f"{one.heading}: {one.cells[at]}"
            for one in others
            if one.cells[at]
        ]
        rows.append((*wrapped(name, width), *_indented(["; ".join(told)], width)))
    return Laid((), tuple(rows))


def _indented(texts: Sequence[str], width: int) -> list[str]:
    space = " " * BELOW
    return [f"{space}{line}" for text in texts for line in wrapped(text, width - BELOW)]
