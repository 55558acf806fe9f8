"""Columns of Arrow tables straight from NumPy arrays.

``pyarrow.array`` imports all of pandas to see whether it was given something of pandas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def plain(values: npt.NDArray[Any], valid: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    """Return a column of numbers or truth values, which shares its memory with the array.

    Args:
        valid: where there is a value at all; everywhere by default.
    """
    held = _bits(values) if values.dtype == np.bool_ else np.ascontiguousarray(values)
    nothing = 0 if valid is None else len(valid) - np.count_nonzero(valid)
    present = None if valid is None or not nothing else pa.py_buffer(_bits(valid))
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [present, pa.py_buffer(held)], nothing)


def numbers(values: npt.NDArray[np.float64]) -> pa.Array:
    """Return a column of numbers; nan stands for nothing."""
    return plain(values, ~np.isnan(values))


def texts(values: Sequence[str]) -> pa.Array:
    """Return a column of texts."""
    encoded = [value.encode() for value in values]
    ends = np.zeros(len(encoded) + 1, dtype=np.int32)
    np.cumsum([len(value) for value in encoded], out=ends[1:])
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers, 0)


def words(names: Sequence[str], codes: npt.NDArray[Any]) -> pa.DictionaryArray:
    """Return a column of words from their places in a list; one below 0 stands for nothing."""
    places = plain(codes.astype(np.int32, copy=False), codes >= 0)
    return pa.DictionaryArray.from_arrays(places, texts(names))


def word(value: str, rows: int) -> pa.DictionaryArray:
    """Return a column that holds one word throughout."""
    return words([value], np.zeros(rows, dtype=np.int32))


def _bits(values: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    return np.packbits(values, bitorder="little")
