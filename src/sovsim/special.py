"""The three functions of SciPy that the rules need, fetched when one is first called.

They are SciPy's own, with the same bits. Importing ``scipy.special`` takes longer than importing
NumPy, and who asks for help, or runs what is compiled, calls none of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sovsim.arrays import FloatArray


@cache
def _function(name: str) -> Any:
    from scipy import special

    return getattr(special, name)


def expit(x: FloatArray) -> FloatArray:
    """Return the logistic function."""
    value: FloatArray = _function("expit")(x)
    return value


def ndtr(x: FloatArray) -> FloatArray:
    """Return the share of a standard normal distribution below a value."""
    share: FloatArray = _function("ndtr")(x)
    return share


def ndtri(share: FloatArray, out: FloatArray | None = None, where: Any = True) -> FloatArray:
    """Return the value of a standard normal distribution below which a share lies.

    Args:
        out: where the values are written; a new array by default.
        where: which of them are worked out; the others stay as they are in `out`.
    """
    value: FloatArray = _function("ndtri")(share, out=out, where=where)
    return value
