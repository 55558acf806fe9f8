"""What a metric is: an outcome of the model, defined once, with what it reads each quarter."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.citation import cited
from sovsim.parameters import Parameters
from sovsim.world import World

Read = TypeVar("Read")

TAIL_QUARTERS = 8
"""Quarters at the end of a run over which stocks are averaged: two years, so that one quarter's
chance does not decide a result (ours)."""


@functools.cache
def usual_parameters() -> Parameters:
    """Return the parameters at their defaults."""
    return Parameters()


class Window(Enum):
    """Which quarters count, and how they are put together."""

    TOTAL = "sum over the run"
    MEAN = "mean over the run"
    TAIL = f"mean over the last {TAIL_QUARTERS} quarters"
    END = "last quarter"
    LOWEST = "lowest of the run"
    HIGHEST = "highest of the run"


@dataclass(frozen=True)
class Moment:
    """What metrics read at the end of a quarter.

    Attributes:
        now: the world at the end of the quarter.
        before: the world a quarter earlier; at first the one in which the run started.
        start: the world in which the run started.
        occurred: type of occurrence -> where it happened this quarter, a mask of shape
            ``(run, unit)`` for each time that a rule told of it.
        parameters: those of the runs; what is weighed in a rule is weighed alike in a metric.
    """

    now: World
    before: World
    start: World
    occurred: Mapping[str, Sequence[npt.NDArray[np.bool_]]] = field(default_factory=dict)
    parameters: Parameters = field(default_factory=usual_parameters, repr=False)
    _shared: dict[tuple[Callable[..., Any], int], Any] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of(self, reading: Callable[[World], Read], world: World | None = None) -> Read:
        """Return a reading of a world (``now`` by default); it is taken once."""
        chosen = self.now if world is None else world
        key = (reading, id(chosen))
        if key not in self._shared:
            self._shared[key] = reading(chosen)
        taken: Read = self._shared[key]
        return taken

    def weighed(
        self, reading: Callable[[World, Parameters], Read], world: World | None = None
    ) -> Read:
        """Return a reading of a world (``now`` by default) by the parameters; it is taken once."""
        chosen = self.now if world is None else world
        key = (reading, id(chosen))
        if key not in self._shared:
            self._shared[key] = reading(chosen, self.parameters)
        taken: Read = self._shared[key]
        return taken

    def happened(self, occurrence: str) -> FloatArray:
        """Return how often something happened this quarter, shape ``(run, unit)``."""
        count: FloatArray = np.zeros((self.now.runs, 1))
        for where in self.occurred.get(occurrence, ()):
            count = count + where
        return count


Reading = Callable[[Moment], FloatArray | npt.NDArray[np.bool_]]


@dataclass(frozen=True)
class Metric:
    """An outcome.

    Attributes:
        name: as in ``metrics.json`` and in experiments.
        meaning: what it says about the world, in one sentence.
        formula: how it is computed, in words.
        unit: natural unit.
        claims: ids that support it; empty where it is ours alone.
        reading: what is read at the end of each quarter, shape ``(run, state)`` or ``(run, 1)``.
        window: see `Window`.
        against: where given, the metric is `reading` over this, both put together over the window
            first; it is undefined (nan) where this is 0.
        across: how states are put together: their mean, or their sum.
        per: ``state`` where it has a value for each state, else ``system``.
        difference: where given, the metric is the first of these metrics minus the second, and
            `reading` is not used.
        headline: whether it is shown and compared where no metric is named.
    """

    name: str
    meaning: str
    formula: str
    unit: str
    claims: tuple[str, ...]
    reading: Reading
    window: Window = Window.TAIL
    against: Reading | None = None
    across: Literal["mean", "sum"] = "mean"
    per: Literal["state", "system"] = "state"
    difference: tuple[str, str] | None = None
    headline: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", cited(self.claims))
