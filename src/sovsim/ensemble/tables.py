"""The tables of a part: what blocks of cells computed, a row per cell or per cell and state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sovsim.arrays import FloatArray
from sovsim.disk.arrow import numbers, word, words
from sovsim.disk.parquet import decode
from sovsim.ensemble.cells import Cells, IntArray
from sovsim.ensemble.parts import METRICS, PARAMETERS, STATES, table_name
from sovsim.ensemble.worker import BlockResult

ARM, POINT, RUN, STATE, ERROR = "arm", "point", "run", "state", "error"


def part_tables(
    arm: str,
    codes: Sequence[str],
    results: Sequence[BlockResult],
    layout: Cells,
    parameters: Mapping[str, FloatArray],
) -> dict[str, pa.Table]:
    """Return the tables of some cells of an arm, in the order of the cells.

    Args:
        codes: codes of the states.
        results: what was computed, in any order.
        layout: what the numbers of the cells mean.
        parameters: sampled values of the cells, in the order of the cells.
    """
    cells = np.concatenate([np.asarray(result.cells, dtype=np.int64) for result in results])
    order = np.argsort(cells)
    errors = {cell: why for result in results for cell, why in result.errors.items()}
    cells = cells[order]
    head = _head(arm, cells, layout)
    metrics = _gathered([result.metrics for result in results], order)
    states = _gathered([result.states for result in results], order)
    tables = {
        METRICS: _metrics_table(head, metrics, [errors.get(int(cell)) for cell in cells]),
        STATES: _states_table(_head(arm, np.repeat(cells, len(codes)), layout), codes, states),
    }
    if parameters:
        columns = {name: numbers(values) for name, values in parameters.items()}
        tables[PARAMETERS] = pa.table({**head, **columns})
    return tables


def _gathered(
    blocks: Sequence[Mapping[str, FloatArray]], order: npt.NDArray[np.int64]
) -> dict[str, FloatArray]:
    return {name: np.concatenate([block[name] for block in blocks])[order] for name in blocks[0]}


def _head(arm: str, cells: IntArray, layout: Cells) -> dict[str, pa.Array]:
    head = {ARM: word(arm, len(cells))}
    if layout.crossed:
        head[POINT] = pa.array(layout.point_of(cells))
    return {**head, RUN: pa.array(layout.run_of(cells))}


def _metrics_table(
    head: Mapping[str, pa.Array], metrics: Mapping[str, FloatArray], errors: list[str | None]
) -> pa.Table:
    columns = {name: numbers(values) for name, values in metrics.items()}
    return pa.table({**head, **columns, ERROR: pa.array(errors, pa.string())})


def _states_table(
    head: Mapping[str, pa.Array], codes: Sequence[str], states: Mapping[str, FloatArray]
) -> pa.Table:
    cells = len(head[RUN]) // len(codes)
    names = words(codes, np.tile(np.arange(len(codes)), cells))
    columns = {name: numbers(values.ravel()) for name, values in states.items()}
    return pa.table({**head, STATE: names, **columns})


def with_rows_before(
    folder: Path, arm: str, first: int, tables: Mapping[str, pa.Table]
) -> dict[str, pa.Table]:
    """Return the tables of a part with the rows that it holds already in front."""
    whole = {}
    for kind, table in tables.items():
        before = decode(folder / table_name(kind, arm, first)).replace_schema_metadata(None)
        whole[kind] = pa.concat_tables([before, table]).combine_chunks()
    return whole


def stored_parameters(folder: Path, arm: str, first: int) -> dict[str, FloatArray]:
    """Return the sampled values that a part holds; empty where it holds none."""
    try:
        table = decode(folder / table_name(PARAMETERS, arm, first))
    except FileNotFoundError:
        return {}
    names = [name for name in table.column_names if name not in (ARM, POINT, RUN)]
    return {name: table[name].to_numpy() for name in names}
