"""Small helpers to build Arrow tables: words as dictionaries, numbers as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sovsim.disk import arrow

if TYPE_CHECKING:
    import pandas as pd

IntArray = npt.NDArray[np.int64]


class Words:
    """A growing list of distinct words, each with a code."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._codes: dict[str, int] = {}
        for word in words:
            self.code(word)

    def __len__(self) -> int:
        return len(self._codes)

    def code(self, word: str) -> int:
        """Return the code of a word, a new one where it is new."""
        return self._codes.setdefault(word, len(self._codes))

    def codes(self, words: Iterable[str]) -> IntArray:
        """Return the codes of words."""
        return np.array([self.code(word) for word in words], dtype=np.int64)

    def column(self, codes: npt.NDArray[Any]) -> pa.DictionaryArray:
        """Return a column of words; a code below 0 stands for nothing."""
        return arrow.words(list(self._codes), codes)


def words(values: Iterable[str | None]) -> pa.DictionaryArray:
    """Return a column of words from the words themselves; None stands for nothing."""
    known = Words()
    codes = [-1 if value is None else known.code(value) for value in values]
    return known.column(np.array(codes, dtype=np.int64))


def whole(values: npt.NDArray[Any] | list[int]) -> pa.Array:
    """Return a column of whole numbers."""
    return arrow.plain(np.asarray(values, dtype=np.int32))


def numbers(values: npt.NDArray[Any] | list[float]) -> pa.Array:
    """Return a column of numbers; NaN stands for nothing."""
    return arrow.numbers(np.asarray(values, dtype=np.float64))


def rows_of(table: pa.Table, **wanted: Iterable[str]) -> pd.DataFrame:
    """Return the rows with certain words, for pandas; quicker than a choice among all rows.

    Args:
        wanted: name of a column of words -> the words that count.
    """
    kept = np.ones(table.num_rows, dtype=np.bool_)
    for name, chosen in wanted.items():
        column, among = table[name].combine_chunks(), set(chosen)
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        known = np.array([word in among for word in column.dictionary.to_pylist()], np.bool_)
        kept &= known[column.indices.to_numpy()] if len(known) else False
    return frame(table.filter(arrow.plain(kept)))


def frame(table: pa.Table) -> pd.DataFrame:
    """Return a table for pandas, words as text."""
    columns = [
        column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    data: pd.DataFrame = pa.table(columns, names=table.column_names).to_pandas()
    return data
