"""The plan of the work: which cells are stored and computed together, and under which address.

Neither block shows in a result: a run is the same whatever stands beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import rfc8785

from sovsim.disk.fingerprint import NUMPY, compiler_hash
from sovsim.ensemble.cells import Cells

STORED = 256
"""Cells of a storage block; block *n* holds the cells from ``n * STORED``."""

SMALLEST, LARGEST = 32, 512
"""Cells computed at once: fewer waste the overhead of a step; more gain little, and their noise no
longer fits the cache beside that of another worker."""

KEPT = 32
"""Cells computed at once where every quarter is kept."""

_CELLS = 1 << 14
"""Cells times states above which a block falls out of the cache."""


def storage_blocks(cells: int) -> Iterator[range]:
    """Yield the storage blocks of a number of cells; the last one may be cut short."""
    for first in range(0, cells, STORED):
        yield range(first, min(first + STORED, cells))


def compute_blocks(cells: range, size: int, even: int = 1) -> Iterator[range]:
    """Yield a range of cells in pieces of nearly equal length.

    Args:
        size: none is longer, but to be even.
        even: cells that are best computed together: only the last piece holds a part of so many.
    """
    pieces = -(-len(cells) // size)
    cuts = [-(-(piece * len(cells) // pieces) // even) * even for piece in range(pieces)]
    ends = [min(cut, len(cells)) for cut in cuts] + [len(cells)]
    for first, end in pairwise(ends):
        if first < end:
            yield cells[first:end]


def stretches(parts: Iterable[tuple[str, range]], size: int) -> Iterator[tuple[str, range]]:
    """Yield stretches of cells of an arm, joined from parts that follow each other.

    Args:
        parts: key of the arm and cells of every part, those of an arm in ascending order.
        size: cells at which a stretch is long enough.
    """
    open_: dict[str, range] = {}
    for arm, cells in parts:
        before = open_.pop(arm, None)
        if before is not None and before.stop != cells.start:
            yield arm, before
            before = None
        joined = cells if before is None else range(before.start, cells.stop)
        if len(joined) >= size:
            yield arm, joined
        else:
            open_[arm] = joined
    yield from open_.items()


def compute_size(cells: int, workers: int, states: int, *, trajectories: bool = False) -> int:
    """Return how many cells are best computed at once.

    Args:
        cells: cells to be done, of all arms.
        workers: processes that share them.
        states: states of the region.
        trajectories: whether every quarter is kept in memory until the block is done.
    """
    largest = min(LARGEST, max(1, _CELLS // states))
    if trajectories:
        largest = min(largest, KEPT)
    share = -(-cells // workers)
    size = max(min(share, largest), min(SMALLEST, largest))
    # More than a stored part is computed as whole parts; anything else would only be cut again.
    return size if size <= STORED else min(-(-size // STORED) * STORED, largest)


def size_at_the_end(size: int, left: int, workers: int) -> int:
    """Return how many cells are best computed at once of the last ones, that all end together.

    Args:
        size: cells computed at once before.
        left: cells that nobody computes yet.
        workers: processes that share them.
    """
    return min(size, max(left // (2 * workers), size // 4, 1))


def address(
    *,
    spec_hash: str,
    code_hash: str,
    libraries: Mapping[str, str],
    seed: int,
    cells: range,
    layout: Cells,
    parameters: Mapping[str, npt.NDArray[np.float64]],
    engine: str = NUMPY,
) -> str:
    """Return the content address of a block: a SHA-256 over everything that decides its results.

    Args:
        layout: what the numbers of the cells mean.
        parameters: values of the block's cells, one each.
        engine: by which it is computed.
    """
    content: dict[str, Any] = {
        "spec": spec_hash,
        "code": code_hash,
        "libraries": dict(libraries),
        "seed": str(seed),
        "first": cells.start,
        "stop": cells.stop,
        "parameters": {name: _digest(values) for name, values in parameters.items()},
    }
    if layout.crossed:
        content["runs"] = layout.runs
    if engine != NUMPY:
        content["engine"] = [engine, compiler_hash()]
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def _digest(values: npt.NDArray[np.float64]) -> str:
    return hashlib.sha256(np.ascontiguousarray(values, dtype="<f8").tobytes()).hexdigest()
