"""Arrays without numbers: what the rules are run on once, to see what they would work out.

A `Symbolic` looks to a rule like an array ``(leading axes, run, unit)``. It holds a row of a
program for each place on its leading axes; whatever is done to it adds rows. What a rule may do is
what stands here: NumPy's functions hand over to it by NumPy's own protocols. Anything else is
refused, in words that say what to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.mixins import NDArrayOperatorsMixin

from sovsim.compiled.graph import Graph

RUNS = 2
"""How many runs a symbolic array seems to hold. Nothing may depend on it."""

_BELOW = 1.0 - 2.0**-53
"""A positive number times this is the next lower one."""


class NotTraceable(TypeError):
    """A rule does what no program can say; the message names it and what to write in its place."""


class Frozen:
    """Stands for an array's flags; what is symbolic is never written into by a rule."""

    writeable = True


class Symbolic(NDArrayOperatorsMixin):
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
        self.flags = Frozen()

    @property
    def shape(self) -> tuple[int, ...]:
        """As NumPy says it, with `RUNS` runs."""
        ending = (RUNS,) if self.units is None else (RUNS, self.units)
        return (*self.cells.shape, *ending)

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """Number of places."""
        return int(np.prod(self.shape))

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[Symbolic]:
        if not self.cells.ndim:
            raise self._refused("goes through the runs one by one", "work on whole arrays")
        return (self[place] for place in range(len(self.cells)))

    def __bool__(self) -> bool:
        raise self._refused("branches on a value", "np.where(condition, one, other)")

    def __float__(self) -> float:
        raise self._refused(
            "puts values into an array of its own or into a number",
            "an array made with like=, as np.zeros(shape, like=world.capacity)",
        )

    __int__ = __index__ = __float__

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return self.__float__()

    def copy(self) -> Symbolic:
        """Return an array of its own."""
        return Symbolic(self.graph, self.cells.copy(), self.units, self.dtype)

    def astype(self, dtype: Any, copy: bool = True) -> Symbolic:
        """Return it as numbers, whole numbers or truth values."""
        dtype, graph = np.dtype(dtype), self.graph
        if dtype == np.bool_:
            change: Callable[[int], int] = graph.truth
        elif dtype.kind in "iu" and self.dtype.kind == "f":

            def change(row: int) -> int:
                return graph.operation("truncate", graph.number(row))
        else:
            change = graph.number
        return Symbolic(graph, _each(change, self.cells), self.units, dtype)

    def sum(self, axis: int | None = None, keepdims: bool = False, **_: Any) -> Symbolic:
        """Add up over the units or over a leading axis."""
        plain = self if self.dtype.kind == "f" else self.astype(np.float64)
        return plain._across(axis, keepdims, "sum", "add")

    def max(self, axis: int | None = None, keepdims: bool = False, **_: Any) -> Symbolic:
        """Return the highest over the units or over a leading axis."""
        return self._across(axis, keepdims, "highest", "maximum")

    def min(self, axis: int | None = None, keepdims: bool = False, **_: Any) -> Symbolic:
        """Return the lowest over the units or over a leading axis."""
        return self._across(axis, keepdims, "lowest", "minimum")

    def any(self, axis: int | None = None, keepdims: bool = False, **_: Any) -> Symbolic:
        """Return whether anything holds, over the units or over a leading axis."""
        return self.astype(np.bool_)._across(axis, keepdims, "any", "or")

    def all(self, axis: int | None = None, keepdims: bool = False, **_: Any) -> Symbolic:
        """Return whether everything holds, over the units or over a leading axis."""
        return self.astype(np.bool_)._across(axis, keepdims, "all", "and")

    def _across(self, axis: int | None, keepdims: bool, across: str, along: str) -> Symbolic:
        graph = self.graph
        if axis is None:
            raise self._refused("takes all runs together", "an axis, -1 for the units")
        place = axis if axis >= 0 else axis + self.ndim
        if place < self.cells.ndim:
            rows = np.moveaxis(self.cells, place, 0)
            total = rows[0, ...]
            for row in rows[1:]:
                total = _both(lambda one, other: graph.operation(along, one, other), total, row)
            total = np.asarray(total)
            cells = np.expand_dims(total, place) if keepdims else total
            return Symbolic(graph, cells, self.units, self.dtype)
        if self.units is None or place != self.ndim - 1:
            raise self._refused("takes runs together", "each run by itself")

        def over(row: int) -> int:
            if graph.rows[row].units == 1 and self.units != 0:
                if across == "sum" and self.units != 1:
                    return graph.operation("multiply", row, graph.constant(float(self.units or 0)))
                return row
            if self.units == 0:
                return graph.constant(across == "all" if across in ("any", "all") else 0.0)
            return graph.operation(across, row, units=1)

        return Symbolic(graph, _each(over, self.cells), 1 if keepdims else None, self.dtype)

    def __getitem__(self, key: Any) -> Symbolic:
        lead, run, unit, chosen = self._split(key)
        if chosen is not None:
            return _at_codes(self, chosen)
        if run != slice(None):
            raise self._refused("picks runs", "all runs alike")
        cells = self.cells[(*lead, ...)]
        if unit is None:
            return Symbolic(self.graph, cells, self.units, self.dtype)
        where, keeps = self._places(unit)
        graph = self.graph

        def take(row: int) -> int:
            if graph.rows[row].units == 1 and len(where):
                return row
            if graph.rows[row].operation == "vector":
                return graph.constant(np.array(graph.rows[row].data)[where])
            return graph.operation("take", row, data=tuple(where), units=len(where))

        return Symbolic(graph, _each(take, cells), len(where) if keeps else None, self.dtype)

    def __setitem__(self, key: Any, value: Any) -> None:
        lead, run, unit, chosen = self._split(key)
        if chosen is not None or run != slice(None):
            raise self._refused("writes to some runs", "np.where(condition, new, old)")
        inside = (*lead, ...)
        graph = self.graph
        part = Symbolic(graph, self.cells[inside], self.units, self.dtype)
        if unit is not None:
            where, keeps = self._places(unit)
            mask = np.zeros(self.units or 0, dtype=np.bool_)
            mask[where] = True
            given = Symbolic(graph, part.cells, len(where) if keeps else None, self.dtype)
            spread = _spread(fitted(value, given), where, self.units or 0)
            chosen_row = graph.constant(mask)
            new = _both(
                lambda one, other: graph.operation("where", chosen_row, one, other),
                spread.cells,
                part.cells,
            )
        else:
            new = fitted(value, part).cells
        self.cells[inside] = new

    def _split(self, key: Any) -> tuple[tuple[Any, ...], Any, Any, Any]:
        """Return the parts of an index: leading axes, runs, units, and codes if it is a look-up."""
        keys = key if isinstance(key, tuple) else (key,)
        if keys and isinstance(keys[0], Symbolic):
            return (), slice(None), None, keys[0]
        used = sum(one is not None and one is not Ellipsis for one in keys)
        if Ellipsis in [one if one is Ellipsis else 0 for one in keys]:
            at = next(place for place, one in enumerate(keys) if one is Ellipsis)
            fill = (slice(None),) * (self.ndim - used)
            keys = (*keys[:at], *fill, *keys[at + 1 :])
        else:
            keys = (*keys, *(slice(None),) * (self.ndim - used))
        ending = 1 if self.units is None else 2
        tail, run, unit, count = list(keys), slice(None), None, 0
        while count < ending:
            one = tail.pop()
            if one is None:
                raise self._refused("adds an axis among runs and units", "a leading axis")
            count += 1
            if count == ending:
                run = one
            elif not (isinstance(one, slice) and one == slice(None)):
                unit = one
        if not isinstance(run, slice) or run != slice(None):
            raise self._refused("picks runs", "all runs alike")
        return tuple(tail), run, unit, None

    def _places(self, unit: Any) -> tuple[list[int], bool]:
        """Return the places of units that are meant, and whether an axis of them is left."""
        if isinstance(unit, Symbolic):
            raise self._refused("picks units by a value", "a constant, or the topology")
        found = np.arange(self.units or 0)[unit]
        return [int(one) for one in np.atleast_1d(found)], bool(np.ndim(found))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *given: Any, **more: Any) -> Any:
        from sovsim.compiled.numpy_functions import apply_ufunc

        return apply_ufunc(self, ufunc, method, given, more)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        from sovsim.compiled.numpy_functions import FUNCTIONS

        if function not in FUNCTIONS:
            known = ", ".join(sorted(f"np.{one.__name__}" for one in FUNCTIONS))
            raise self._refused(f"uses np.{function.__name__}", f"one of {known}")
        return FUNCTIONS[function](self, *args, **kwargs)

    def _refused(self, what: str, instead: str) -> NotTraceable:
        origin = self.graph.origin or "a rule"
        return NotTraceable(f"{origin} {what}, which cannot be compiled; write {instead}")


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
    array = np.asarray(value)
    ending = 1 if flat else 2
    array = array.reshape((1,) * (ending - array.ndim) + array.shape)
    run = array.ndim - ending
    first = array.take(0, axis=run) if array.shape[run] else array.sum(axis=run)
    if array.shape[run] > 1 and not (array == np.expand_dims(first, run)).all():
        raise NotTraceable(f"{graph.origin}: values of its own differ from run to run")
    lead = first.shape if flat else first.shape[:-1]
    cells = np.empty(lead, dtype=np.intp)
    for place in np.ndindex(lead):
        cells[place] = graph.constant(first[place])
    return Symbolic(graph, cells, None if flat else first.shape[-1], array.dtype)


