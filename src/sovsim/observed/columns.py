"""The cells of a file as typed columns; what does not fit its declaration is named and left out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from sovsim.documents.nearest import did_you_mean
from sovsim.documents.numbers import as_number, as_written
from sovsim.documents.text import clipped, listed
from sovsim.observed.catalogue import Column, Series, common
from sovsim.observed.cells import Cells
from sovsim.observed.damage import Damages, Loss

LINE = "line"
"""Column with the line of the file."""

_EMPTY = frozenset({"", "na", "nan", "n/a", "null", "none", "."})
"""What programs write for a missing value."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _Wrong(Exception):
    """A cell that cannot be used, in words.

    Args:
        wrong: the end of the sentence "column 'x' = value ...".
        allowed: what would be right.
        known: names among which one was meant.
        spares: whether the row may be used without the cell, whatever the column.
    """

    def __init__(
        self, wrong: str, allowed: str = "", known: Sequence[str] = (), spares: bool = False
    ) -> None:
        super().__init__(wrong)
        self.wrong, self.allowed, self.known, self.spares = wrong, allowed, known, spares


def needed(series: Series) -> tuple[str, ...]:
    """Return the columns without which a file is of no use."""
    value = () if series.declared.value is None else ("value",)
    return tuple(dict.fromkeys([*series.key, *value]))


def table_of(cells: Cells, series: Series, damages: Damages) -> pd.DataFrame:
    """Return the rows that can be used, a column as declared each, and the lines they stand in.

    Args:
        cells: of the file.
        series: what it should hold.
        damages: takes what is wrong.
    """
    declared = series.columns
    _compare(cells.header, declared, damages)
    places = {name: cells.header.index(name) for name in declared if name in cells.header}
    vital = {*needed(series), *(name for name, one in declared.items() if one.kind == "dyad")}
    kept: list[dict[str, object]] = []
    for line, row in zip(cells.lines, cells.rows, strict=True):
        found: dict[str, object] = {LINE: line}
        good = True
        for name, place in places.items():
            cell = row[place]
            try:
                found[name] = _value(cell, name, declared[name], found, series)
            except _Wrong as wrong:
                loss: Loss = "row" if name in vital and not wrong.spares else "cell"
                damages.of_cell(
                    line, name, cell, wrong.wrong, loss, allowed=wrong.allowed, known=wrong.known
                )
                found[name] = None
                good = good and loss == "cell"
        if good:
            kept.append(found)
    table = pd.DataFrame(kept, columns=[LINE, *declared])
    for name, column in declared.items():
        if column.kind in ("number", "whole", "flag"):
            table[name] = pd.to_numeric(table[name]).astype("float64")
    if "date" in declared:
        table["year"] = [day.year for day in table["date"]]
    return table


def _compare(header: Sequence[str], declared: Mapping[str, Column], damages: Damages) -> None:
    """Note columns that are lacking or unknown."""
    strange = [name for name in header if name not in declared]
    for name in strange:
        near = did_you_mean(name, [each for each in declared if each not in header])
        damages.of_file(f"has an unknown column '{clipped(name)}', not read{near}", "nothing", 1)
    for name, column in declared.items():
        if name not in header and not column.optional:
            damages.of_file(f"lacks the column '{name}'", "nothing", 1)


def _value(
    cell: str, name: str, column: Column, row: Mapping[str, object], series: Series
) -> object:
    """Return a cell as what it should be.

    Args:
        cell: what stands there.
        name: of the column.
        column: its declaration.
        row: what was read of the row before.
        series: what the file should hold.
    """
    if cell.lower() in _EMPTY:
        if column.blank:
            return None
        raise _Wrong("is empty")
    if name == "iso3":
        if cell not in series.actors:
            raise _Wrong("is no code of a state", known=series.actors)
        return cell
    if column.kind == "text":
        return cell
    if column.kind == "choice":
        if cell not in column.allowed:
            raise _Wrong("is not allowed", known=column.allowed)
        return cell
    if column.kind == "date":
        return _day(cell)
    if column.kind == "dyad":
        return _dyad(cell, column, str(row.get("iso3")))
    return _number(cell, column)


def _number(cell: str, column: Column) -> float:
    number = as_number(cell)
    if number is None:
        meant = as_written(cell)
        raise _Wrong("is no number", "" if meant is None else f"written {meant!r}")
    if column.kind == "flag":
        if number not in (0, 1):
            raise _Wrong("must be 0 or 1")
    elif column.kind == "whole" and not float(number).is_integer():
        raise _Wrong("must be a whole number")
    if not column.low <= number <= column.high:
        upper = "on" if math.isinf(column.high) else f"to {column.high:g}"
        raise _Wrong("is out of range", f"from {column.low:g} {upper}")
    return float(number)


def _day(cell: str) -> date:
    first, last = common().folder.years
    try:
        day = date.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        day = None
    if day is None:
        raise _Wrong("is no date", "written like 2013-11-21")
    if not first <= day.year <= last:
        raise _Wrong("is out of range", f"years from {first} to {last}")
    return day


def _dyad(cell: str, column: Column, state: str) -> str:
    """Return two codes joined by a hyphen, of which one is the row's own.

    Where the other is always the same and right, the code in ``iso3`` says all that is needed, and
    the row is spared.
    """
    folder = common().folder
    shape, codes = column.of.split("-", 1), cell.split("-", 1)
    known = column.others or [*folder.states, *folder.others]
    if len(codes) == 2 and codes[0] != codes[1]:
        fits = [
            code == state if part == "iso3" else code in known if part == "any" else code == part
            for part, code in zip(shape, codes, strict=True)
        ]
        if all(fits):
            return cell
    right = column.of.replace("iso3", state).replace("any", "CODE")
    more = f", where CODE is one of {listed(known)}" if "any" in column.of else ""
    fixed = len(codes) == 2 and column.of == f"iso3-{codes[1]}"
    raise _Wrong("does not go with the row's state", f"{right}{more}", spares=fixed)
