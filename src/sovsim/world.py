"""The world: read-only arrays, one per variable, for any number of runs at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sovsim.arrays import FloatArray
from sovsim.brief import brief, count
from sovsim.region.topology import Topology
from sovsim.variables import VARIABLES


class World:
    """The world in one quarter.

    Every variable of `sovsim.variables` is an attribute: a read-only float64 array of shape
    ``(*leading axes, run, unit)``. Codes and decisions are held as floats of their enumeration.

    Attributes:
        step: quarters since the start of the run.
        topology: who borders whom, who rivals whom, who is parent of which contested unit.
        runs: number of runs held.
        readings: what was worked out from these arrays, kept by `sovsim.rules.reading`.
    """

    __slots__ = ("__dict__", "readings", "runs", "step", "topology")

    def __init__(
        self, arrays: Mapping[str, FloatArray], topology: Topology, step: int = 0, runs: int = 1
    ) -> None:
        self.__dict__.update(arrays)
        for array in self.__dict__.values():
            array.flags.writeable = False
        self.topology = topology
        self.step = step
        self.runs = runs
        self.readings: dict[Any, tuple[Any, Any]] = {}

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> FloatArray: ...

    def __repr__(self) -> str:
        held = count(self.runs, "run"), f"{len(self.__dict__)} variables"
        return brief(self, "", f"step {self.step}", *held)

    def __getitem__(self, name: str) -> FloatArray:
        array: FloatArray = self.__dict__[name]
        return array

    def __iter__(self) -> Iterator[str]:
        return iter(self.__dict__)

    def __getstate__(self) -> tuple[dict[str, FloatArray], Topology, int, int]:
        return self.__dict__, self.topology, self.step, self.runs

    def __setstate__(self, state: tuple[dict[str, FloatArray], Topology, int, int]) -> None:
        World.__init__(self, *state)

    def replace(self, arrays: Mapping[str, FloatArray], step: int | None = None) -> World:
        """Return a world in which some arrays are new; the others are shared."""
        for array in arrays.values():
            array.flags.writeable = False
        new = object.__new__(World)
        new.__dict__.update(self.__dict__)
        new.__dict__.update(arrays)
        new.topology = self.topology
        new.step = self.step if step is None else step
        new.runs = self.runs
        new.readings = self.readings
        return new

    def only(self, names: frozenset[str]) -> World:
        """Return a world that holds the named variables alone; used to test what a rule reads."""
        kept = {name: array for name, array in self.__dict__.items() if name in names}
        return World(kept, self.topology, self.step, self.runs)


def unit_lengths(topology: Topology) -> dict[str, int]:
    """Return the length of each unit axis."""
    return {
        "state": topology.neighbours.shape[-1],
        "dyad": topology.dyad_members.shape[-1],
        "contested": topology.contested_parent.shape[-1],
        "system": 1,
    }


def shape_of(name: str, topology: Topology, runs: int) -> tuple[int, ...]:
    """Return the shape of a variable's array."""
    variable = VARIABLES[name]
    return (*variable.leading, runs, unit_lengths(topology)[variable.per])


def check_shapes(world: World) -> None:
    """Raise ValueError if an array is missing or has not its declared shape."""
    for name in VARIABLES:
        expected = shape_of(name, world.topology, world.runs)
        found = world[name].shape if name in set(world) else None
        if found != expected:
            raise ValueError(f"{name}: shape {found}, expected {expected}")
