"""The arrays that everything is made of, and vectors along an axis, written by member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum

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
    runs = max((np.shape(value)[0] for value in values.values() if np.ndim(value)), default=1)
    vector = np.zeros((len(axis), runs, 1))
    for member, value in values.items():
        vector[member] = value
    return vector


def of_kind(axis: type[IntEnum], members: Iterable[IntEnum]) -> None:
    """Raise TypeError where something else than a member of an axis stands for a place on it."""
    for member in members:
        if not isinstance(member, axis):
            raise TypeError(f"{member!r} is not a member of {axis.__name__}")
