"""New arrays in place of NumPy's: of one value, in a shape that ends with runs and units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sovsim.compiled.symbolic import RUNS, Symbolic, known


def _filled(here: Symbolic, shape: Any, value: Any, dtype: Any) -> Symbolic:
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    if len(shape) >= 2 and shape[-2] in (1, RUNS):
        lead, units = shape[:-2], shape[-1]
    elif shape and shape[-1] == RUNS:
        lead, units = shape[:-1], None
    else:
        raise here.refused(f"makes an array of shape {shape}", "a shape that ends with (run, unit)")
    kind = here.kind(np.float64 if dtype is None else dtype)
    row = known(here.graph, np.asarray(value, dtype=kind), flat=units is None)
    cells = np.full(lead, int(row.cells), dtype=np.intp)
    return Symbolic(here.graph, cells, units, kind)


def like(value: Any) -> Callable[..., Symbolic]:
    """Return ``np.zeros_like`` or such: an array of one value in the shape of another."""

    def make(here: Symbolic, array: Any, dtype: Any = None, shape: Any = None) -> Symbolic:
        kind = array.dtype if dtype is None else dtype
        return _filled(here, array.shape if shape is None else shape, value, kind)

    return make


def made(value: Any) -> Callable[..., Symbolic]:
    """Return ``np.zeros`` or such: an array of one value in a shape."""

    def make(here: Symbolic, shape: Any, dtype: Any = None) -> Symbolic:
        return _filled(here, shape, value, dtype)

    return make


def full(here: Symbolic, shape: Any, value: Any, dtype: Any = None) -> Symbolic:
    """``np.full``."""
    kind = np.asarray(value).dtype if dtype is None else dtype
    return _filled(here, shape, value, kind)


def full_like(here: Symbolic, array: Any, value: Any, dtype: Any = None) -> Symbolic:
    """``np.full_like``."""
    return _filled(here, array.shape, value, array.dtype if dtype is None else dtype)


def broadcast_to(here: Symbolic, array: Symbolic, shape: Sequence[int]) -> Symbolic:
    """``np.broadcast_to``."""
    flat = array.units is None
    lead = tuple(shape)[: -1 if flat else -2]
    cells = np.broadcast_to(array.cells, lead).copy()
    return Symbolic(here.graph, cells, None if flat else shape[-1], array.dtype)
