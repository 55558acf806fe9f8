"""Many runs of the same settings, computed in the background: how their courses are spread.

The same bands as a page draws of its 64 runs (`front/js/model/bands.js`), of thousands.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import numpy as np

from sovsim.app.native.ask import Native
from sovsim.app.native.runs import Runs
from sovsim.app.native.words import Refused, or_else, refuse, whole
from sovsim.arrays import FloatArray
from sovsim.scenario import Scenario
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World

Data = dict[str, Any]
Request = Mapping[str, Any]

BLOCK = 64
"""Runs that are computed at once; others are answered between two blocks."""

MOST_RUNS = 20_000
MOST_NUMBERS = 20_000_000
"""Numbers that are kept until their quantiles are known."""

SHARES = {"low": 0.1, "lower": 0.25, "middle": 0.5, "upper": 0.75, "high": 0.9}

RUNNING, DONE, CANCELLED, FAILED = "running", "done", "cancelled", "failed"


class Ensemble:
    """One ensemble, on its way.

    Args:
        number: by which it is asked about.
        native: whose scenarios and engine it takes.
        request: as ``prepare``, with a number of ``runs`` and the ``columns`` that are wanted.
        computing: held while a block is computed.

    Raises:
        Refused: it cannot be computed as it is asked for.
    """

    def __init__(
        self, number: int, native: Native, request: Request, computing: threading.Lock
    ) -> None:
        self.number = number
        self.runs = whole("runs", or_else(request, "runs", 1000), MOST_RUNS, "bad-runs")
        if self.runs == 0:
            refuse("bad-runs", "an ensemble has one run at least")
        self._native, self._request, self._computing = native, request, computing
        self._scenario, self._columns = self._checked()
        self._cancelled = threading.Event()
        self._state, self._fault = RUNNING, ""
        self._done = 0
        self._result: Data | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begin, in the background."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop at the end of the block; what was computed is let go."""
        self._cancelled.set()

    def wait(self) -> None:
        """Return when it is over."""
        self._thread.join()

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._state == RUNNING

    def told(self) -> Data:
        """Return how far it is; with bands and metrics once it is done."""
        found = {
            "ensemble": self.number,
            "state": self._state,
            "done": self._done,
            "runs": self.runs,
        }
        if self._fault:
            found["error"] = {"kind": FAILED, "message": self._fault}
        return found if self._result is None else {**found, **self._result}

    def _checked(self) -> tuple[Scenario, list[str]]:
        columns = or_else(self._request, "columns", [])
        self._native.runs_of({**self._request, "runs": [0]})
        scenario = self._native.scenario_of(self._request)
        if not isinstance(columns, list) or not all(
            isinstance(one, str) and one in COMPONENTS for one in columns
        ):
            refuse("unknown-column", "columns is a list of names of columns")
        units = scenario.region.units
        width = sum(len(units(VARIABLES[COMPONENTS[one][0]].per)) for one in columns)
        count = width * (scenario.steps + 1) * self.runs
        if count > MOST_NUMBERS:
            words = f"{count:,} numbers are more than an ensemble keeps, {MOST_NUMBERS:,}"
            refuse("too-large", f"{words}; ask for fewer columns or runs")
        return scenario, columns

    def _work(self) -> None:
        try:
            self._compute()
        except Refused as error:
            self._state, self._fault = FAILED, error.message
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            self._state, self._fault = FAILED, f"the ensemble failed: {words[:300]}"

    def _compute(self) -> None:
        courses: dict[str, list[FloatArray]] = {column: [] for column in self._columns}
        metrics: dict[str, list[FloatArray]] = {}
        for numbers in _blocks(self.runs):
            if self._cancelled.is_set():
                self._state = CANCELLED
                return
            with self._computing, np.errstate(all="ignore"):
                request = {**self._request, "runs": numbers}
                runs = self._native.runs_of(request, among=self.runs)
                block, found = _block(runs, self._columns)
            for column, course in block.items():
                courses[column].append(course)
            for name, values in found.items():
                metrics.setdefault(name, []).append(values)
            self._done = numbers[-1] + 1
        self._result = {
            "scenario": self._scenario.name,
            "quarters": [self._scenario.quarter(step) for step in range(self._scenario.steps + 1)],
            "shares": SHARES,
            "bands": {
                column: _spread(np.concatenate(parts, axis=1)) for column, parts in courses.items()
            },
            "metrics": {name: _summary(np.concatenate(parts)) for name, parts in metrics.items()},
        }
        self._state = DONE


class Ensembles:
    """The ensembles of a session: one at a time, a newer one in place of the last."""

    def __init__(self) -> None:
        self._last = 0
        self._held: Ensemble | None = None

    def start(self, native: Native, request: Request, computing: threading.Lock) -> Ensemble:
        """Start an ensemble; one that is still at work is stopped."""
        made = Ensemble(self._last + 1, native, request, computing)
        self.close()
        self._last, self._held = made.number, made
        made.start()
        return made

    def find(self, number: int) -> Ensemble | None:
        """Return an ensemble; None where there is none of that number, or a newer one."""
        return self._held if self._held is not None and self._held.number == number else None

    @property
    def running(self) -> bool:
        """Whether one is at work."""
        return self._held is not None and self._held.running

    def close(self) -> None:
        """Stop what is at work."""
        if self._held is not None:
            self._held.cancel()


def _blocks(runs: int) -> list[list[int]]:
    """Return numbers of runs in blocks of like length."""
    count = -(-runs // BLOCK)
    return [part.tolist() for part in np.array_split(np.arange(runs), count)]


def _block(runs: Runs, columns: list[str]) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    """Return the courses ``(quarter, run, unit)`` and the metrics of some runs."""
    kept: dict[str, list[FloatArray]] = {column: [] for column in columns}

    def keep(world: World) -> None:
        for column in columns:
            variable, index = COMPONENTS[column]
            kept[column].append(world[variable][index].copy())

    keep(runs.world)
    tally = runs.measured(keep)
    return {column: np.stack(parts) for column, parts in kept.items()}, tally.result()


def _spread(course: FloatArray) -> Data:
    """Return share -> quarter -> unit: quantiles over runs."""
    found = np.quantile(course, list(SHARES.values()), axis=1)
    return {name: values.tolist() for name, values in zip(SHARES, found, strict=True)}


def _summary(values: FloatArray) -> Data:
    """Return how a metric is spread over the runs in which it is defined."""
    defined = values[np.isfinite(values)]
    if len(defined) == 0:
        return {"defined": 0, "mean": None, **dict.fromkeys(SHARES)}
    found = zip(SHARES, np.quantile(defined, list(SHARES.values())).tolist(), strict=True)
    return {"defined": len(defined), "mean": float(defined.mean()), **dict(found)}
