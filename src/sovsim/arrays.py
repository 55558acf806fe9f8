"""The arrays that everything is made of, and vectors along an axis, written by member."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
"""An array of 64-bit floats."""


def along(axis: type[IntEnum], values: Mapping[IntEnum, float]) -> FloatArray:
    """Return one value per member of an axis, shape ``(member, 1, 1)``; 0 where none is given.

    Raises:
        TypeError: a key is not a member of the axis.
    """
    for member in values:
        if not isinstance(member, axis):
            raise TypeError(f"{member!r} is not a member of {axis.__name__}")
    return np.array([float(values.get(member, 0.0)) for member in axis])[:, None, None]
