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
_NARROWEST = 20


def print_json(data: Any) -> None:
    """Print plain data as JSON, in letters that the stream holds."""
    print(escaped(json_for(data, sys.stdout)))


def say(text: str, *, flush: bool = False) -> None:
    """Print a text without anything that a terminal would obey."""
    print(printable(text), flush=flush)


def print_table(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], title: str = ""
) -> None:
    """Print rows as a table.

    Args:
        rows: one mapping a row.
        columns: key -> heading, in the order of the columns.
        title: heading above the table.
    """
    title = printable(title)
    columns = {key: printable(name) for key, name in columns.items()}
    cells = [[legible(shown(row.get(key)), sys.stdout) for key in columns] for row in rows]
    numeric = [all(isinstance(row.get(key), int | float | None) for row in rows) for key in columns]
    if sys.stdout.isatty():
        _rich(cells, list(columns.values()), numeric, title)
    else:
        _plain(cells, list(columns.values()), numeric, title)


def shown(value: Any) -> str:
    """Return a cell as text; a dash for what is not there or not defined."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 and value != int(value) else f"{value:g}"
    return printable(str(value))


def heading(text: str) -> None:
    """Print a heading."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        Console().print(Text(printable(text), style="bold"))
    else:
        say(text)


def paragraph(text: str, indent: int = 0, most: int = WIDTH) -> None:
    """Print a text, wrapped to the terminal, and to so many letters at most."""
    space = " " * indent
    width = max(_NARROWEST, min(most, shutil.get_terminal_size((WIDTH, 24)).columns))
    say(
        textwrap.fill(
            legible(text, sys.stdout), width, initial_indent=space, subsequent_indent=space
        )
    )


def _rich(cells: list[list[str]], headings: list[str], numeric: list[bool], title: str) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, box=SIMPLE, title_justify="left", title_style="bold")
    for name, number in zip(headings, numeric, strict=True):
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _plain(cells: list[list[str]], headings: list[str], numeric: list[bool], title: str) -> None:
    widths = [
        max([len(headings[place]), *(len(row[place]) for row in cells)])
        for place in range(len(headings))
    ]
    if title:
        print(title)
    for row in [headings, *cells]:
        padded = [
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, numeric, strict=True)
        ]
        print("  ".join(padded).rstrip())
