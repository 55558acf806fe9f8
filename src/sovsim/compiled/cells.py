"""Rows of an array by its leading axes: the same done to each, units spread, tables looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from sovsim.compiled.graph import Graph

Cells = npt.NDArray[np.intp]
"""Number of the row at each place on the leading axes."""


def each(change: Callable[[int], int], cells: Cells) -> Cells:
    """Return what is made of each row."""
    flat = [change(int(one)) for one in cells.reshape(-1)]
    return np.array(flat, dtype=np.intp).reshape(cells.shape)


def both(change: Callable[[int, int], int], first: Cells, last: Cells) -> Cells:
    """Return what is made of the rows of two arrays, broadcast against each other."""
    one, other = np.broadcast_arrays(first, last)
    flat = [change(int(a), int(b)) for a, b in zip(one.reshape(-1), other.reshape(-1), strict=True)]
    return np.array(flat, dtype=np.intp).reshape(one.shape)


def taken(graph: Graph, cells: Cells, places: Sequence[int]) -> Cells:
    """Return the values of some units."""

    def take(row: int) -> int:
        if graph.rows[row].units == 1 and len(places):
            return row
        if graph.rows[row].operation == "vector":
            return graph.constant(np.array(graph.rows[row].data)[list(places)])
        return graph.operation("take", row, data=tuple(places), units=len(places))

    return each(take, cells)


def spread(graph: Graph, cells: Cells, places: Sequence[int], units: int) -> Cells:
    """Return values of some units at their places among all; elsewhere they are of no account."""
    source = [0] * units
    for place, unit in enumerate(places):
        source[unit] = place
    return taken(graph, cells, source)


def at_codes(graph: Graph, table: Cells, codes: Cells) -> Cells:
    """Return a table's row for each code: the member that the code is equal to, else the last."""
    others = [member for member in range(len(table)) if table[member] != table[-1]]

    def chosen(code: int) -> int:
        found = int(table[-1])
        for member in reversed(others):
            same = graph.operation("equal", code, graph.constant(float(member)))
            found = graph.operation("where", same, int(table[member]), found)
        return found

    return each(chosen, codes)
