"""A program evaluated with NumPy, row by row: slow, plain, and what generated code is held against.

Every operation gives the bits that generated code gives; `OnArrays` is the arithmetic by which the
mathematical functions do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sovsim.compiled.functions import FUNCTIONS
from sovsim.compiled.program import Key, Program, Row

Array = npt.NDArray[Any]


class OnArrays:
    """The arithmetic of the mathematical functions, on arrays of 64-bit numbers."""

    def number(self, value: float) -> Array:
        """Return a constant."""
        return np.float64(value)  # type: ignore[return-value]

    add = staticmethod(np.add)
    subtract = staticmethod(np.subtract)
    multiply = staticmethod(np.multiply)
    divide = staticmethod(np.divide)
    root = staticmethod(np.sqrt)
    less = staticmethod(np.less)
    where = staticmethod(np.where)

    def seldom(self, truth: Array, rare: Callable[[], Array], usual: Array) -> Array:
        """Return the first where the truth value holds, else the second."""
        return np.where(truth, rare(), usual)

    def power(self, n: Array) -> Array:
        """Return 2 to a whole number."""
        whole = np.where(np.abs(n) < 2048, n, 0.0).astype(np.int64)
        return ((whole + 1023) << 52).view(np.float64)

    def exponent(self, x: Array) -> Array:
        """Return the exponent's bits, less 1023."""
        bits = np.ascontiguousarray(x, np.float64).view(np.int64)
        return ((bits >> 52) & 0x7FF).astype(np.float64) - 1023.0

    def significand(self, x: Array) -> Array:
        """Return x with the exponent's bits of 1."""
        bits = np.ascontiguousarray(x, np.float64).view(np.int64)
        return ((bits & ((1 << 52) - 1)) | (1023 << 52)).view(np.float64)


ARRAYS = OnArrays()


def evaluate(program: Program, inputs: Mapping[Key, Array]) -> dict[Key, Array]:
    """Return what a program gives.

    Args:
        inputs: key -> array ``(run, unit)``, of every input of the program.

    Returns:
        key -> array ``(run, unit)``, or ``(1, unit)`` where nothing of a run enters.
    """
    values: list[Array] = []
    with np.errstate(all="ignore"):
        for row in program.rows:
            values.append(_row(row, [values[one] for one in row.of], inputs))
    return {key: values[number] for key, number in program.outputs.items()}


def _row(row: Row, of: list[Array], inputs: Mapping[Key, Array]) -> Array:
    name = row.operation
    if name == "input":
        return np.asarray(inputs[row.data])
    if name in ("constant", "vector"):
        return np.atleast_2d(np.asarray(row.data, np.bool_ if row.kind == "truth" else np.float64))
    if name in FUNCTIONS:
        return np.asarray(FUNCTIONS[name](ARRAYS, of[0]))
    if name == "take":
        return of[0][:, list(row.data)]
    if name in _ACROSS:
        return _across(name, of[0])
    return np.asarray(ELEMENTWISE[name](*of))


def _across(name: str, value: Array) -> Array:
    step, empty = _ACROSS[name]
    if not value.shape[1]:
        return np.full((len(value), 1), empty)
    whole = value[:, :1]
    for unit in range(1, value.shape[1]):
        whole = step(whole, value[:, unit : unit + 1])
    return whole


def _minimum(a: Array, b: Array) -> Array:
    return np.where(a < b, a, b)


def _maximum(a: Array, b: Array) -> Array:
    return np.where(a > b, a, b)


def _fmin(a: Array, b: Array) -> Array:
    return np.where((a <= b) | np.isnan(b), a, b)


def _fmax(a: Array, b: Array) -> Array:
    return np.where((a >= b) | np.isnan(b), a, b)


_ACROSS: dict[str, tuple[Callable[[Array, Array], Array], float | bool]] = {
    "sum": (np.add, 0.0),
    "highest": (_maximum, -np.inf),
    "lowest": (_minimum, np.inf),
    "any": (np.logical_or, False),
    "all": (np.logical_and, True),
}

ELEMENTWISE: dict[str, Callable[..., Array]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "minimum": _minimum,
    "maximum": _maximum,
    "fmin": _fmin,
    "fmax": _fmax,
    "negative": np.negative,
    "absolute": np.absolute,
    "floor": np.floor,
    "truncate": np.trunc,
    "root": np.sqrt,
    "less": np.less,
    "less_equal": np.less_equal,
    "greater": np.greater,
    "greater_equal": np.greater_equal,
    "equal": np.equal,
    "not_equal": np.not_equal,
    "and": np.logical_and,
    "or": np.logical_or,
    "not": np.logical_not,
    "xor": np.logical_xor,
    "where": np.where,
    "number": lambda a: a.astype(np.float64),
}
"""Operation on each number -> what it is with NumPy."""
