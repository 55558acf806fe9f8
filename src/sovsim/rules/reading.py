"""Readings that several rules take of one world: worked out once while their variables stay.

No rule by itself. Whatever a rule reads is frozen, so a value that was worked out from the very
same arrays is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import update_wrapper
from operator import is_
from typing import Concatenate, Generic, ParamSpec, TypeVar

import numpy as np

from sovsim.world import World

P = ParamSpec("P")
Value = TypeVar("Value")


class Reading(Generic[P, Value]):
    """A function of the world and of further arguments, whose last value is kept with the world.

    Attributes:
        variables: all that it reads of the world; the value holds while these arrays and the other
            arguments are the very same objects.
        function: the function itself.
    """

    def __init__(
        self, variables: tuple[str, ...], function: Callable[Concatenate[World, P], Value]
    ) -> None:
        self.variables = variables
        self.function = function
        update_wrapper(self, function)

    def __call__(self, world: World, *args: P.args, **kwargs: P.kwargs) -> Value:
        """Return the reading, read-only: others may hold it too."""
        of: list[object] = [world[name] for name in self.variables]
        of += [*args, *kwargs, *kwargs.values()]
        known, value = world.readings.get(self, ((), None))
        if len(known) == len(of) and all(map(is_, known, of)):
            kept: Value = value
            return kept
        fresh = self.function(world, *args, **kwargs)
        for array in fresh.values() if isinstance(fresh, Mapping) else (fresh,):
            if isinstance(array, np.ndarray):
                array.flags.writeable = False
        world.readings[self] = of, fresh
        return fresh


def reading(
    *variables: str,
) -> Callable[[Callable[Concatenate[World, P], Value]], Reading[P, Value]]:
    """Declare a function as a reading of the variables named."""

    def declare(function: Callable[Concatenate[World, P], Value]) -> Reading[P, Value]:
        return Reading(variables, function)

    return declare
