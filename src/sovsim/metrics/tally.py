"""Takes metrics while a run goes on, so that an ensemble needs no trajectories."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.metrics.catalogue import METRICS
from sovsim.metrics.metric import TAIL_QUARTERS, Metric, Moment, Window, usual_parameters
from sovsim.parameters import Parameters
from sovsim.region import Region
from sovsim.rules.contract import Choice, Mask, Occurrence, Rule
from sovsim.rules.forms import over_states
from sovsim.rules.quantal_response import Settled
from sovsim.world import World

_LATE = (Window.TAIL, Window.END)


class Accumulator:
    """Puts the readings of a window together, quarter after quarter.

    A quarter in which there is nothing to read (nan) is neither the lowest nor the highest.
    """

    def __init__(self, window: Window) -> None:
        self.window = window
        self._held: FloatArray | None = None
        self._tail: deque[FloatArray] = deque(maxlen=TAIL_QUARTERS)
        self._count = 0

    def add(self, value: FloatArray) -> None:
        """Take a quarter's reading."""
        self._count += 1
        if self.window is Window.TAIL:
            self._tail.append(value)
        elif self.window is Window.END or self._held is None:
            self._held = value
        elif self.window is Window.LOWEST:
            self._held = np.fmin(self._held, value)
        elif self.window is Window.HIGHEST:
            self._held = np.fmax(self._held, value)
        else:
            self._held = self._held + value

    def value(self) -> FloatArray:
        """Return what has come together; added one after the other, whatever the block size.

        Raises:
            ValueError: no quarter has been read.
        """
        if self._count == 0:
            raise ValueError("no quarter has been recorded yet")
        if self.window is Window.TAIL:
            total = self._tail[0]
            for reading in list(self._tail)[1:]:
                total = total + reading
            return total / len(self._tail)
        assert self._held is not None
        return self._held / self._count if self.window is Window.MEAN else self._held


class MetricTally:
    """Told by the engine of every quarter; hands back every metric of every run.

    Args:
        start: the world in which the runs start; changes are counted from it.
        metrics: metrics to take; all of them by default.
        steps: number of quarters of the whole run, where it is known. What only the end of a run
            decides is then read only there, with the same result.
        parameters: those of the runs; the defaults where none are given.
    """

    ledger = False
    """Metrics read the world alone."""

    def __init__(
        self,
        start: World,
        metrics: Iterable[Metric] | None = None,
        steps: int | None = None,
        parameters: Parameters | None = None,
    ) -> None:
        chosen = METRICS.values() if metrics is None else metrics
        self.metrics = {metric.name: metric for metric in chosen}
        self._start = start
        self._before = start
        self._steps = steps
        self._parameters = usual_parameters() if parameters is None else parameters
        self._seen = 0
        self._occurred: dict[str, list[Mask]] = {}
        taken = [metric for metric in self.metrics.values() if metric.difference is None]
        for metric in self.metrics.values():
            for name in metric.difference or ():
                if name not in self.metrics:
                    taken.append(METRICS[name])
        self._parts = {metric.name: metric for metric in taken}
        self._upper = {name: Accumulator(metric.window) for name, metric in self._parts.items()}
        self._lower = {
            name: Accumulator(metric.window)
            for name, metric in self._parts.items()
            if metric.against is not None
        }

    def __getstate__(self) -> dict[str, Any]:
        """Put names in place of the metrics of the catalogue, whose formulas cannot be pickled."""
        held = dict(vars(self))
        for part in ("metrics", "_parts"):
            held[part] = {
                name: name if METRICS.get(name) is metric else metric
                for name, metric in held[part].items()
            }
        return held

    def __setstate__(self, state: dict[str, Any]) -> None:
        for part in ("metrics", "_parts"):
            state[part] = {
                name: METRICS[metric] if isinstance(metric, str) else metric
                for name, metric in state[part].items()
            }
        self.__dict__.update(state)

    def term(self, step: int, rule: Rule, variable: str, name: str, value: FloatArray) -> None:
        """Leave a term aside; metrics read the world alone."""

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        """Leave what bounds cut off aside."""

    def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
        """Leave a decision aside; what was decided stands in the world."""

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        """Count an occurrence, for what leaves no trace in the world."""
        self._occurred.setdefault(occurrence.type, []).append(occurrence.where)

    def quarter(self, world: World) -> None:
        """Read every metric at the end of a quarter."""
        moment = Moment(world, self._before, self._start, self._occurred, self._parameters)
        late = self._steps is None or self._seen >= self._steps - TAIL_QUARTERS
        for name, metric in self._parts.items():
            if metric.window in _LATE and not late:
                continue
            self._upper[name].add(np.asarray(metric.reading(moment), dtype=np.float64))
            if metric.against is not None:
                self._lower[name].add(np.asarray(metric.against(moment), dtype=np.float64))
        self._seen += 1
        self._before = world
        self._occurred = {}

    def result(self) -> dict[str, FloatArray]:
        """Return every metric of every run, shape ``(run,)``; nan where it is undefined."""
        self._check()
        whole = {name: self._across(metric) for name, metric in self._parts.items()}
        return {name: self._final(metric, whole) for name, metric in self.metrics.items()}

    def by_state(self) -> dict[str, FloatArray]:
        """Return the metrics that states have of their own, shape ``(run, state)``."""
        self._check()
        return {
            name: _ratio(self._upper[name].value(), self._lower[name].value())
            if metric.against is not None
            else self._upper[name].value()
            for name, metric in self.metrics.items()
            if metric.per == "state" and metric.difference is None
        }

    def _check(self) -> None:
        if self._steps is not None and self._seen != self._steps:
            raise ValueError(f"{self._seen} of {self._steps} quarters have been recorded")

    def _across(self, metric: Metric) -> FloatArray:
        upper = _over_units(self._upper[metric.name].value(), metric)
        if metric.against is None:
            return upper
        return _ratio(upper, _over_units(self._lower[metric.name].value(), metric))

    def _final(self, metric: Metric, whole: Mapping[str, FloatArray]) -> FloatArray:
        if metric.difference is None:
            return whole[metric.name]
        first, second = metric.difference
        return whole[first] - whole[second]


def _over_units(array: FloatArray, metric: Metric) -> FloatArray:
    if metric.across == "sum":
        total: FloatArray = np.ascontiguousarray(array).sum(axis=-1)
        return total
    return over_states(array)[..., 0]


def _ratio(upper: FloatArray, lower: FloatArray) -> FloatArray:
    some = lower > 0.0
    return np.where(some, upper / np.where(some, lower, 1.0), np.nan)


class HasRegion(Protocol):
    """A scenario, as far as metrics need it."""

    @property
    def region(self) -> Region:
        """The region of the run."""


def summarise(scenario: HasRegion, tally: MetricTally) -> dict[str, dict[str, Any]]:
    """Return the metrics of a single run as plain data: value, unit, claims, values of states.

    A metric that is undefined in this run has the value None.

    Raises:
        ValueError: the tally holds more than one run.
    """
    result, states = tally.result(), tally.by_state()
    if any(len(values) != 1 for values in result.values()):
        raise ValueError("a summary is of one run; for more take MetricTally.result")
    summary: dict[str, dict[str, Any]] = {}
    for name, metric in tally.metrics.items():
        entry: dict[str, Any] = {
            "value": _plain(result[name][0]),
            "unit": metric.unit,
            "claims": list(metric.claims),
        }
        if name in states:
            codes = scenario.region.codes
            entry["states"] = {
                code: _plain(value) for code, value in zip(codes, states[name][0], strict=True)
            }
        summary[name] = entry
    return summary


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
