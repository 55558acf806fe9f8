"""Completes a batch: has computed what is missing, and stores it part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from sovsim.compiled.kernel import Built
from sovsim.compiled.pack import LANES
from sovsim.disk.fingerprint import COMPILED, fingerprint
from sovsim.disk.sealed import MANIFEST, write_manifest
from sovsim.ensemble.batch import Batch, Force, Progress
from sovsim.ensemble.blocks import (
    STORED,
    compute_blocks,
    compute_size,
    size_at_the_end,
    stretches,
)
from sovsim.ensemble.engines import EngineMissing, kernels, processes_for
from sovsim.ensemble.executor import PATIENCE, compute, width
from sovsim.ensemble.faults import RunsMissing, Unfinished
from sovsim.ensemble.manifest import compose
from sovsim.ensemble.notes import note
from sovsim.ensemble.parts import Held
from sovsim.ensemble.resume import Gap, before, gaps, recognised
from sovsim.ensemble.store import Store
from sovsim.ensemble.tables import part_tables, with_rows_before
from sovsim.ensemble.trajectories import columns
from sovsim.ensemble.worker import BlockResult, Task


def begin(batch: Batch, store: Store) -> tuple[dict[str, Any], list[Gap]]:
    """Write the manifest of a batch; return it, and what is to be done.

    Raises:
        EnsembleError: the folder holds something else.
        WriteError: the folder cannot be written.
    """
    manifest = before(batch, store.folder)
    kept: set[str] = set() if manifest is None else set(manifest["columns"])
    if manifest is None and (found := recognised(batch, store.folder)):
        kept.update(*(part.columns for part in found))
        file = store.folder / MANIFEST
        note(f"{file} was lost or damaged and is written anew, for {len(found)} known part(s)")
    batch.columns = columns([*batch.columns, *kept])
    todo = gaps(batch, store)
    content = compose(batch, manifest)
    return write_manifest(store.folder, content), todo


@dataclass
class _Part:
    """A storage block of which cells are being computed."""

    gap: Gap
    results: list[BlockResult] = field(default_factory=list)

    def reached(self) -> int:
        """Return the cell up to which every missing one has been computed."""
        done = {cell for result in self.results for cell in result.cells}
        return next((cell for cell in self.gap.missing if cell not in done), self.gap.missing.stop)


class Work:
    """Has gaps of a batch filled.

    Args:
        store: where parts are stored as they become whole.
        todo: the gaps.
        progress: told after every block.
    """

    def __init__(
        self, batch: Batch, store: Store, todo: Sequence[Gap], progress: Progress | None
    ) -> None:
        self._batch = batch
        self._store = store
        self._parts = {(gap.arm, gap.cells.start): _Part(gap) for gap in todo}
        self._progress = progress
        self._total = sum(len(gap.missing) for gap in todo)
        self._done = 0
        self._missing = self._total
        self._lost: dict[tuple[str, int], str] = {}
        self._kernels: Mapping[str, Built] = {}

    def do(self, force: Force) -> None:
        """Compute and store; what has been computed is stored even where some of it cannot be.

        Raises:
            EngineMissing: the rules cannot be compiled here, and the batch is computed by that.
            RunsMissing, WorkersLost: something could not be done this time; the rest is stored.
            WriteError: the folder cannot be written.
        """
        workers = processes_for(self._batch, self._total, force.workers)
        force = replace(force, workers=workers)
        if self._batch.engine == COMPILED:
            self._kernels = self._compiled()
        try:
            with closing(compute(self._tasks(force), force.workers, force.executor)) as results:
                self._take_all(results)
        except Unfinished as error:
            self._save()
            raise type(error)(f"{error}\n  {self._rest()}") from error
        if self._lost:
            self._save()
            (key, cell), why = next(iter(self._lost.items()))
            run = self._batch.layout.run_of([cell])[0]
            which = f"run {run} of {key}"
            many = f"{len(self._lost)} runs could not be done; the first, {which}"
            what = many if len(self._lost) > 1 else f"{which} could not be done"
            raise RunsMissing(f"{what}: {why}\n  {self._rest()}")

    def _compiled(self) -> Mapping[str, Built]:
        """Return the kernels of the arms of which something is missing."""
        try:
            return kernels(
                self._batch, dict.fromkeys(part.gap.arm for part in self._parts.values())
            )
        except EngineMissing as error:
            folder = self._store.folder
            raise EngineMissing(f"{folder}: was begun with compiled rules: {error}") from None

    def _rest(self) -> str:
        missing = f"{self._missing} of {self._total} runs are still to be done"
        if not self._store.lasting:
            return f"{missing}; where a folder is given, the same call goes on from there"
        return f"{missing} in {self._store.folder}; the same command goes on from there"

    def _tasks(self, force: Force) -> Iterator[Task]:
        batch = self._batch
        states = max(len(arm.scenario.region.codes) for arm in batch.arms.values())
        workers = force.workers if force.executor is None else width(force.executor)
        kept = bool(batch.columns)
        size = force.block or compute_size(self._total, workers, states, trajectories=kept)
        expected = None if force.executor is None else fingerprint(batch.engine)
        free = batch.engine == COMPILED and force.block is None
        even = LANES if free else 1
        left = self._total
        missing = ((part.gap.arm, part.gap.missing) for part in self._parts.values())
        # Where every quarter is kept, a block leaves a file, which belongs to one part.
        for key, stretch in missing if kept else stretches(missing, size):
            arm = batch.arms[key]
            last = size_at_the_end(size, left, workers) if free and workers > 1 else size
            left -= len(stretch)
            for cells in compute_blocks(stretch, last, even):
                yield Task(
                    arm=key,
                    scenario=arm.scenario,
                    seed=batch.seed,
                    cells=cells,
                    parameters=arm.of_cells(cells),
                    columns=batch.columns,
                    expected=expected,
                    runs=batch.layout.run_of(cells).tolist() if batch.layout.crossed else None,
                    kernel=self._kernels.get(key),
                )

    def _take_all(self, results: Iterator[BlockResult]) -> None:
        """Store parts as they become whole; stop where nothing can be done any more."""
        in_vain = 0
        for result in results:
            self._lost.update({(result.arm, cell): why for cell, why in result.lost.items()})
            in_vain = 0 if result.cells else in_vain + 1
            if in_vain == PATIENCE:
                return
            for piece in result.cut(STORED):
                part = self._parts[piece.arm, piece.cells[0] // STORED * STORED]
                self._store.stage(
                    piece.arm, part.gap.cells.start, piece.cells[0], piece.trajectories
                )
                part.results.append(piece)
                if part.reached() == part.gap.missing.stop:
                    self._commit(part, part.gap.missing.stop)
            self._done += len(result.cells)
            if self._progress is not None:
                self._progress(self._done, self._total)

    def _save(self) -> None:
        """Store what has been computed of parts that will not become whole this time."""
        for part in self._parts.values():
            if part.results and not self._batch.columns and part.reached() > part.gap.missing.start:
                self._commit(part, part.reached())

    def _commit(self, part: _Part, stop: int) -> None:
        """Write a part with its cells up to one of them."""
        gap, batch = part.gap, self._batch
        arm = batch.arms[gap.arm]
        computed = range(gap.missing.start, stop)
        cells = range(gap.cells.start, stop)
        results = [result.before(stop) for result in part.results]
        tables = part_tables(
            gap.arm, arm.scenario.region.codes, results, batch.layout, arm.of_cells(computed)
        )
        if computed.start > cells.start:
            tables = with_rows_before(self._store.folder, gap.arm, cells.start, tables)
        contents = Held(cells, batch.address(gap.arm, cells), batch.columns)
        self._store.commit(gap.arm, tables, contents)
        self._missing -= len(computed)
        part.results.clear()
