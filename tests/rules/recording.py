"""Worlds and parameters that note what a rule asks of them."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from sovsim.parameters import Parameters
from sovsim.world import World


class RecordingWorld:
    """Stands before a world and notes which variables are read."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._variables = frozenset(world)
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in self._variables:
            return self[name]
        return getattr(self._world, name)

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return self._world[name]


class RecordingGroup:
    """Stands before a group of parameters and notes which of them are read."""

    def __init__(self, name: str, group: Any, read: set[str]) -> None:
        self._name, self._group, self._read = name, group, read

    def __getattr__(self, key: str) -> Any:
        value = getattr(self._group, key)
        self._read.add(f"{self._name}.{key}")
        return value


class RecordingParameters:
    """Stands before parameters; groups other than those allowed are not there."""

    def __init__(self, values: Parameters, allowed: tuple[str, ...] | None = None) -> None:
        self._values, self._allowed = values, allowed
        self.read: set[str] = set()

    def __getattr__(self, group: str) -> RecordingGroup:
        if self._allowed is not None and group not in self._allowed:
            raise AttributeError(f"the rule does not declare the parameters of '{group}'")
        return RecordingGroup(group, getattr(self._values, group), self.read)

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return self._values[name]

    def table(self, name: str, axis: type[IntEnum]) -> Any:
        """Return a table, and note all of its members that exist."""
        group = name.split(".", maxsplit=1)[0]
        if self._allowed is not None and group not in self._allowed:
            raise AttributeError(f"the rule does not declare the parameters of '{group}'")
        members = {f"{name}_{member.name.lower()}" for member in axis}
        self.read |= members & set(self._values)
        return self._values.table(name, axis)
