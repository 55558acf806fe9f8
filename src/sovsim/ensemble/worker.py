"""What runs in a worker: a block of runs, from a task to its results.

Only the engine and the metrics are imported here; Mesa, pandas and matplotlib stay out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.metrics import METRICS, MetricTally
from sovsim.scenario import Scenario
from sovsim.simulation import Simulation
from sovsim.world import World

_LONGEST = 300


class WorkerMismatch(ValueError):
    """A worker on which the code or the numerical libraries differ."""


@dataclass(frozen=True)
class Task:
    """A block of runs to be computed.

    Attributes:
        arm: key of the arm.
        scenario: what is run.
        seed: seed of the ensemble.
        runs: numbers of the runs.
        parameters: values of those runs, shape ``(run,)``.
        columns: columns of the states of which every quarter is kept.
        expected: fingerprint that the worker must have; unchecked where it is None.
    """

    arm: str
    scenario: Scenario
    seed: int
    runs: Sequence[int]
    parameters: Mapping[str, FloatArray] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    expected: Mapping[str, str] | None = None


@dataclass(frozen=True)
class BlockResult:
    """What a block leaves behind.

    Attributes:
        arm: key of the arm.
        runs: numbers of the runs.
        metrics: metric -> value of each run, shape ``(run,)``; nan where it is undefined.
        states: metric -> value of each run and state, shape ``(run, state)``.
        errors: run -> why it failed.
        trajectories: Parquet files of the runs that did not fail.
    """

    arm: str
    runs: tuple[int, ...]
    metrics: Mapping[str, FloatArray]
    states: Mapping[str, FloatArray]
    errors: Mapping[int, str]
    trajectories: tuple[bytes, ...] = ()

    def cut(self, length: int) -> Iterator[BlockResult]:
        """Yield what belongs to each part of `length` aligned runs; trajectories stay whole."""
        parts = [run // length for run in self.runs]
        for part in dict.fromkeys(parts):
            first = parts.index(part)
            here = slice(first, first + parts.count(part))
            runs = self.runs[here]
            yield BlockResult(
                arm=self.arm,
                runs=runs,
                metrics={name: values[here] for name, values in self.metrics.items()},
                states={name: values[here] for name, values in self.states.items()},
                errors={run: why for run, why in self.errors.items() if run in runs},
                trajectories=self.trajectories,
            )


def run_block(task: Task) -> BlockResult:
    """Return the results of a block of runs.

    Where a block fails it is halved until the runs that fail stand alone; each becomes a row with
    its error.

    Raises:
        WorkerMismatch: this worker is not like the process that sent the task.
    """
    if task.expected is not None:
        _check_likeness(tuple(sorted(task.expected.items())))
    return _joined(task, _halved(task, tuple(task.runs), task.parameters))


@functools.cache
def _check_likeness(expected: tuple[tuple[str, str], ...]) -> None:
    from sovsim.disk.fingerprint import differences, fingerprint

    found = differences(dict(expected), fingerprint(), "at home", "on a worker")
    if found:
        raise WorkerMismatch(f"a worker would give other results: {'; '.join(found)}")


def _halved(
    task: Task, runs: tuple[int, ...], parameters: Mapping[str, FloatArray]
) -> list[BlockResult]:
    try:
        return [_computed(task, runs, parameters)]
    except Exception as error:
        if len(runs) == 1:
            return [_failed(task, runs[0], error)]
    half = len(runs) // 2
    found = []
    for part in (slice(None, half), slice(half, None)):
        values = {name: value[part] for name, value in parameters.items()}
        found += _halved(task, runs[part], values)
    return found


def _computed(
    task: Task, runs: tuple[int, ...], parameters: Mapping[str, FloatArray]
) -> BlockResult:
    simulation = Simulation.prepare(
        task.scenario,
        task.seed,
        runs,
        parameter_values={name: value[:, np.newaxis] for name, value in parameters.items()},
    )
    taken = MetricTally(simulation.world, steps=task.scenario.steps)
    kept = None
    if task.columns:
        from sovsim.ensemble.trajectories import Trajectories

        kept = Trajectories(task.columns)
    world = simulation.world
    for _ in range(task.scenario.steps):
        world = simulation.step(world, listener=taken)
        if kept is not None:
            kept.keep(world)
    _check_finite(world)
    return BlockResult(
        arm=task.arm,
        runs=runs,
        metrics=taken.result(),
        states=taken.by_state(),
        errors={},
        trajectories=() if kept is None else (kept.encoded(task.arm, task.scenario, runs),),
    )


def _check_finite(world: World) -> None:
    for name in world:
        if not np.isfinite(world[name]).all():
            raise FloatingPointError(f"{name} is no finite number at the end of the run")


def _failed(task: Task, run: int, error: Exception) -> BlockResult:
    message = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
    states = len(task.scenario.region.codes)
    return BlockResult(
        arm=task.arm,
        runs=(run,),
        metrics={name: np.full(1, np.nan) for name in METRICS},
        states={
            name: np.full((1, states), np.nan)
            for name, metric in METRICS.items()
            if metric.per == "state" and metric.difference is None
        },
        errors={run: message},
    )


def _joined(task: Task, parts: list[BlockResult]) -> BlockResult:
    if len(parts) == 1:
        return parts[0]
    return BlockResult(
        arm=task.arm,
        runs=tuple(run for part in parts for run in part.runs),
        metrics={
            name: np.concatenate([part.metrics[name] for part in parts])
            for name in parts[0].metrics
        },
        states={
            name: np.concatenate([part.states[name] for part in parts]) for name in parts[0].states
        },
        errors={run: why for part in parts for run, why in part.errors.items()},
        trajectories=tuple(file for part in parts for file in part.trajectories),
    )
