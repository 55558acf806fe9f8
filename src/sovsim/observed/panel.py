"""A series by year and state: what a model is held against, with its own measurement error."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from scipy.special import ndtri

from sovsim import given
from sovsim.observed.catalogue import Combine, common
from sovsim.observed.series import Read


@dataclass(frozen=True)
class Panel:
    """A figure a state and year; years are rows, states are columns.

    Attributes:
        value: the figure; nan where it was not observed.
        error: standard deviation of its measurement error, as the data themselves give it; nan
            where they give none.
        weak: where it rests on so little that nothing should be fitted to it.
    """

    value: pd.DataFrame
    error: pd.DataFrame
    weak: pd.DataFrame

    def until(self, year: int) -> Panel:
        """Return the panel without later years: what a cut may know."""
        return Panel(*(each.loc[:year] for each in (self.value, self.error, self.weak)))

    def firm(self) -> pd.DataFrame:
        """Return the values without the weak ones."""
        return self.value.mask(self.weak)


def panel(
    read: Read,
    states: Sequence[str] = (),
    *,
    where: Mapping[str, Sequence[str]] | None = None,
    column: str = "value",
    combine: Combine | None = None,
    absent: float | None = None,
) -> Panel:
    """Return a series by year and state.

    Args:
        read: the series.
        states: codes, in the order wanted; by default all of the folder's.
        where: column -> texts; rows that have none of them are not used.
        column: what to take.
        combine: how several rows of a state and year become one figure; as declared by default.
        absent: figure of a state-year without a row, within the years that the whole file covers;
            by default it was not observed.

    Raises:
        ArgumentError: a state and year has several rows and nothing says how to combine them, or
            a column is unknown.
    """
    rows = read.rows
    for name, texts in (where or {}).items():
        given.one_of("where", name, [str(each) for each in read.rows.columns])
        rows = rows[rows[name].isin(list(texts))]
    columns = list(states) or list(common().folder.states)
    how = combine or read.series.declared.combine
    value = _by_year(rows, column, columns, how, read)
    first, last = read.span
    value = value.reindex(index=range(first, last + 1), columns=columns)
    if absent is not None:
        value = value.fillna(absent)
    single = how == "only" and column == "value"
    error = _error(value, rows, read) if single else _filled(value, math.nan)
    return Panel(value, error, _weak(value, rows, read) if single else _filled(value, False))


def _by_year(
    rows: pd.DataFrame, column: str, states: list[str], how: Combine, read: Read
) -> pd.DataFrame:
    """Return years by states of one column, several rows combined."""
    rows = rows[rows["iso3"].isin(states)]
    if how == "count":
        return rows.groupby(["year", "iso3"]).size().unstack().astype(float)
    given.one_of("column", column, [str(each) for each in read.rows.columns])
    rows = rows.dropna(subset=[column])
    if how == "only" and rows.duplicated(["year", "iso3"]).any():
        raise given.ArgumentError(
            f"{read.series.name} has several rows a state and year; say where, or how to combine"
        )
    grouped = rows.groupby(["year", "iso3"])[column]
    wide = grouped.agg("first" if how == "only" else how).unstack()
    return wide.astype(float)


def _filled(value: pd.DataFrame, content: float | bool) -> pd.DataFrame:
    """Return a table in the shape of the values with one content."""
    return pd.DataFrame(content, index=value.index, columns=value.columns)


def _error(value: pd.DataFrame, rows: pd.DataFrame, read: Read) -> pd.DataFrame:
    """Return the measurement error where it is given, in the shape of the values."""
    if read.series.declared.error is None:
        return _filled(value, math.nan)
    table = rows[["year", "iso3"]].assign(error=_standard_error(rows, read))
    wide = table.pivot(index="year", columns="iso3", values="error")
    return wide.reindex(index=value.index, columns=value.columns).where(value.notna())


def _standard_error(rows: pd.DataFrame, read: Read) -> pd.Series[float]:
    """Return the standard error of each row.

    From two quantiles, as of a normal distribution; of a share of votes, as of independent ones
    (one for and one against are added, so that a share of 1 is not certain), which roll calls on
    one matter are not: it is the least error there can be.
    """
    error = read.series.declared.error
    assert error is not None
    if error.votes is not None:
        votes = rows[error.votes]
        share = (rows["value"] * votes + 1.0) / (votes + 2.0)
        return (share * (1.0 - share) / (votes + 2.0)) ** 0.5
    width = 2.0 * float(ndtri(0.5 + error.mass / 2.0))
    return (rows[error.high] - rows[error.low]) / width


def _weak(value: pd.DataFrame, rows: pd.DataFrame, read: Read) -> pd.DataFrame:
    """Return where the values rest on little."""
    found = _filled(value, False)
    weak = read.series.declared.weak
    if weak is None:
        return found
    little = rows[(rows[weak.column] < weak.below) & rows["iso3"].isin(list(value.columns))]
    for year, state in zip(little["year"], little["iso3"], strict=True):
        found.loc[int(year), str(state)] = True
    return found