def fitted(value: Any, into: Symbolic) -> Symbolic:
    """Return a value in the shape and kind of an array that takes it."""
    graph = into.graph
    given = known(graph, value, flat=into.units is None)
    change = graph.truth if into.dtype == np.bool_ else graph.number
    cells = np.broadcast_to(_each(change, given.cells), into.cells.shape)
    return Symbolic(graph, cells.copy(), into.units, into.dtype)


def _spread(given: Symbolic, where: list[int], units: int) -> Symbolic:
    """Return values of some units at their places among all; elsewhere they are of no account."""
    graph = given.graph
    source = [0] * units
    for place, unit in enumerate(where):
        source[unit] = place

    def spread(row: int) -> int:
        if graph.rows[row].units == 1:
            return row
        if graph.rows[row].operation == "vector":
            return graph.constant(np.array(graph.rows[row].data)[source])
        return graph.operation("take", row, data=tuple(source), units=units)

    return Symbolic(graph, _each(spread, given.cells), units, given.dtype)


def _at_codes(table: Symbolic, codes: Symbolic) -> Symbolic:
    """Return a table's value for each code, from its first axis."""
    graph = table.graph

    def chosen(code: int) -> int:
        found = int(table.cells[-1])
        for member in range(len(table.cells) - 2, -1, -1):
            same = graph.operation("equal", code, graph.constant(float(member)))
            found = graph.operation("where", same, int(table.cells[member]), found)
        return found

    return Symbolic(graph, _each(chosen, codes.cells), codes.units, table.dtype)


def _each(change: Callable[[int], int], cells: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    flat = [change(int(one)) for one in cells.reshape(-1)]
    return np.array(flat, dtype=np.intp).reshape(cells.shape)


def _both(change: Callable[[int, int], int], first: Any, last: Any) -> npt.NDArray[np.intp]:
    one, other = np.broadcast_arrays(first, last)
    flat = [change(int(a), int(b)) for a, b in zip(one.reshape(-1), other.reshape(-1), strict=True)]
    return np.array(flat, dtype=np.intp).reshape(one.shape)
