"""What a batch has to do: finds the runs that are missing, has them computed, stores the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.disk.errors import explained
from sovsim.disk.fingerprint import code_hash, fingerprint, libraries
from sovsim.disk.sealed import write_manifest
from sovsim.ensemble.arms import Arm, ArmError, checked
from sovsim.ensemble.blocks import (
    STORED,
    address,
    compute_blocks,
    compute_size,
    storage_blocks,
    stretches,
)
from sovsim.ensemble.executor import compute, width
from sovsim.ensemble.manifest import check_fits, compose, resumable
from sovsim.ensemble.store import Held, Store
from sovsim.ensemble.tables import part_tables, stored_parameters, with_rows_before
from sovsim.ensemble.trajectories import columns
from sovsim.ensemble.worker import BlockResult, Task

Progress = Callable[[int, int], None]
"""Told after every block how many of the missing runs are done, and how many were missing."""


@dataclass(frozen=True)
class Force:
    """Who does the work.

    Attributes:
        workers: processes of our own.
        executor: used in place of processes of our own.
        block: runs computed at once; None to find a good number.
    """

    workers: int = 1
    executor: Executor | None = None
    block: int | None = None

    @classmethod
    def of(cls, workers: Any, executor: Any = None, block: Any = None) -> Force:
        """Return a force from what a caller gave.

        Raises:
            ArmError: a number is none, or the executor takes no work.
        """
        given.executor(executor, ArmError)
        return cls(
            given.whole("workers", workers, 1, error=ArmError),
            executor,
            None if block is None else given.whole("block", block, 1, error=ArmError),
        )


@dataclass
class Part:
    """A storage block of an arm that is to be completed.

    Attributes:
        arm: key of the arm.
        runs: all runs that the part will hold.
        missing: those that are to be computed.
        results: what has been computed.
    """

    arm: str
    runs: range
    missing: range
    results: list[BlockResult] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether every missing run has been computed."""
        return sum(len(result.runs) for result in self.results) == len(self.missing)


@dataclass
class Batch:
    """Some runs of some arms.

    Attributes:
        arms: key -> arm.
        runs: runs of each arm.
        seed: seed of the ensemble.
        columns: columns of the states of which every quarter is kept.
        single: whether it is an ensemble of one scenario, in which arms are not spoken of.
    """

    arms: Mapping[str, Arm]
    runs: int
    seed: int
    columns: tuple[str, ...]
    single: bool

    def check(self) -> None:
        """Raise if it cannot be run.

        Raises:
            ArmError: a number is none, or an arm is wrong.
            UnknownParameter: an arm sets a parameter that does not exist.
        """
        self.runs = given.whole("runs", self.runs, 1, error=ArmError)
        self.seed = given.whole("seed", self.seed, 0, error=ArmError)
        self.arms = checked(self.arms, self.runs)

    def before(self, folder: Path) -> dict[str, Any] | None:
        """Return the manifest of what a folder holds already; None for a new folder.

        Raises:
            EnsembleError: it holds something beside which this batch may not stand.
        """
        with explained(folder):
            manifest = resumable(folder)
        if manifest is not None:
            check_fits(folder, manifest, self.arms, self.seed, self.single)
        return manifest

    def complete(self, store: Store, force: Force, progress: Progress | None = None) -> None:
        """Compute what is missing and store it, part by part."""
        before = self.before(store.folder)
        if before is not None and before["columns"]:
            self.columns = columns([*self.columns, *before["columns"]])
        parts = {(part.arm, part.runs.start): part for part in self._missing(store)}
        write_manifest(
            store.folder,
            compose(self.arms, self.runs, self.seed, self.columns, self.single, before),
        )
        if not parts:
            return
        total, done = sum(len(part.missing) for part in parts.values()), 0
        tasks = self._tasks(list(parts.values()), force, total)
        with closing(compute(tasks, force.workers, force.executor)) as results:
            for result in results:
                for piece in result.cut(STORED):
                    part = parts[piece.arm, piece.runs[0] // STORED * STORED]
                    self._take(store, part, piece)
                done += len(result.runs)
                if progress is not None:
                    progress(done, total)

    def _missing(self, store: Store) -> Iterator[Part]:
        """Yield the parts that are not whole; those that belong to something else are discarded."""
        for block in storage_blocks(self.runs):
            for key, arm in self.arms.items():
                found = store.held(key, block.start)
                if found is None or not self._is_ours(store.folder, key, arm, found):
                    store.discard(key, block.start)
                    yield Part(key, block, block)
                elif not set(self.columns) <= set(found.columns):
                    yield Part(key, block, block)
                elif found.runs.stop < block.stop:
                    again = block if self.columns else range(found.runs.stop, block.stop)
                    yield Part(key, block, again)

    def _is_ours(self, folder: Path, key: str, arm: Arm, found: Held) -> bool:
        values = arm.of_runs(found.runs)
        if found.runs.stop > self.runs and values:
            stored = stored_parameters(folder, key, found.runs)
            known = range(found.runs.start, self.runs)
            for name, value in arm.of_runs(known).items():
                if name not in stored or not np.array_equal(stored[name][: len(known)], value):
                    return False
            values = stored
        return found.address == self._address(arm, found.runs, values)

    def _address(self, arm: Arm, runs: range, values: dict[str, FloatArray]) -> str:
        return address(
            spec_hash=arm.spec_hash,
            code_hash=code_hash(),
            libraries=libraries(),
            seed=self.seed,
            runs=runs,
            parameters=values,
        )

    def _tasks(self, parts: list[Part], force: Force, total: int) -> Iterator[Task]:
        states = max(len(arm.scenario.region.codes) for arm in self.arms.values())
        workers = force.workers if force.executor is None else width(force.executor)
        size = force.block or compute_size(total, workers, states, trajectories=bool(self.columns))
        expected = None if force.executor is None else fingerprint()
        missing = ((part.arm, part.missing) for part in parts)
        # Where every quarter is kept, a block leaves a file, which belongs to one part.
        for key, stretch in missing if self.columns else stretches(missing, size):
            arm = self.arms[key]
            for runs in compute_blocks(stretch, size):
                yield Task(
                    arm=key,
                    scenario=arm.scenario,
                    seed=self.seed,
                    runs=runs,
                    parameters=arm.of_runs(runs),
                    columns=self.columns,
                    expected=expected,
                )

    def _take(self, store: Store, part: Part, result: BlockResult) -> None:
        """Keep a block's results, and write the part once it is whole."""
        first = part.runs.start
        store.stage(part.arm, first, result.runs[0], result.trajectories)
        part.results.append(result)
        if not part.done:
            return
        arm = self.arms[part.arm]
        parameters = arm.of_runs(part.missing)
        tables = part_tables(part.arm, arm.scenario.region.codes, part.results, parameters)
        if part.missing.start > first:
            tables = with_rows_before(store.folder, part.arm, first, tables)
        here = self._address(arm, part.runs, arm.of_runs(part.runs))
        store.commit(part.arm, tables, Held(part.runs, here, self.columns))
        part.results.clear()
