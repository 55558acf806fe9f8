"""Arrays without numbers: what the rules are run on once, to see what they would work out.

A `Symbolic` looks to a rule like an array ``(leading axes, run, unit)``. It holds a row of a
program for each place on its leading axes; whatever is done to it adds rows. What a rule may do is
what stands here: NumPy's functions hand over to it by NumPy's own protocols. Anything else is
refused, in words that say what to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.mixins import NDArrayOperatorsMixin

from sovsim.compiled.cells import at_codes, both, each, spread, taken
from sovsim.compiled.graph import Graph
from sovsim.compiled.refusal import (
    LEAVES_RUNS,
    LOOKED_UP,
    NotTraceable,
    Refusing,
    Runs,
    refused,
)

__all__ = ["RUNS", "NotTraceable", "Symbolic", "fitted", "known"]

RUNS = 2
"""How many runs a symbolic array seems to hold. Nothing may depend on it."""

_DRAWN = "noise.uniform(Purpose.NAME), whose draws are the runs' own"


class Flags:
    """Stands for an array's flags: whether it may be written into."""

    def __init__(self, writeable: bool = True) -> None:
        self.writeable = writeable


HANDLERS: dict[str, Callable[..., Any]] = {}
"""What NumPy's functions of each number (``ufunc``) and all others (``function``) come to.

`sovsim.compiled.numpy_functions`, which needs what stands here, puts them in."""


