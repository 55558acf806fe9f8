"""One file of a folder, read: typed rows, and what was wrong with the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sovsim.observed.catalogue import Series
from sovsim.observed.cells import cells_of
from sovsim.observed.columns import LINE, needed, table_of
from sovsim.observed.damage import Damage, Damages
from sovsim.observed.repeated import once


@dataclass(frozen=True)
class Read:
    """A series as a folder holds it.

    Attributes:
        series: what it should hold.
        rows: what can be used, a column as declared each, sorted by key; with the year of a date.
        damage: what was wrong.
        span: first and last year that the file covers, whether they have rows or not; 0 where
            nothing can be used.
    """

    series: Series
    rows: pd.DataFrame
    damage: tuple[Damage, ...]
    span: tuple[int, int] = (0, 0)

    @property
    def lost(self) -> int:
        """Rows that were left out."""
        return sum(each.loss == "row" for each in self.damage)

    def until(self, year: int) -> Read:
        """Return the series as it stood at the end of a year; faults stay as they are."""
        rows = self.rows[self.rows["year"] <= year].reset_index(drop=True)
        first, last = self.span
        return Read(self.series, rows, self.damage, (first, min(last, year)))


def read_series(path: Path, label: str, series: Series) -> Read:
    """Return a file's rows; without any where it holds nothing that can be used.

    Args:
        path: where it is.
        label: what it is called in messages.
        series: what it should hold.
    """
    damages = Damages(series.name, label)
    cells = cells_of(path, label, needed(series), damages)
    if cells is None:
        empty = pd.DataFrame(columns=[LINE, *series.columns, "year"])
        return Read(series, empty.loc[:, ~empty.columns.duplicated()], tuple(damages.found))
    table = once(table_of(cells, series, damages), series, damages)
    table = _sure_of_quantiles(table, series, damages)
    if table.empty and not any(each.loss == "file" for each in damages.found):
        damages.of_file("holds no row that can be used")
    table = table.sort_values(list(series.key), kind="stable").reset_index(drop=True)
    if "year" in table:
        table["year"] = table["year"].astype(int)
    found = sorted(damages.found, key=lambda each: each.fault.line)
    span = (int(table["year"].min()), int(table["year"].max())) if len(table) else (0, 0)
    return Read(series, table.drop(columns=LINE), tuple(found), span)


def _sure_of_quantiles(table: pd.DataFrame, series: Series, damages: Damages) -> pd.DataFrame:
    """Return the table without quantiles that do not enclose their value."""
    error = series.declared.error
    if error is None or error.low is None or error.high is None:
        return table
    wrong = (table[error.low] > table["value"]) | (table[error.high] < table["value"])
    for line in table.loc[wrong, LINE]:
        damages.of_file(f"has a value outside of {error.low} and {error.high}", "cell", int(line))
    table.loc[wrong, [error.low, error.high]] = float("nan")
    return table
