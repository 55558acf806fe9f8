"""What commands print: JSON for programs, tables for people, colours only on a terminal."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from sovsim.cli.legible import json_for, legible
from sovsim.documents.text import escaped, printable

WIDTH = 96
"""Letters a line at most in what is read as text."""

USUAL = 80
"""Letters a line where no terminal tells, as in a pipe."""

_NARROWEST = 20
_NOTHING = 1e-12
"""Below this a number is what rounding leaves of a nought."""


def print_json(data: Any) -> None:
    """Print plain data as JSON, in letters that the stream holds."""
    print(escaped(json_for(data, sys.stdout)))


def say(text: str, *, flush: bool = False) -> None:
    """Print a text without anything that a terminal would obey."""
    print(printable(text), flush=flush)


def print_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    title: str = "",
    *,
    spare: Sequence[str] = (),
    digits: int | None = None,
) -> None:
    """Print rows as a table that fits the screen; no word and no number is broken.

    Args:
        rows: one mapping a row.
        columns: key -> heading, in the order of the columns.
        title: heading above the table.
        spare: keys of columns that may be left out on a narrow screen, which is then said;
            ``--json`` is expected to have them.
        digits: decimals of every fraction, so that those of a column stand below each other.
    """
    from sovsim.cli.table import Column, laid, wrapped

    made = [
        Column(
            legible(printable(name), sys.stdout),
            tuple(legible(shown(row.get(key), digits), sys.stdout) for row in rows),
            all(isinstance(row.get(key), int | float | None) for row in rows),
            key in spare,
        )
        for key, name in columns.items()
    ]
    width = screen_width()
    found = laid(made, width)
    _strong(wrapped(legible(printable(title), sys.stdout), width) if title else [])
    _strong(found.head)
    for row in found.rows:
        print("\n".join(row))
    if found.left_out:
        more = f"more columns in --json: {', '.join(found.left_out)}"
        print("\n".join(wrapped(more, width)))


def _number(value: float) -> str:
    """Return a number with three decimals, or two digits where those would all be noughts."""
    if abs(value) < _NOTHING:
        return "0"
    if abs(value) >= 10 or value == int(value):
        return f"{value:g}"
    return f"{value:.3f}" if abs(value) >= 0.0005 else f"{value:.2g}"


def screen_width(most: int | None = None) -> int:
    """Return letters a line: of the terminal, or what COLUMNS says, or 80; so many at most."""
    width = max(_NARROWEST, shutil.get_terminal_size((USUAL, 24)).columns)
    return width if most is None else min(most, width)


def _strong(lines: Sequence[str]) -> None:
    """Print lines, bold on a terminal."""
    if not lines:
        return
    text = "\n".join(lines)
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        Console().print(Text(text, style="bold"), soft_wrap=True)
    else:
        print(text)


def shown(value: Any, digits: int | None = None) -> str:
    """Return a cell as text; a dash for what is not there or not defined.

    Args:
        digits: decimals of a fraction; as many as tell it by default.
    """
    if value is None or (isinstance(value, float) and isnan(value)):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value) if digits is None else f"{value:.{digits}f}"
    return printable(str(value))


def heading(text: str) -> None:
    """Print a heading."""
    from sovsim.cli.table import wrapped

    _strong(wrapped(legible(printable(text), sys.stdout), screen_width()))


def paragraph(text: str, indent: int = 0, most: int = WIDTH, *, hang: int = 0) -> None:
    """Print a text between words, in the width of the screen, and so many letters at most.

    Args:
        indent: spaces before every line.
        hang: spaces more before every line but the first.
    """
    print(folded(text, indent, most, hang=hang))


def folded(text: str, indent: int = 0, most: int = WIDTH, *, hang: int = 0) -> str:
    """Return a text as `paragraph` prints it."""
    return textwrap.fill(
        legible(printable(text), sys.stdout),
        screen_width(most),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