class Symbolic(Refusing, NDArrayOperatorsMixin):
    """An array without numbers.

    Attributes:
        graph: where its rows stand.
        cells: number of the row at each place on the leading axes.
        units: length of the unit axis; None for an array that has none, ``(..., run)``.
        dtype: what NumPy would say.
    """

    __array_priority__ = 1000

    def __init__(
        self, graph: Graph, cells: npt.NDArray[np.intp], units: int | None, dtype: Any = np.float64
    ) -> None:
        self.graph = graph
        self.cells = cells
        self.units = units
        self.dtype = np.dtype(dtype)
        self.flags = Flags()

    @property
    def shape(self) -> tuple[int, ...]:
        """As NumPy says it, with `RUNS` runs."""
        runs = Runs.of(RUNS, self.graph)
        ending = (runs,) if self.units is None else (runs, self.units)
        return (*self.cells.shape, *ending)

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """Number of rows; runs and units are not counted, since nothing may depend on them."""
        return self.cells.size

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[Symbolic]:
        if not self.cells.ndim:
            raise self.refused("goes through the runs one by one", LEAVES_RUNS)
        return (self[place] for place in range(len(self.cells)))

    def copy(self) -> Symbolic:
        """Return an array of its own."""
        return Symbolic(self.graph, self.cells.copy(), self.units, self.dtype)

    def __deepcopy__(self, _: Any) -> Symbolic:
        return self.copy()

    def astype(self, dtype: Any, copy: bool = True) -> Symbolic:
        """Return it as numbers, whole numbers or truth values."""
        dtype, graph = self.kind(dtype), self.graph
        if dtype == np.bool_:
            change: Callable[[int], int] = graph.truth
        elif dtype.kind in "iu" and self.dtype.kind == "f":

            def change(row: int) -> int:
                return graph.operation("truncate", graph.number(row))
        else:
            change = graph.number
        return Symbolic(graph, each(change, self.cells), self.units, dtype)

    def kind(self, dtype: Any) -> np.dtype[Any]:
        """Return a kind of values that a program knows.

        Raises:
            NotTraceable: it is another one, such as small fractions.
        """
        found = np.dtype(dtype)
        if found.kind not in "biu" and found != np.float64:
            raise self.refused(f"makes {found.name} of values", "np.float64, the only fraction")
        return found

    def sum(self, axis: Any = None, keepdims: bool = False, **more: Any) -> Symbolic:
        """Add up over the units or over a leading axis."""
        plain = self if self.dtype.kind == "f" else self.astype(np.float64)
        return plain._across(axis, keepdims, "sum", "add", more)

    def max(self, axis: Any = None, keepdims: bool = False, **more: Any) -> Symbolic:
        """Return the highest over the units or over a leading axis."""
        return self._across(axis, keepdims, "highest", "maximum", more)

    def min(self, axis: Any = None, keepdims: bool = False, **more: Any) -> Symbolic:
        """Return the lowest over the units or over a leading axis."""
        return self._across(axis, keepdims, "lowest", "minimum", more)

    def any(self, axis: Any = None, keepdims: bool = False, **more: Any) -> Symbolic:
        """Return whether anything holds, over the units or over a leading axis."""
        return self.astype(np.bool_)._across(axis, keepdims, "any", "or", more)

    def all(self, axis: Any = None, keepdims: bool = False, **more: Any) -> Symbolic:
        """Return whether everything holds, over the units or over a leading axis."""
        return self.astype(np.bool_)._across(axis, keepdims, "all", "and", more)

    def _across(
        self, axis: Any, keepdims: bool, across: str, along: str, more: Mapping[str, Any]
    ) -> Symbolic:
        graph = self.graph
        given = [
            name for name, value in more.items() if value is not None and value is not np._NoValue
        ]
        if given:
            raise self.refused(f"gives {', '.join(given)} to a sum", "np.where(mask, x, 0.0) first")
        if not isinstance(axis, int):
            raise self.refused("takes all runs together", "axis=-1 for the units, keepdims=True")
        place = axis if axis >= 0 else axis + self.ndim
        if place < self.cells.ndim:
            rows = np.moveaxis(self.cells, place, 0)
            total = rows[0, ...]
            for row in rows[1:]:
                total = both(lambda one, other: graph.operation(along, one, other), total, row)
            total = np.asarray(total)
            cells = np.expand_dims(total, place) if keepdims else total
            return Symbolic(graph, cells, self.units, self.dtype)
        if self.units is None or place != self.ndim - 1:
            raise self.refused("takes runs together", LEAVES_RUNS)

        def over(row: int) -> int:
            if graph.rows[row].units == 1 and self.units != 0:
                if across == "sum" and self.units != 1:
                    return graph.operation("multiply", row, graph.constant(float(self.units or 0)))
                return row
            if self.units == 0:
                return graph.constant(across == "all" if across in ("any", "all") else 0.0)
            return graph.operation(across, row, units=1)

        return Symbolic(graph, each(over, self.cells), 1 if keepdims else None, self.dtype)

    def __getitem__(self, key: Any) -> Symbolic:
        codes = key[0] if isinstance(key, tuple) and key else key
        if isinstance(codes, Symbolic):
            return self._looked_up(codes)
        lead, unit = self._split(key)
        cells = self.cells[(*lead, ...)]
        if unit is None:
            return self._part(cells, self.units)
        where, keeps = self._places(unit)
        return self._part(taken(self.graph, cells, where), len(where) if keeps else None)

    def _part(self, cells: npt.NDArray[np.intp], units: int | None) -> Symbolic:
        part = Symbolic(self.graph, cells, units, self.dtype)
        part.flags.writeable = self.flags.writeable
        return part

    def _looked_up(self, codes: Symbolic) -> Symbolic:
        """Return a table's value for each code, from its first axis."""
        if codes.dtype.kind not in "iu" or self.cells.ndim != 1:
            raise self.refused(
                "picks values by a condition, or a table by what are no whole numbers",
                f"np.where(condition, value, 0.0); {LOOKED_UP}",
            )
        return Symbolic(
            self.graph, at_codes(self.graph, self.cells, codes.cells), codes.units, self.dtype
        )

    def __setitem__(self, key: Any, value: Any) -> None:
        self.check_writeable()
        if any(isinstance(one, Symbolic) for one in (key if isinstance(key, tuple) else (key,))):
            raise self.refused("writes where a condition holds", "np.where(condition, new, old)")
        lead, unit = self._split(key)
        inside = (*lead, ...)
        graph = self.graph
        part = Symbolic(graph, self.cells[inside], self.units, self.dtype)
        if unit is None:
            self.cells[inside] = fitted(value, part).cells
            return
        where, keeps = self._places(unit)
        mask = np.zeros(self.units or 0, dtype=np.bool_)
        mask[where] = True
        given = Symbolic(graph, part.cells, len(where) if keeps else None, self.dtype)
        chosen = graph.constant(mask)
        self.cells[inside] = both(
            lambda one, other: graph.operation("where", chosen, one, other),
            spread(graph, fitted(value, given).cells, where, self.units or 0),
            part.cells,
        )

    def check_writeable(self) -> None:
        """Raise NotTraceable where it is part of the world, which a rule only reads."""
        if not self.flags.writeable:
            raise self.refused("writes into what it only reads", "array.copy(), and write there")

    def _split(self, key: Any) -> tuple[tuple[Any, ...], Any]:
        """Return the parts of an index: leading axes, and units or None for all."""
        keys = key if isinstance(key, tuple) else (key,)
        places = [place for place, one in enumerate(keys) if one is Ellipsis]
        fill = (slice(None),) * (self.ndim - sum(one is not None for one in keys) + len(places))
        at = places[0] if places else len(keys)
        keys = (*keys[:at], *fill, *keys[at + 1 :])
        ending = 1 if self.units is None else 2
        if len(keys) < ending or any(one is None for one in keys[-ending:]):
            raise self.refused("adds an axis among runs and units", "x[None], a leading axis")
        run, unit = keys[-ending], keys[-1] if ending == 2 else slice(None)
        if not isinstance(run, slice) or run != slice(None):
            raise self.refused("picks runs", LEAVES_RUNS)
        every = isinstance(unit, slice) and unit == slice(None)
        return tuple(keys[:-ending]), None if every else unit

    def _places(self, unit: Any) -> tuple[list[int], bool]:
        """Return the places of units that are meant, and whether an axis of them is left."""
        if isinstance(unit, Symbolic):
            raise self.refused(
                "picks units by a value",
                "np.where(condition, value, 0.0), or an index of world.topology",
            )
        found = np.arange(self.units or 0)[unit]
        return [int(one) for one in np.atleast_1d(found)], bool(np.ndim(found))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *given: Any, **more: Any) -> Any:
        return HANDLERS["ufunc"](self, ufunc, method, given, more)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return HANDLERS["function"](self, function, args, kwargs)

    def refused(self, what: str, instead: str, kind: type[NotTraceable] = NotTraceable) -> Any:
        """Return the error for what a rule does with it; see `sovsim.compiled.refusal`."""
        return refused(self.graph.origin, what, instead, kind)


