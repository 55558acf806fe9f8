"""What NumPy's functions mean for symbolic arrays: all that a rule may use of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sovsim.compiled.symbolic import RUNS, Symbolic, _both, _each, fitted, known

_ONE = {
    "negative": "negative",
    "absolute": "absolute",
    "floor": "floor",
    "trunc": "truncate",
    "sqrt": "root",
    "exp": "exponential",
    "log": "logarithm",
    "expit": "logistic",
    "ndtri": "quantile",
}
_TWO = {
    "add": "add",
    "subtract": "subtract",
    "multiply": "multiply",
    "divide": "divide",
    "minimum": "minimum",
    "maximum": "maximum",
    "fmin": "fmin",
    "fmax": "fmax",
    "less": "less",
    "less_equal": "less_equal",
    "greater": "greater",
    "greater_equal": "greater_equal",
    "equal": "equal",
    "not_equal": "not_equal",
}
_TRUTH = {
    "bitwise_and": "and",
    "bitwise_or": "or",
    "bitwise_xor": "xor",
    "logical_and": "and",
    "logical_or": "or",
    "logical_xor": "xor",
}
_COMPARES = frozenset(("less", "less_equal", "greater", "greater_equal", "equal", "not_equal"))

_BELOW = 1.0 - 2.0**-53
"""A positive number times this is the next lower one."""


def apply_ufunc(
    here: Symbolic, ufunc: np.ufunc, method: str, given: Sequence[Any], more: Mapping[str, Any]
) -> Any:
    """Return what a function of each number gives, or write it where it is to go.

    Raises:
        NotTraceable: the function is none of those known, or is to write into plain numbers.
    """
    unknown = set(more) - {"out", "where"}
    if method != "__call__" or unknown:
        what = "|".join(sorted(unknown)) or method
        raise here._refused(f"uses np.{ufunc.__name__} with {what}", "plain operators")
    result = _worked_out(here, ufunc, given)
    where = more.get("where", True)
    out = more.get("out")
    if out is None:
        return result
    (target,) = out
    if not isinstance(target, Symbolic):
        raise here._refused(
            "adds to an array of its own in place",
            "an array made with like=, as np.zeros(shape, like=world.capacity)",
        )
    write(target, result, where)
    return target


def _worked_out(here: Symbolic, ufunc: np.ufunc, given: Sequence[Any]) -> Symbolic:
    graph, name = here.graph, ufunc.__name__
    if name == "nextafter":
        return _worked_out(here, np.multiply, (given[0], _BELOW))
    if name == "power" and np.ndim(given[1]) == 0 and float(given[1]) in (2.0, 0.5):
        return (
            _worked_out(here, np.multiply, (given[0], given[0]))
            if float(given[1]) == 2.0
            else _worked_out(here, np.sqrt, (given[0],))
        )
    if name == "square":
        return _worked_out(here, np.multiply, (given[0], given[0]))
    arrays = aligned(here, given)
    units = broadcast_units(here, arrays)
    if name in ("invert", "logical_not"):
        cells = _each(lambda row: graph.operation("not", graph.truth(row)), arrays[0].cells)
        return Symbolic(graph, cells, units, np.bool_)
    if name in ("positive", "conjugate"):
        return arrays[0]
    if name in _ONE:
        cells = _each(lambda row: graph.operation(_ONE[name], graph.number(row)), arrays[0].cells)
        return Symbolic(graph, cells, units, np.float64)
    truths = all(one.dtype == np.bool_ for one in arrays)
    if name in _TRUTH and truths:
        cells = _both(
            lambda a, b: graph.operation(_TRUTH[name], a, b), arrays[0].cells, arrays[1].cells
        )
        return Symbolic(graph, cells, units, np.bool_)
    if name in ("maximum", "minimum") and truths:
        return _worked_out(here, np.logical_or if name == "maximum" else np.logical_and, given)
    if name in _TWO and not (truths and name in ("add", "subtract")):
        cells = _both(
            lambda a, b: graph.operation(_TWO[name], graph.number(a), graph.number(b)),
            arrays[0].cells,
            arrays[1].cells,
        )
        whole = all(one.dtype.kind in "iub" for one in arrays) and name != "divide"
        dtype = np.bool_ if name in _COMPARES else np.int64 if whole else np.float64
        return Symbolic(graph, cells, units, dtype)
    known_ones = ", ".join(sorted([*_ONE, *_TWO]))
    raise here._refused(f"uses {name} on these values", f"one of {known_ones}")


def aligned(here: Symbolic, given: Sequence[Any]) -> list[Symbolic]:
    """Return operands as symbolic arrays with the same ending axes."""
    flats = [one for one in given if isinstance(one, Symbolic)]
    flat = all(one.units is None for one in flats)
    if not flat and any(one.units is None for one in flats):
        raise here._refused("mixes arrays with and without an axis of units", "array[:, None]")
    return [known(here.graph, one, flat) for one in given]


def broadcast_units(here: Symbolic, arrays: Sequence[Symbolic]) -> int | None:
    """Return the length of the unit axis of what some arrays give together."""
    counts = {one.units for one in arrays}
    if counts == {None}:
        return None
    longer = {count for count in counts if count not in (None, 1)}
    if len(longer) > 1:
        raise here._refused(f"mixes arrays of {sorted(longer, key=str)} units", "the same units")
    return longer.pop() if longer else 1


def write(target: Symbolic, value: Symbolic, where: Any = True) -> None:
    """Write values into an array where a mask holds; views of it change with it."""
    graph = target.graph
    new = fitted(value, target).cells
    if where is not True:
        mask = fitted_truth(where, target)
        old = target.cells
        flat = [
            graph.operation("where", int(m), int(n), int(o))
            for m, n, o in zip(mask.reshape(-1), new.reshape(-1), old.reshape(-1), strict=True)
        ]
        new = np.array(flat, dtype=np.intp).reshape(old.shape)
    target.cells[...] = new


def fitted_truth(mask: Any, target: Symbolic) -> Any:
    """Return rows of a mask in the shape of an array."""
    graph = target.graph
    given = known(graph, mask, flat=target.units is None)
    return np.broadcast_to(_each(graph.truth, given.cells), target.cells.shape)


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


def _filled(here: Symbolic, shape: Any, value: Any, dtype: Any) -> Symbolic:
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    if len(shape) >= 2 and shape[-2] in (1, RUNS):
        lead, units = shape[:-2], shape[-1]
    elif shape and shape[-1] == RUNS:
        lead, units = shape[:-1], None
    else:
        raise here._refused(f"makes an array of shape {shape}", "a shape (..., run, unit)")
    kind = np.dtype(np.float64 if dtype is None else dtype)
    row = known(here.graph, np.asarray(value, dtype=kind), flat=units is None)
    cells = np.full(lead, int(row.cells), dtype=np.intp)
    return Symbolic(here.graph, cells, units, kind)


def _like(value: Any) -> Callable[..., Symbolic]:
    def make(
        here: Symbolic, array: Any, dtype: Any = None, shape: Any = None, **_: Any
    ) -> Symbolic:
        kind = array.dtype if dtype is None else dtype
        return _filled(here, array.shape if shape is None else shape, value, kind)

    return make


def _made(value: Any) -> Callable[..., Symbolic]:
    def make(here: Symbolic, shape: Any, dtype: Any = None, **_: Any) -> Symbolic:
        return _filled(here, shape, value, dtype)

    return make


def _full(here: Symbolic, shape: Any, value: Any, dtype: Any = None, **_: Any) -> Symbolic:
    kind = np.asarray(value).dtype if dtype is None else dtype
    return _filled(here, shape, value, kind)


def _full_like(here: Symbolic, array: Any, value: Any, dtype: Any = None, **_: Any) -> Symbolic:
    return _filled(here, array.shape, value, array.dtype if dtype is None else dtype)


def _broadcast_to(here: Symbolic, array: Symbolic, shape: Sequence[int], **_: Any) -> Symbolic:
    flat = array.units is None
    lead = tuple(shape)[: -1 if flat else -2]
    cells = np.broadcast_to(array.cells, lead).copy()
    return Symbolic(here.graph, cells, None if flat else shape[-1], array.dtype)


def _stack(here: Symbolic, arrays: Sequence[Any], axis: int = 0, **_: Any) -> Symbolic:
    if axis != 0:
        raise here._refused(f"stacks along axis {axis}", "np.stack(arrays) along a leading axis")
    given = aligned(here, list(arrays))
    shape = np.broadcast_shapes(*(one.cells.shape for one in given))
    cells = np.stack([np.broadcast_to(one.cells, shape) for one in given])
    truths = all(one.dtype == np.bool_ for one in given)
    dtype = np.bool_ if truths else np.float64
    change = here.graph.truth if truths else here.graph.number
    return Symbolic(here.graph, _each(change, cells), broadcast_units(here, given), dtype)


def _concatenate(here: Symbolic, arrays: Sequence[Any], axis: int = 0, **_: Any) -> Symbolic:
    given = aligned(here, list(arrays))
    if axis != 0 or not all(one.cells.ndim for one in given):
        raise here._refused("joins runs or units", "np.concatenate along a leading axis")
    cells = np.concatenate([one.cells for one in given])
    return Symbolic(here.graph, cells, broadcast_units(here, given), given[0].dtype)


def _moveaxis(here: Symbolic, array: Symbolic, source: int, destination: int) -> Symbolic:
    if max(source, destination) >= array.cells.ndim or min(source, destination) < 0:
        raise here._refused("moves the axis of runs or units", "leading axes alone")
    cells = np.moveaxis(array.cells, source, destination).copy()
    return Symbolic(here.graph, cells, array.units, array.dtype)


def _clip(here: Symbolic, array: Any, low: Any, high: Any, out: Any = None, **_: Any) -> Symbolic:
    found = np.minimum(np.maximum(array, low), high)
    if out is None:
        return found
    write(out, found)
    return out


def _copyto(
    here: Symbolic, target: Any, value: Any, casting: str = "same_kind", where: Any = True
) -> None:
    if not isinstance(target, Symbolic):
        raise here._refused(
            "writes into an array of its own",
            "an array made with like=, as np.zeros(shape, like=world.capacity)",
        )
    write(target, known(here.graph, value, flat=target.units is None), where)


def _same(here: Symbolic, array: Any, *_: Any, **__: Any) -> Symbolic:
    return known(here.graph, array)


def _reduced(name: str) -> Callable[..., Symbolic]:
    def reduce(here: Symbolic, array: Symbolic, *args: Any, **more: Any) -> Symbolic:
        found: Symbolic = getattr(array, name)(*args, **more)
        return found

    return reduce


def _choose(here: Symbolic, codes: Symbolic, table: Sequence[Any], **_: Any) -> Symbolic:
    graph = here.graph
    members = [known(graph, one, flat=codes.units is None) for one in table]
    table_cells = np.array([int(one.cells) for one in members], dtype=np.intp)
    dtype = np.bool_ if all(one.dtype == np.bool_ for one in members) else np.float64
    return Symbolic(graph, table_cells, 1, dtype)[codes]


FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.where: _where,
    np.zeros_like: _like(0),
    np.ones_like: _like(1),
    np.empty_like: _like(0),
    np.full_like: _full_like,
    np.zeros: _made(0),
    np.ones: _made(1),
    np.empty: _made(0),
    np.full: _full,
    np.broadcast_to: _broadcast_to,
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
