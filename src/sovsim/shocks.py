"""What a scenario imposes: shocks on variables, and decisions that are taken for an actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray

IntArray = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

Operation = Literal["add", "set", "hold"]
"""``add`` adds the size in every quarter of the duration, ``set`` sets the value once, ``hold``
sets it in every quarter of the duration."""


@dataclass(frozen=True)
class Shock:
    """An event of a scenario, compiled for the engine.

    Attributes:
        type: event type, as the scenario names it.
        variable, index, unit: what it moves; ``unit`` None means every unit.
        operation: see `Operation`.
        size: number, or one per run.
        start: step at which it begins, or one per run.
        duration: quarters for which it lasts.
        cause: term under which the ledger lists it.
        actor, target: codes for the event list.
        claims: ids behind it.
        forced: True for a decision imposed for a counterfactual, False for an exogenous event.
    """

    type: str
    variable: str
    operation: Operation
    size: float | FloatArray
    start: int | IntArray
    duration: int = 1
    index: tuple[int, ...] = ()
    unit: int | None = None
    cause: str = "event"
    actor: str = ""
    target: str = ""
    claims: tuple[str, ...] = ()
    forced: bool = False

    def active(self, step: int, runs: int) -> Mask:
        """Return where the shock is in force, shape ``(run,)``."""
        start = np.broadcast_to(np.asarray(self.start), (runs,))
        last = start + (1 if self.operation == "set" else self.duration)
        return (start <= step) & (step < last)

    def span(self) -> range:
        """Return the steps in which the shock is in force in some run."""
        starts = np.asarray(self.start)
        lasts = 1 if self.operation == "set" else self.duration
        return range(int(starts.min()), int(starts.max()) + lasts)

    def sizes(self, runs: int) -> FloatArray:
        """Return the size per run, shape ``(run,)``."""
        return np.broadcast_to(np.asarray(self.size, dtype=np.float64), (runs,))


class Decided(Protocol):
    """A decision that has been taken, as far as one can be imposed on it."""

    def override(self, unit: int | None, option: int, source: str) -> Self:
        """Return the decision with the option imposed."""


Taken = TypeVar("Taken", bound=Decided)


@dataclass(frozen=True)
class Override:
    """A decision taken for an actor: a forced choice of a scenario, or a recorded play.

    Attributes:
        decision: decision variable, such as ``action`` or ``rung``.
        option: code of the option.
        unit: unit that decides, or about which is decided; None means every unit.
        index: leading index of the decision variable.
        start, duration: steps for which it holds.
        source: ``forced`` or ``play``.
    """

    decision: str
    option: int
    start: int
    duration: int = 1
    unit: int | None = None
    index: tuple[int, ...] = ()
    source: str = "forced"
    claims: tuple[str, ...] = ()

    def over(self, settled: Taken) -> Taken:
        """Return a decision with the option imposed where it is due."""
        return settled.override(self.unit, self.option, self.source)


class Shocks:
    """All that a scenario imposes on some runs."""

    def __init__(self, shocks: Iterable[Shock] = (), overrides: Iterable[Override] = ()) -> None:
        self.shocks = tuple(shocks)
        self.overrides = tuple(overrides)
        self._by_step: dict[int, list[Shock]] = {}
        for shock in self.shocks:
            for step in shock.span():
                self._by_step.setdefault(step, []).append(shock)
        self._decided: dict[tuple[str, tuple[int, ...], int], list[Override]] = {}
        for override in self.overrides:
            for step in range(override.start, override.start + override.duration):
                key = (override.decision, override.index, step)
                self._decided.setdefault(key, []).append(override)

    def due(self, step: int, runs: int) -> list[tuple[Shock, Mask]]:
        """Return the shocks in force in a quarter, each with the runs in which it is."""
        return [
            (shock, mask)
            for shock in self._by_step.get(step, ())
            if (mask := shock.active(step, runs)).any()
        ]

    def decided(self, decision: str, index: tuple[int, ...], step: int) -> list[Override]:
        """Return the decisions imposed on a choice in a quarter."""
        return self._decided.get((decision, index, step), [])