def known(graph: Graph, value: Any, flat: bool = False) -> Symbolic:
    """Return numbers that are known as a symbolic array, the same for all runs.

    Args:
        value: anything that NumPy makes an array of; its last axes are runs and units.
        flat: whether it has no axis of units.

    Raises:
        NotTraceable: runs differ.
    """
    if isinstance(value, Symbolic):
        return value
    if isinstance(value, Runs):
        raise refused(graph.origin, "counts the runs", LEAVES_RUNS)
    array = np.asarray(value)
    ending = 1 if flat else 2
    array = array.reshape((1,) * (ending - array.ndim) + array.shape)
    run = array.ndim - ending
    first = array.take(0, axis=run) if array.shape[run] else array.sum(axis=run)
    if array.shape[run] > 1 and not (array == np.expand_dims(first, run)).all():
        raise refused(graph.origin, "has values of its own that differ from run to run", _DRAWN)
    lead = first.shape if flat else first.shape[:-1]
    cells = np.empty(lead, dtype=np.intp)
    for place in np.ndindex(lead):
        cells[place] = graph.constant(first[place])
    return Symbolic(graph, cells, None if flat else first.shape[-1], array.dtype)


def fitted(value: Any, into: Symbolic) -> Symbolic:
    """Return a value in the shape and kind of an array that takes it."""
    graph = into.graph
    given = known(graph, value, flat=into.units is None)
    if into.dtype.kind in "iu":
        given = given.astype(into.dtype)
    change = graph.truth if into.dtype == np.bool_ else graph.number
    cells = np.broadcast_to(each(change, given.cells), into.cells.shape)
    return Symbolic(graph, cells.copy(), into.units, into.dtype)
