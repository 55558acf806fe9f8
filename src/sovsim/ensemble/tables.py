"""The tables of a part: what blocks of runs computed, a row per run or per run and state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sovsim.arrays import FloatArray
from sovsim.disk.parquet import decode, numbers, word, words
from sovsim.ensemble.store import METRICS, PARAMETERS, STATES, part_path
from sovsim.ensemble.worker import BlockResult

ARM, RUN, STATE, ERROR = "arm", "run", "state", "error"


def part_tables(
    arm: str,
    codes: Sequence[str],
    results: Sequence[BlockResult],
    parameters: Mapping[str, FloatArray],
) -> dict[str, pa.Table]:
    """Return the tables of some runs of an arm, in the order of the runs.

    Args:
        codes: codes of the states.
        results: what was computed, in any order.
        parameters: sampled values of the runs, in the order of the runs.
    """
    runs = np.concatenate([np.asarray(result.runs, dtype=np.int64) for result in results])
    order = np.argsort(runs)
    errors = {run: why for result in results for run, why in result.errors.items()}
    runs = runs[order]
    tables = {
        METRICS: _metrics_table(arm, runs, _gathered([r.metrics for r in results], order), errors),
        STATES: _states_table(arm, codes, runs, _gathered([r.states for r in results], order)),
    }
    if parameters:
        columns = {name: numbers(values) for name, values in parameters.items()}
        tables[PARAMETERS] = pa.table({**_head(arm, runs), **columns})
    return tables


def _gathered(
    blocks: Sequence[Mapping[str, FloatArray]], order: npt.NDArray[np.int64]
) -> dict[str, FloatArray]:
    return {name: np.concatenate([block[name] for block in blocks])[order] for name in blocks[0]}


def _head(arm: str, runs: npt.NDArray[np.int64]) -> dict[str, pa.Array]:
    return {ARM: word(arm, len(runs)), RUN: pa.array(runs)}


def _metrics_table(
    arm: str,
    runs: npt.NDArray[np.int64],
    metrics: Mapping[str, FloatArray],
    errors: Mapping[int, str],
) -> pa.Table:
    columns = {name: numbers(values) for name, values in metrics.items()}
    why = pa.array([errors.get(int(run)) for run in runs], pa.string())
    return pa.table({**_head(arm, runs), **columns, ERROR: why})


def _states_table(
    arm: str,
    codes: Sequence[str],
    runs: npt.NDArray[np.int64],
    states: Mapping[str, FloatArray],
) -> pa.Table:
    head = _head(arm, np.repeat(runs, len(codes)))
    head[STATE] = words(codes, np.tile(np.arange(len(codes)), len(runs)))
    return pa.table({**head, **{name: numbers(values.ravel()) for name, values in states.items()}})


def with_rows_before(
    folder: Path, arm: str, first: int, tables: Mapping[str, pa.Table]
) -> dict[str, pa.Table]:
    """Return the tables of a part with the rows that it holds already in front."""
    whole = {}
    for kind, table in tables.items():
        before = decode(part_path(folder, kind, arm, first)).replace_schema_metadata(None)
        whole[kind] = pa.concat_tables([before, table]).combine_chunks()
    return whole


def stored_parameters(folder: Path, arm: str, runs: range) -> dict[str, FloatArray]:
    """Return the sampled values that a part holds; empty where they cannot be read."""
    try:
        table = decode(part_path(folder, PARAMETERS, arm, runs.start))
    except (OSError, pa.ArrowException):
        return {}
    names = [name for name in table.column_names if name not in (ARM, RUN)]
    return {name: table[name].to_numpy() for name in names}
