"""A kernel that is loaded, and runs."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.compiled.llvm.kernel import JOB, NUMBERED
from sovsim.compiled.pack import LANES, LINE, Job, aligned


class Shape(NamedTuple):
    """What the arrays of a kernel's jobs must be like.

    Attributes:
        slots, forced, draws: as those of a `sovsim.compiled.layout.Layout`.
        told: numbers that are told of in a quarter.
        work: bytes that a call needs for itself.
    """

    slots: int
    forced: int
    draws: int
    told: int
    work: int


class Kernel:
    """Machine code that runs quarters.

    Args:
        address: of its function.
        engine: what holds the code as long as the kernel lives.
    """

    def __init__(self, address: int, shape: Shape, engine: Any) -> None:
        self.shape = shape
        self._engine = engine
        self._function = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(address)
        self._free: list[FloatArray] = []

    def run(self, job: Job, first: int, last: int, told: FloatArray | None = None) -> None:
        """Take a job from one step to another, its state changed in place.

        Other threads go on meanwhile; each may run the same kernel on a job of its own.

        Args:
            told: filled with what is told of, shape ``(group, step - first, slot, lane)``.

        Raises:
            ValueError: an array is not as the kernel was made for.
        """
        _check(self.shape, job, first, last, told)
        work = self._free.pop() if self._free else aligned((self.shape.work // 8,))
        state = job.state
        if not state.flags.c_contiguous or state.ctypes.data % LINE:
            state = aligned(state.shape)
            state[...] = job.state
        numbers = {
            "groups": len(state),
            "seed": job.seed,
            "first": first,
            "last": last,
            "late": job.late,
            "events": len(job.events.lasts),
            "clear": len(job.events.cleared),
        }
        arrays: dict[str, npt.NDArray[Any]] = {
            **vars(job.events),
            "state": state,
            "work": work,
            "forced": job.forced,
            "words": job.words,
            "runs": job.runs,
            "told": work if told is None else told,
        }
        held = [np.ascontiguousarray(arrays[name]) for name in JOB[len(NUMBERED) :]]
        handed = [numbers[name] for name in NUMBERED] + [one.ctypes.data for one in held]
        array = (ctypes.c_uint64 * len(JOB))(*handed)
        self._function(ctypes.addressof(array))
        self._free.append(work)
        if state is not job.state:
            job.state[...] = state


def _check(shape: Shape, job: Job, first: int, last: int, told: FloatArray | None) -> None:
    """Raise where a kernel would read or write beside an array."""
    if not 0 <= first <= last < len(job.events.until):
        raise ValueError(f"steps {first} to {last}: not among those of the events")
    groups, listed = len(job.state), len(job.events.lasts)
    wanted: list[tuple[str, npt.NDArray[Any], tuple[int, ...]]] = [
        ("state", job.state, (groups, shape.slots, LANES)),
        ("words", job.words, (shape.draws, 2)),
        ("runs", job.runs, (groups, LANES)),
        ("begin", job.events.begin, (groups, listed, LANES)),
        ("size", job.events.size, (groups, listed, LANES)),
        ("forced", job.forced, (max(last, len(job.forced)), shape.forced)),
    ]
    if shape.told:
        told = np.empty(0) if told is None else told
        wanted.append(("told", told, (groups, last - first, shape.told, LANES)))
    for name, array, size in wanted:
        if array.shape != size:
            raise ValueError(f"{name}: shape {array.shape} where {size} was wanted")
        if array.dtype.itemsize != 8:
            raise ValueError(f"{name}: {array.dtype} where 64 bits were wanted")
    if told is not None and not told.flags.c_contiguous:
        raise ValueError("told: wanted in the order of C")
