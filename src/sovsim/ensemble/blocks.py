"""The plan of the work: which runs are stored and computed together, and under which address.

Neither block shows in a result: a run is the same whatever stands beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import rfc8785

STORED = 256
"""Runs of a storage block; block *n* holds the runs from ``n * STORED``."""

SMALLEST, LARGEST = 32, 512
"""Runs computed at once: fewer waste the overhead of a step; more gain little, and their noise no
longer fits the cache beside that of another worker."""

KEPT = 32
"""Runs computed at once where every quarter is kept."""

_CELLS = 1 << 14
"""Runs times states above which a block falls out of the cache."""


def storage_blocks(runs: int) -> Iterator[range]:
    """Yield the storage blocks of a number of runs; the last one may be cut short."""
    for first in range(0, runs, STORED):
        yield range(first, min(first + STORED, runs))


def compute_blocks(runs: range, size: int) -> Iterator[range]:
    """Yield a range of runs in pieces of nearly equal length, none longer than ``size``."""
    pieces = -(-len(runs) // size)
    for piece in range(pieces):
        first = piece * len(runs) // pieces
        yield runs[first : (piece + 1) * len(runs) // pieces]


def stretches(parts: Iterable[tuple[str, range]], size: int) -> Iterator[tuple[str, range]]:
    """Yield stretches of runs of an arm, joined from parts that follow each other.

    Args:
        parts: key of the arm and runs of every part, those of an arm in ascending order.
        size: runs at which a stretch is long enough.
    """
    open_: dict[str, range] = {}
    for arm, runs in parts:
        before = open_.pop(arm, None)
        if before is not None and before.stop != runs.start:
            yield arm, before
            before = None
        joined = runs if before is None else range(before.start, runs.stop)
        if len(joined) >= size:
            yield arm, joined
        else:
            open_[arm] = joined
    yield from open_.items()


def compute_size(runs: int, workers: int, states: int, *, trajectories: bool = False) -> int:
    """Return how many runs are best computed at once.

    Args:
        runs: runs to be done, of all arms.
        workers: processes that share them.
        states: states of the region.
        trajectories: whether every quarter is kept in memory until the block is done.
    """
    largest = min(LARGEST, max(1, _CELLS // states))
    if trajectories:
        largest = min(largest, KEPT)
    share = -(-runs // workers)
    size = max(min(share, largest), min(SMALLEST, largest))
    # More than a stored part is computed as whole parts; anything else would only be cut again.
    return size if size <= STORED else min(-(-size // STORED) * STORED, largest)


def address(
    *,
    spec_hash: str,
    code_hash: str,
    libraries: Mapping[str, str],
    seed: int,
    runs: range,
    parameters: Mapping[str, npt.NDArray[np.float64]],
) -> str:
    """Return the content address of a block: a SHA-256 over everything that decides its results.

    Args:
        parameters: values of the block's runs, one each.
    """
    content: dict[str, Any] = {
        "spec": spec_hash,
        "code": code_hash,
        "libraries": dict(libraries),
        "seed": str(seed),
        "first": runs.start,
        "stop": runs.stop,
        "parameters": {name: _digest(values) for name, values in parameters.items()},
    }
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def _digest(values: npt.NDArray[np.float64]) -> str:
    return hashlib.sha256(np.ascontiguousarray(values, dtype="<f8").tobytes()).hexdigest()
