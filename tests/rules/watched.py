"""Arrays that refuse what a compiled rule could not do, and note what works on them.

They stand in for a compiler's symbols: whatever is worked out of the world, the draws and the
parameters stays watched, under any name that a rule gives it. Their numbers are the ordinary ones.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

import sovsim.rules
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.shocks import Shocks
from sovsim.world import World
from tests.strategies import Situation, drawn_parameters

RUNS = 17
"""A length that no other axis has, so that an axis of runs is known by it."""

MADE = ("empty", "zeros", "ones", "full", "asarray", "ascontiguousarray")
"""Functions that make an array of no other, or hand on an ordinary one; a rule's are watched."""

RULES = Path(sovsim.rules.__path__[0])
USED: set[str] = set()
"""Functions that worked on watched arrays."""

AS_NUMBERS: set[str] = set()
"""Where values became whole numbers, which is what indexes a table: ``file.function``."""


class Refused(AssertionError):
    """A rule did what no compiled rule can do."""


def place() -> str:
    """Return the innermost function of a rule that is being carried out."""
    frame = sys._getframe(1)
    while frame and Path(frame.f_code.co_filename).parent != RULES:
        frame = frame.f_back  # type: ignore[assignment]
    return f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}" if frame else "a test"


def axis_of_runs(array: np.ndarray) -> int | None:
    """Return which axis is that of runs, if there is one."""
    return array.shape.index(RUNS) if RUNS in array.shape else None


def refused(what: str) -> Refused:
    """Return the refusal, which names the function of the rule."""
    return Refused(f"{place()}: {what}")


def plain(value: Any) -> Any:
    """Return the same with ordinary arrays."""
    if isinstance(value, Watched):
        return value.view(np.ndarray)
    if isinstance(value, list | tuple):
        return type(value)(plain(entry) for entry in value)
    return value


def check_index(array: np.ndarray, key: Any) -> None:
    """Refuse an index that makes a shape hang on values, or tells runs apart."""
    entries = [entry for entry in (key if isinstance(key, tuple) else (key,)) if entry is not None]
    if any(isinstance(entry, np.ndarray) and entry.dtype == np.bool_ for entry in entries):
        raise refused("cuts out by a mask, so that a shape hangs on values")
    runs, dots = axis_of_runs(array), [entry is Ellipsis for entry in entries]
    if any(dots):
        whole = [slice(None)] * (array.ndim - len(entries) + 1)
        entries[dots.index(True) : dots.index(True) + 1] = whole
    if runs is None or len(entries) <= runs:
        return
    of_runs = entries[runs]
    every = isinstance(of_runs, np.ndarray) and of_runs.shape == (RUNS, 1)
    if not (every and np.array_equal(of_runs[:, 0], np.arange(RUNS))) and of_runs != slice(None):
        raise refused("tells runs apart by an index")


def check_axis(array: np.ndarray, axis: Any) -> None:
    """Refuse what is worked out over runs."""
    axes = range(array.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    if axis_of_runs(array) in [one % array.ndim for one in axes]:
        raise refused("adds up or compares over runs")


class Watched(np.ndarray):
    """An array whose values may be worked with, and not be looked at."""

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **more: Any) -> Any:
        """Carry out on ordinary arrays, and note the function."""
        USED.add(ufunc.__name__)
        if method in ("reduce", "accumulate"):
            check_axis(inputs[0], more.get("axis", 0))
        elif method != "__call__":
            raise refused(f"uses {ufunc.__name__}.{method}")
        return self._watch(getattr(ufunc, method)(*plain(inputs), **_plain_values(more)))

    def __array_function__(self, function: Any, types: Any, args: Any, more: Any) -> Any:
        """Carry out on ordinary arrays, and note the function."""
        USED.add(function.__name__)
        return self._watch(function(*plain(args), **_plain_values(more)))

    def _watch(self, result: Any) -> Any:
        if isinstance(result, list | tuple) and any(isinstance(one, np.ndarray) for one in result):
            return type(result)(self._watch(entry) for entry in result)
        if isinstance(result, np.ndarray | np.generic):
            return np.asarray(result).view(Watched)
        return result

    def __getitem__(self, key: Any) -> Any:
        check_index(self, key)
        return self._watch(self.view(np.ndarray)[plain(key)])

    def __setitem__(self, key: Any, value: Any) -> None:
        check_index(self, key)
        self.view(np.ndarray)[plain(key)] = plain(value)

    def __iter__(self) -> Iterator[Any]:
        if axis_of_runs(self) == 0:
            raise refused("goes through runs one by one")
        return (self[index] for index in range(len(self)))

    def __repr__(self) -> str:
        return repr(self.view(np.ndarray))

    def astype(self, dtype: Any, *args: Any, **more: Any) -> Any:
        """Convert, and note where whole numbers come of it."""
        if np.issubdtype(np.dtype(dtype), np.integer):
            AS_NUMBERS.add(place())
        return self._watch(self.view(np.ndarray).astype(dtype, *args, **more))

    def __bool__(self) -> bool:
        raise refused("branches on a value")

    def __contains__(self, value: object) -> bool:
        raise refused("branches on a value")

    def __float__(self) -> float:
        raise refused("takes a value out of its array")

    def __int__(self) -> int:
        raise refused("takes a value out of its array")

    __index__ = __int__

    def item(self, *args: Any) -> Any:
        """Refuse."""
        raise refused("takes a value out of its array")

    def tolist(self) -> Any:
        """Refuse."""
        raise refused("takes values out of their array")


def _plain_values(more: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in more.items()}


def watched(array: Any) -> Watched:
    """Return a watched view."""
    return np.asarray(array).view(Watched)


class WatchedNoise:
    """Stands before the noise and watches the draws."""

    def __init__(self, noise: Noise) -> None:
        self._noise = noise

    def uniform(self, purpose: Purpose, units: int | None = None) -> Watched:
        """Return watched draws."""
        return watched(self._noise.uniform(purpose, units))

    def normal(self, purpose: Purpose, units: int | None = None, where: Any = None) -> Watched:
        """Return watched draws."""
        return watched(self._noise.normal(purpose, units, None if where is None else plain(where)))


class WatchedParameters(Parameters):
    """Parameters with one value a run, watched, in tables too."""

    def table(self, name: str, axis: type[IntEnum]) -> Any:
        """Return the watched table, the same object each time."""
        known = self.__dict__.setdefault("_watched", {})
        if (name, axis) not in known:
            known[name, axis] = watched(super().table(name, axis))
        return known[name, axis]


def watch(here: Situation, seed: int) -> tuple[World, Parameters, Any, Shocks]:
    """Return what a rule is handed, watched, with parameters drawn anew for each run."""
    arrays = {name: watched(here.world[name]) for name in here.world}
    drawn = drawn_parameters(here.world.runs, seed)
    parameters = WatchedParameters({name: watched(drawn[name]) for name in drawn})
    world = World(arrays, here.world.topology, here.world.step, here.world.runs)
    return world, parameters, WatchedNoise(here.noise), here.shocks


@contextmanager
def watching() -> Iterator[None]:
    """Watch what is made anew, too."""

    def maker(make: Any) -> Any:
        def made(*args: Any, **more: Any) -> Any:
            fresh = make(*plain(args), **_plain_values(more))
            by_a_rule = Path(sys._getframe(1).f_code.co_filename).parent == RULES
            return watched(fresh) if by_a_rule else fresh

        return made

    made = {name: maker(getattr(np, name)) for name in MADE}
    with mock.patch.multiple(np, **made):
        yield
