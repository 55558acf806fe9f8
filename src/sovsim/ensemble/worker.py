"""What runs in a worker: a block of cells, from a task to its results.

A cell is a run of an arm; in a crossed design, a run of an arm at a point. Only the engine and the
metrics are imported here; Mesa, pandas and matplotlib stay out.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.compiled.kernel import Built
from sovsim.ensemble.faults import OWN, is_own, told
from sovsim.metrics import METRICS, MetricTally
from sovsim.scenario import Scenario
from sovsim.simulation import Rest, Simulation
from sovsim.start_at_rest import at_rest
from sovsim.world import World


class WorkerMismatch(ValueError):
    """A worker on which the code or the numerical libraries differ."""


@dataclass(frozen=True)
class Task:
    """A block of cells to be computed.

    Attributes:
        arm: key of the arm.
        scenario: what is run.
        seed: seed of the ensemble.
        cells: numbers of the cells among those of the arm.
        parameters: values of those cells, shape ``(cell,)``.
        columns: columns of the states of which every quarter is kept.
        expected: fingerprint that the worker must have; unchecked where it is None.
        runs: number of the run, and so the noise, of each cell; that of the cell by default.
        kernel: the rules compiled, which compute it; without one, NumPy does.
    """

    arm: str
    scenario: Scenario
    seed: int
    cells: Sequence[int]
    parameters: Mapping[str, FloatArray] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    expected: Mapping[str, str] | None = None
    runs: Sequence[int] | None = None
    kernel: Built | None = None

    def part(self, places: slice) -> Task:
        """Return the task for some of the cells."""
        return replace(
            self,
            cells=self.cells[places],
            parameters={name: values[places] for name, values in self.parameters.items()},
            runs=None if self.runs is None else self.runs[places],
        )

    def halves(self) -> tuple[Task, Task]:
        """Return the task cut in two; it has two cells at least."""
        half = len(self.cells) // 2
        return self.part(slice(None, half)), self.part(slice(half, None))


@dataclass(frozen=True)
class BlockResult:
    """What a block leaves behind.

    Attributes:
        arm: key of the arm.
        cells: numbers of the cells that were computed.
        metrics: metric -> value of each cell, shape ``(cell,)``; nan where it is undefined.
        states: metric -> value of each cell and state, shape ``(cell, state)``.
        errors: cell -> why the model failed in it.
        trajectories: Parquet files of the cells that did not fail.
        lost: cell -> why it could not be computed this time; it has no results at all.
    """

    arm: str
    cells: tuple[int, ...]
    metrics: Mapping[str, FloatArray] = field(default_factory=dict)
    states: Mapping[str, FloatArray] = field(default_factory=dict)
    errors: Mapping[int, str] = field(default_factory=dict)
    trajectories: tuple[bytes, ...] = ()
    lost: Mapping[int, str] = field(default_factory=dict)

    def cut(self, length: int) -> Iterator[BlockResult]:
        """Yield what belongs to each part of `length` aligned cells; trajectories stay whole."""
        parts = [cell // length for cell in self.cells]
        for part in dict.fromkeys(parts):
            first = parts.index(part)
            yield self._of(slice(first, first + parts.count(part)))

    def before(self, stop: int) -> BlockResult:
        """Return what belongs to the cells before one of them; cells stand in ascending order."""
        return self._of(slice(bisect_left(self.cells, stop)))

    def _of(self, here: slice) -> BlockResult:
        cells = self.cells[here]
        return replace(
            self,
            cells=cells,
            metrics={name: values[here] for name, values in self.metrics.items()},
            states={name: values[here] for name, values in self.states.items()},
            errors={cell: why for cell, why in self.errors.items() if cell in cells},
            lost={},
        )


def run_block(task: Task) -> BlockResult:
    """Return the results of a block of cells.

    Where the model fails in a block, or its memory does not suffice, the block is halved until the
    cells that fail stand alone. What becomes of those is decided in `sovsim.ensemble.faults`: a
    fault of the model becomes a row with its error, any other leaves the cell to be done again.

    Raises:
        WorkerMismatch: this worker is not like the process that sent the task, or cannot run the
            compiled rules that it was sent.
        Exception: a fault that is neither the model's nor want of memory; nothing of the block is
            computed.
    """
    if task.expected is not None:
        _check_likeness(tuple(sorted(task.expected.items())))
    if task.kernel is not None:
        _check_runs(task.kernel, task.scenario)
    return _joined(task, _halved(task))


@functools.cache
def _check_likeness(expected: tuple[tuple[str, str], ...]) -> None:
    from sovsim.disk.fingerprint import differences, engine_of, fingerprint

    home = dict(expected)
    here = fingerprint(engine_of(home))
    found = differences(home, here, "at home", "on a worker")
    if found:
        raise WorkerMismatch(f"a worker would give other results: {'; '.join(found)}")


def _check_runs(kernel: Built, scenario: Scenario) -> None:
    from sovsim.compiled.runner import runner

    try:
        runner(kernel, scenario)
    except ValueError as error:
        raise WorkerMismatch(f"a worker cannot run compiled rules: {error}") from error


def _halved(task: Task) -> list[BlockResult]:
    try:
        return [_computed(task)]
    except Exception as error:
        if not (is_own(error) or isinstance(error, MemoryError)):
            raise
        if len(task.cells) == 1:
            return [_alone(task, error)]
    return [result for half in task.halves() for result in _halved(half)]


def _alone(task: Task, error: Exception) -> BlockResult:
    """Return what becomes of a cell that failed alone: it has to fail twice in the same way."""
    try:
        return _computed(task)
    except Exception as again:
        if is_own(error) and told(again) == told(error):
            return _failed(task, told(error))
        return BlockResult(task.arm, (), lost={task.cells[0]: told(again)})


def _computed(task: Task) -> BlockResult:
    cells = tuple(task.cells)
    simulation = Simulation.prepare(
        task.scenario,
        task.seed,
        cells if task.runs is None else task.runs,
        parameter_values={name: value[:, np.newaxis] for name, value in task.parameters.items()},
        rest=rest_by(task.kernel, task.scenario),
    )
    kept = None
    if task.columns:
        from sovsim.ensemble.trajectories import Trajectories

        kept = Trajectories(task.columns)
    run = _by_numpy if task.kernel is None else functools.partial(_by_kernel, task.kernel)
    taken = run(simulation, None if kept is None else kept.keep)
    return BlockResult(
        arm=task.arm,
        cells=cells,
        metrics=taken.result(),
        states=taken.by_state(),
        trajectories=() if kept is None else (kept.encoded(task.arm, task.scenario, cells),),
    )


def rest_by(kernel: Built | None, scenario: Scenario) -> Rest:
    """Return what puts the start of a scenario at rest, beside a kernel or without one."""
    if kernel is None or kernel.start is None:
        return at_rest
    from sovsim.compiled.resting import resting

    return resting(kernel.start, scenario)


Keep = Callable[[World], None]
"""Told of the world at the end of every quarter."""


def _by_numpy(simulation: Simulation, keep: Keep | None) -> MetricTally:
    """Run some cells and return their metrics."""
    taken = _tally(simulation)
    world = simulation.world
    for _ in range(simulation.scenario.steps):
        world = simulation.step(world, listener=taken)
        if keep is not None:
            keep(world)
    _check_finite(world)
    return taken


def _by_kernel(kernel: Built, simulation: Simulation, keep: Keep | None) -> MetricTally:
    """Run some cells by compiled rules; where one alone fails, NumPy says in words why."""
    from sovsim.compiled.runner import runner

    loaded = runner(kernel, simulation.scenario)
    try:
        world, taken = loaded.run(simulation, keep)
    except OWN as error:  # no rule raises in machine code: a fault of the program, not of the run
        raise RuntimeError(f"compiled rules: {told(error)}") from error
    try:
        _check_finite(world)
    except FloatingPointError:
        if world.runs > 1:
            raise
        _by_numpy(simulation, None)
        raise
    return taken


def _tally(simulation: Simulation) -> MetricTally:
    steps = simulation.scenario.steps
    return MetricTally(simulation.world, steps=steps, parameters=simulation.parameters)


def _check_finite(world: World) -> None:
    for name in world:
        if not np.isfinite(world[name]).all():
            raise FloatingPointError(f"{name} is no finite number at the end of the run")


def _failed(task: Task, why: str) -> BlockResult:
    states = len(task.scenario.region.codes)
    return BlockResult(
        arm=task.arm,
        cells=tuple(task.cells),
        metrics={name: np.full(1, np.nan) for name in METRICS},
        states={
            name: np.full((1, states), np.nan)
            for name, metric in METRICS.items()
            if metric.per == "state" and metric.difference is None
        },
        errors={task.cells[0]: why},
    )


def _joined(task: Task, parts: list[BlockResult]) -> BlockResult:
    if len(parts) == 1:
        return parts[0]
    done = [part for part in parts if part.cells]
    first = done[0] if done else parts[0]
    return BlockResult(
        arm=task.arm,
        cells=tuple(cell for part in done for cell in part.cells),
        metrics={
            name: np.concatenate([part.metrics[name] for part in done]) for name in first.metrics
        },
        states={
            name: np.concatenate([part.states[name] for part in done]) for name in first.states
        },
        errors={cell: why for part in done for cell, why in part.errors.items()},
        trajectories=tuple(file for part in done for file in part.trajectories),
        lost={cell: why for part in parts for cell, why in part.lost.items()},
    )
