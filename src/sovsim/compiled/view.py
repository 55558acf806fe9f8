"""A world that stands in the state of a kernel, unpacked variable by variable as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.world import World


class View(World):
    """The world at the end of a quarter, for as long as the kernel stands there.

    What has been read stays as it was read; nothing new can be read once the kernel has gone on.

    Args:
        state: of the kernel, shape ``(group, slot, lane)``.
        spots: variable -> its slots (`sovsim.compiled.pack.spots`).
        start: the world in which the runs started; it gives shapes, and what stands in no slot.
        step: quarters since the start.
    """

    __slots__ = ("_spots", "_start", "_state")

    def __init__(
        self, state: FloatArray, spots: Mapping[str, tuple[int, int]], start: World, step: int
    ) -> None:
        super().__init__({}, start.topology, step, start.runs)
        self._state: FloatArray | None = state
        self._spots = spots
        self._start = start

    def close(self) -> None:
        """Let the kernel go on."""
        self._state = None

    def __getattr__(self, name: str) -> FloatArray:
        if name not in self._spots:
            return self._start[name]
        if self._state is None:
            raise RuntimeError(f"'{name}' is read of a quarter that has passed")
        first, last = self._spots[name]
        shape = self._start[name].shape
        groups, lanes = self._state.shape[0], self._state.shape[2]
        part = self._state[:, first:last].reshape(groups, *shape[:-2], shape[-1], lanes)
        array = np.moveaxis(part, (0, -1), (-3, -2)).reshape(*shape[:-2], groups * lanes, shape[-1])
        array = array[..., : self.runs, :]
        array.flags.writeable = False
        self.__dict__[name] = array
        return array

    def __getitem__(self, name: str) -> FloatArray:
        found: FloatArray = getattr(self, name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._start)

    def whole(self) -> World:
        """Return the world by itself."""
        return World({name: self[name] for name in self}, self.topology, self.step, self.runs)

    def __getstate__(self) -> Any:
        return self.whole().__getstate__()

    def replace(self, arrays: Mapping[str, FloatArray], step: int | None = None) -> World:
        """Return a world by itself in which some arrays are new."""
        return self.whole().replace(arrays, step)

    def only(self, names: frozenset[str]) -> World:
        """Return a world by itself that holds the named variables alone."""
        return self.whole().only(names)
