"""The arrays that everything is made of, and vectors along an axis, written by member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
"""An array of 64-bit floats."""


def along(axis: type[IntEnum], values: Mapping[IntEnum, float | FloatArray]) -> FloatArray:
    """Return one value per member of an axis, shape ``(member, run or 1, 1)``; 0 where none is.

    Args:
        values: numbers, or parameters with a value for each run, shape ``(run, 1)``.

    Raises:
        TypeError: a key is not a member of the axis.
    """
    of_kind(axis, values)
    return in_order([values.get(member, 0.0) for member in axis])


def in_order(values: Sequence[float | FloatArray]) -> FloatArray:
    """Return numbers, or arrays of shape ``(run, 1)``, one after the other: ``(member, run, 1)``.

    Where all of them are numbers the axis of runs has the length 1.
    """
    arrays: list[Any] = [value for value in values if np.ndim(value)]
    runs = max((len(value) for value in arrays), default=1)
    vector: FloatArray = np.empty((len(values), runs, 1), like=arrays[0] if arrays else None)
    for place, value in enumerate(values):
        vector[place] = value
    return vector


def of_kind(axis: type[IntEnum], members: Iterable[IntEnum]) -> None:
    """Raise TypeError where something else than a member of an axis stands for a place on it."""
    for member in members:
        if not isinstance(member, axis):
            raise TypeError(f"{member!r} is not a member of {axis.__name__}")


Value = TypeVar("Value", bound=np.generic)


def at_codes(table: npt.NDArray[Value], codes: npt.NDArray[np.int64]) -> npt.NDArray[Value]:
    """Return a constant table's value for each code, in the shape of the codes.

    Args:
        table: shape ``(member,)``.
    """
    if isinstance(codes, np.ndarray):
        return table[codes]
    chosen: npt.NDArray[Value] = np.choose(codes, list(table))
    return chosen


def counted(mask: npt.NDArray[np.bool_]) -> int | None:
    """Return how many places hold; None where that is not known, as of an array without numbers."""
    return int(np.count_nonzero(mask)) if isinstance(mask, np.ndarray) else None


def over_units(array: FloatArray) -> FloatArray:
    """Return the sum over units, shape ``(..., run, 1)``.

    NumPy's order of adding up depends on how an array lies in memory; so it is laid out first.
    """
    total: FloatArray = np.ascontiguousarray(array, like=array).sum(axis=-1, keepdims=True)
    return total
