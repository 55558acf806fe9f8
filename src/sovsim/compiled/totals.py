"""Metrics from what a kernel has put together of them."""

from __future__ import annotations

from collections.abc import Mapping

from sovsim.arrays import FloatArray
from sovsim.metrics import MetricTally
from sovsim.metrics.metric import TAIL_QUARTERS, Window
from sovsim.metrics.tally import Accumulator
from sovsim.simulation import Simulation

UPPER = "upper"


class Together(Accumulator):
    """What has come together of a window already, by whoever read it."""

    def __init__(self, window: Window, total: FloatArray, quarters: int) -> None:
        super().__init__(window)
        self._count = quarters
        if window is Window.TAIL:
            self._total, self._count = total, min(quarters, TAIL_QUARTERS)
        self._held = total

    def value(self) -> FloatArray:
        """Return what has come together."""
        if self.window is Window.TAIL:
            return self._total / self._count
        return super().value()


class Totals(MetricTally):
    """A tally of metrics that were read elsewhere.

    Args:
        simulation: what was run, to its end.
        totals: (metric, part) -> what has come together of it, shape ``(run, unit)``.
    """

    def __init__(
        self, simulation: Simulation, totals: Mapping[tuple[str, str], FloatArray]
    ) -> None:
        steps = simulation.scenario.steps
        super().__init__(simulation.world, steps=steps, parameters=simulation.parameters)
        self._seen = steps
        for (name, part), total in totals.items():
            side = self._upper if part == UPPER else self._lower
            side[name] = Together(self._parts[name].window, total, steps)
