"""What NumPy's functions of single numbers mean for symbolic arrays, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sovsim.compiled.cells import both, each
from sovsim.compiled.refusal import MADE_LIKE, instead_of
from sovsim.compiled.symbolic import Symbolic, fitted, known

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
_OF_TRUTHS = {
    "maximum": np.logical_or,
    "add": np.logical_or,
    "minimum": np.logical_and,
    "multiply": np.logical_and,
}
_COMPARES = frozenset(("less", "less_equal", "greater", "greater_equal", "equal", "not_equal"))

_KNOWN = frozenset([*_ONE, *_TWO, *_TRUTH, "invert", "logical_not", "positive", "conjugate"])

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
    if method != "__call__":
        what = f"np.{ufunc.__name__}.{method}"
        raise here.refused(f"uses {what}", instead_of(method, ["plain operators"]))
    if unknown:
        told = ", ".join(sorted(unknown))
        raise here.refused(f"gives {told} to np.{ufunc.__name__}", "it without")
    result = _worked_out(here, ufunc, given)
    where = more.get("where", True)
    out = more.get("out")
    if out is None:
        return result
    (target,) = out
    if not isinstance(target, Symbolic):
        raise here.refused("writes into an array of its own", MADE_LIKE)
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
    if name not in _KNOWN:
        raise here.refused(f"uses np.{name}", instead_of(name, [*_ONE, *_TWO]))
    arrays = aligned(here, given)
    units = broadcast_units(here, arrays)
    if name == "logical_not" or (name == "invert" and arrays[0].dtype == np.bool_):
        cells = each(lambda row: graph.operation("not", graph.truth(row)), arrays[0].cells)
        return Symbolic(graph, cells, units, np.bool_)
    if name in ("positive", "conjugate"):
        return arrays[0]
    if name in _ONE:
        cells = each(lambda row: graph.operation(_ONE[name], graph.number(row)), arrays[0].cells)
        return Symbolic(graph, cells, units, np.float64)
    truths = all(one.dtype == np.bool_ for one in arrays)
    if name in _TRUTH and truths:
        cells = both(
            lambda a, b: graph.operation(_TRUTH[name], a, b), arrays[0].cells, arrays[1].cells
        )
        return Symbolic(graph, cells, units, np.bool_)
    if truths and name in _OF_TRUTHS:
        return _worked_out(here, _OF_TRUTHS[name], given)
    if name in _TWO and not (truths and name == "subtract"):
        cells = both(
            lambda a, b: graph.operation(_TWO[name], graph.number(a), graph.number(b)),
            arrays[0].cells,
            arrays[1].cells,
        )
        whole = all(one.dtype.kind in "iub" for one in arrays) and name != "divide"
        dtype = np.bool_ if name in _COMPARES else np.int64 if whole else np.float64
        return Symbolic(graph, cells, units, dtype)
    told = "truth values" if truths else "numbers"
    raise here.refused(
        f"uses np.{name} on {told}", "& and | of comparisons; mask * 1.0 for numbers"
    )


def aligned(here: Symbolic, given: Sequence[Any]) -> list[Symbolic]:
    """Return operands as symbolic arrays with the same ending axes."""
    flats = [one for one in given if isinstance(one, Symbolic)]
    flat = all(one.units is None for one in flats)
    if not flat and any(one.units is None for one in flats):
        raise here.refused(
            "mixes arrays with and without an axis of units", "keepdims=True in a sum over units"
        )
    return [known(here.graph, one, flat) for one in given]


def broadcast_units(here: Symbolic, arrays: Sequence[Symbolic]) -> int | None:
    """Return the length of the unit axis of what some arrays give together."""
    counts = {one.units for one in arrays}
    if counts == {None}:
        return None
    longer = {count for count in counts if count not in (None, 1)}
    if len(longer) > 1:
        told = " and ".join(map(str, sorted(filter(None, longer))))
        raise here.refused(
            f"mixes unit axes, of {told} units",
            "dyads_to_states or contested_to_states (sovsim.rules.forms), or an index of "
            "world.topology",
        )
    return longer.pop() if longer else 1


def write(target: Symbolic, value: Symbolic, where: Any = True) -> None:
    """Write values into an array where a mask holds; views of it change with it."""
    target.check_writeable()
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
    return np.broadcast_to(each(graph.truth, given.cells), target.cells.shape)
