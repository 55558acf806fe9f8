"""What NumPy's functions mean for symbolic arrays: all that a rule may use of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sovsim.compiled import new_arrays
from sovsim.compiled.cells import at_codes, each
from sovsim.compiled.refusal import MADE_LIKE, instead_of
from sovsim.compiled.symbolic import HANDLERS, Symbolic, known
from sovsim.compiled.ufuncs import aligned, apply_ufunc, broadcast_units, write

_LAYOUT = frozenset(("order", "subok", "like", "device", "copy", "casting"))
"""Arguments that say how an array lies in memory, and not what it holds."""


def apply_function(
    here: Symbolic, function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> Any:
    """Return what one of NumPy's functions of arrays means.

    Raises:
        NotTraceable: it is none of those known, or called in a way that is none.
    """
    name = function.__name__
    if function not in FUNCTIONS:
        raise here.refused(
            f"uses np.{name}", instead_of(name, (f"np.{one.__name__}" for one in FUNCTIONS))
        )
    meaning = FUNCTIONS[function]
    given = {key: value for key, value in kwargs.items() if key not in _LAYOUT}
    try:
        inspect.signature(meaning).bind(here, *args, **given)
    except TypeError as error:
        what = f"calls np.{name} in a way of its own ({error})"
        raise here.refused(what, "it with arrays alone") from None
    return meaning(here, *args, **given)


def _where(here: Symbolic, condition: Any, one: Any, other: Any) -> Symbolic:
    graph = here.graph
    arrays = aligned(here, (condition, one, other))
    units = broadcast_units(here, arrays)
    truths = arrays[1].dtype == arrays[2].dtype == np.bool_
    change = graph.truth if truths else graph.number
    masks, ones, others = np.broadcast_arrays(*(array.cells for array in arrays))
    flat = [
        graph.operation("where", graph.truth(int(m)), change(int(a)), change(int(b)))
        for m, a, b in zip(masks.reshape(-1), ones.reshape(-1), others.reshape(-1), strict=True)
    ]
    cells = np.array(flat, dtype=np.intp).reshape(masks.shape)
    whole = all(array.dtype.kind in "iub" for array in arrays[1:])
    dtype = np.bool_ if truths else np.int64 if whole else np.float64
    return Symbolic(graph, cells, units, dtype)


def _stack(here: Symbolic, arrays: Sequence[Any], axis: int = 0) -> Symbolic:
    if axis != 0:
        raise here.refused(f"stacks along axis {axis}", "np.stack(arrays) along a leading axis")
    given = aligned(here, list(arrays))
    shape = np.broadcast_shapes(*(one.cells.shape for one in given))
    cells = np.stack([np.broadcast_to(one.cells, shape) for one in given])
    truths = all(one.dtype == np.bool_ for one in given)
    dtype = np.bool_ if truths else np.float64
    change = here.graph.truth if truths else here.graph.number
    return Symbolic(here.graph, each(change, cells), broadcast_units(here, given), dtype)


def _concatenate(here: Symbolic, arrays: Sequence[Any], axis: int = 0) -> Symbolic:
    given = aligned(here, list(arrays))
    if axis != 0 or not all(one.cells.ndim for one in given):
        raise here.refused("joins runs or units", "np.concatenate along a leading axis")
    cells = np.concatenate([one.cells for one in given])
    return Symbolic(here.graph, cells, broadcast_units(here, given), given[0].dtype)


def _moveaxis(here: Symbolic, array: Symbolic, source: int, destination: int) -> Symbolic:
    if max(source, destination) >= array.cells.ndim or min(source, destination) < 0:
        raise here.refused("moves the axis of runs or units", "leading axes alone")
    cells = np.moveaxis(array.cells, source, destination).copy()
    return Symbolic(here.graph, cells, array.units, array.dtype)


def _clip(here: Symbolic, array: Any, low: Any, high: Any, out: Any = None) -> Symbolic:
    found = np.minimum(np.maximum(array, low), high)
    if out is None:
        return found
    write(out, found)
    return out


def _copyto(
    here: Symbolic, target: Any, value: Any, casting: str = "same_kind", where: Any = True
) -> None:
    if not isinstance(target, Symbolic):
        raise here.refused("writes into an array of its own", MADE_LIKE)
    write(target, known(here.graph, value, flat=target.units is None), where)


def _same(here: Symbolic, array: Any, dtype: Any = None) -> Symbolic:
    same = known(here.graph, array)
    return same if dtype is None else same.astype(dtype)


def _reduced(name: str) -> Callable[..., Symbolic]:
    def reduce(here: Symbolic, array: Symbolic, *args: Any, **more: Any) -> Symbolic:
        found: Symbolic = getattr(array, name)(*args, **more)
        return found

    return reduce


def _choose(here: Symbolic, codes: Symbolic, table: Sequence[Any]) -> Symbolic:
    graph = here.graph
    members = [known(graph, one, flat=codes.units is None) for one in table]
    table_cells = np.array([int(one.cells) for one in members], dtype=np.intp)
    dtype = np.bool_ if all(one.dtype == np.bool_ for one in members) else np.float64
    return Symbolic(graph, at_codes(graph, table_cells, codes.cells), codes.units, dtype)


FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.where: _where,
    np.zeros_like: new_arrays.like(0),
    np.ones_like: new_arrays.like(1),
    np.empty_like: new_arrays.like(0),
    np.full_like: new_arrays.full_like,
    np.zeros: new_arrays.made(0),
    np.ones: new_arrays.made(1),
    np.empty: new_arrays.made(0),
    np.full: new_arrays.full,
    np.broadcast_to: new_arrays.broadcast_to,
    np.stack: _stack,
    np.concatenate: _concatenate,
    np.moveaxis: _moveaxis,
    np.clip: _clip,
    np.copyto: _copyto,
    np.ascontiguousarray: _same,
    np.ndim: lambda here, array: array.ndim,
    np.shape: lambda here, array: array.shape,
    np.sum: _reduced("sum"),
    np.max: _reduced("max"),
    np.min: _reduced("min"),
    np.any: _reduced("any"),
    np.all: _reduced("all"),
    np.choose: _choose,
}
"""NumPy's function -> what it means here; with the symbolic array that was asked as first."""

HANDLERS.update(ufunc=apply_ufunc, function=apply_function)
