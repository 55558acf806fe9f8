"""Runs a sample of a recorded ensemble again and compares it bit for bit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from sovsim import given
from sovsim.disk.fingerprint import differences, fingerprint, processor
from sovsim.ensemble.cells import IntArray
from sovsim.ensemble.engines import kernel_for
from sovsim.ensemble.parts import METRICS, PARAMETERS, STATES, Held, damaged_files
from sovsim.ensemble.results import Results
from sovsim.ensemble.tables import ARM, POINT, RUN, STATE, part_tables
from sovsim.ensemble.worker import Task, run_block
from sovsim.record.arrow import frame
from sovsim.record.comparison import Check, Verification, first_difference

SAMPLE = 8
"""Cells of each arm that are done again."""

_MOST_ARMS = 16


def verify_ensemble(folder: str | Path, sample: int = SAMPLE) -> Verification:
    """Hold every file against its hash, run a sample again and compare it bit for bit.

    The first and the last cell are among the sample; the others are drawn anew each time.

    Args:
        sample: cells (runs; in a crossed design, runs at points) of each arm; of at most 16 arms.

    Raises:
        EnsembleError: there is no ensemble, or its manifest is damaged.
        EngineMissing: compiled rules made it, and they cannot be used here.
    """
    sample = given.whole("sample", sample, 1)
    results = Results.open(folder)
    damaged = [name for _, part in results.parts for name in damaged_files(results.folder, part)]
    checks: list[Check] = []
    if not damaged:
        random = np.random.default_rng()
        known = list(dict.fromkeys(arm for arm, _ in results.parts))
        few = len(known) <= _MOST_ARMS
        for arm in known if few else random.choice(known, _MOST_ARMS, replace=False):
            checks += _checks(results, str(arm), sample, random)
    return Verification(str(folder), tuple(damaged), tuple(_mismatches(results)), tuple(checks))


def _checks(results: Results, arm: str, size: int, random: np.random.Generator) -> list[Check]:
    """Return the comparison of some cells of an arm."""
    parts = [part for key, part in results.parts if key == arm]
    cells = np.concatenate([np.asarray(part.cells, dtype=np.int64) for part in parts])
    rows = _sample(len(cells), size, random)
    again = _again(results, arm, parts, cells, rows)
    checks = []
    for kind in (METRICS, STATES):
        recorded = frame(_rows(results, kind, arm, parts, rows))
        found = frame(again[kind])
        keys = [key for key in (POINT, RUN, STATE) if key in found]
        same, detail = first_difference(recorded.drop(columns=ARM), found.drop(columns=ARM), keys)
        checks.append(Check(f"{kind} of {arm}", len(found), same, detail))
    return checks


def _sample(cells: int, size: int, random: np.random.Generator) -> list[int]:
    """Return places of cells, the ends among them, in ascending order."""
    ends = {0, cells - 1}
    drawn = [int(place) for place in random.permutation(cells) if int(place) not in ends]
    return sorted([*ends, *drawn][: max(size, 1)])


def _rows(
    results: Results, kind: str, arm: str, parts: Sequence[Held], rows: Sequence[int]
) -> pa.Table:
    """Return the rows of some cells, of which each has the same number of rows."""
    table = pa.concat_tables([results.rows(kind, arm, part) for part in parts])
    each = table.num_rows // sum(len(part.cells) for part in parts)
    return table.take([row * each + place for row in rows for place in range(each)])


def _again(
    results: Results, arm: str, parts: Sequence[Held], cells: IntArray, rows: Sequence[int]
) -> dict[str, pa.Table]:
    scenario = results.scenario(arm)
    sampled = results.manifest["arms"][arm]["parameters"]
    drawn = _rows(results, PARAMETERS, arm, parts, rows) if sampled else None
    chosen = cells[list(rows)]
    task = Task(
        arm,
        scenario,
        results.seed,
        chosen.tolist(),
        {} if drawn is None else {name: drawn[name].to_numpy() for name in sampled},
        runs=results.layout.run_of(chosen).tolist(),
        kernel=kernel_for(scenario, results.engine),
    )
    return part_tables(arm, scenario.region.codes, [run_block(task)], results.layout, {})


def _mismatches(results: Results) -> list[str]:
    found = differences(results.manifest["fingerprint"], fingerprint(results.engine))
    if results.manifest.get("processor") != processor():
        found.append("made on a processor of another kind; the last bits may differ")
    if not results.complete:
        whole = len(results.arms) * results.layout.count
        found.append(f"not complete: {results.done} of {whole} runs")
    return found
