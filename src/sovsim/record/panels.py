"""Tables of what the world was like at the end of each quarter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from sovsim.arrays import FloatArray
from sovsim.axes import member_name
from sovsim.record.arrow import IntArray, Words, numbers, whole
from sovsim.record.columns import Column, columns
from sovsim.record.history import History


def states_table(history: History) -> pa.Table:
    """Return a row per run, quarter and state, a column per component."""
    codes = history.scenario.region.codes
    arrays = _Arrays(history)
    data = _head(history, len(codes))
    data["state"] = Words(codes).column(np.tile(np.arange(len(codes)), _cells(history)))
    for column in columns(history.scenario.region):
        if column.variable.per == "state":
            data[column.name] = _named(column, _ordered(arrays, column).ravel())
    return pa.table(data)


def institutions_table(history: History) -> pa.Table:
    """Return a row per run, quarter and institution, a column per component."""
    region = history.scenario.region
    present = [info.institution for info in region.institutions]
    present.sort()
    arrays = _Arrays(history)
    parts: dict[str, list[FloatArray]] = {}
    for column in columns(region):
        if column.institution is not None:
            parts.setdefault(column.short, []).append(_ordered(arrays, column))
    data = _head(history, len(present))
    names = Words(institution.name for institution in present)
    data["institution"] = names.column(np.tile(np.arange(len(present)), _cells(history)))
    for name, values in parts.items():
        data[name] = numbers(np.concatenate(values, axis=-1).ravel())
    return pa.table(data)


def system_table(history: History) -> pa.Table:
    """Return a row per run, quarter, actor and component for all that is no state."""
    arrays = _Arrays(history)
    actors, names = Words(), Words()
    actor_codes: list[int] = []
    name_codes: list[int] = []
    values: list[FloatArray] = []
    for column in columns(history.scenario.region):
        if column.variable.per != "state" and column.institution is None and column.actors:
            values.append(_ordered(arrays, column))
            actor_codes.extend(actors.code(actor) for actor in column.actors)
            name_codes.extend([names.code(column.name)] * len(column.actors))
    data = _head(history, len(actor_codes))
    cells = _cells(history)
    data["actor"] = actors.column(np.tile(np.array(actor_codes), cells))
    data["variable"] = names.column(np.tile(np.array(name_codes), cells))
    data["value"] = numbers(np.concatenate(values, axis=-1).ravel())
    return pa.table(data)


class _Arrays(dict[str, FloatArray]):
    """Variables over time without the start, ``[step, *axes, run, unit]``, as they are needed."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history

    def __missing__(self, name: str) -> FloatArray:
        self[name] = self._history.array(name)[1:]
        return self[name]


def _ordered(arrays: _Arrays, column: Column) -> FloatArray:
    """Return a component as ``[run, step, unit]``."""
    place: tuple[Any, ...] = (slice(None), *column.index)
    return np.ascontiguousarray(arrays[column.variable.name][place].swapaxes(0, 1))


def _cells(history: History) -> int:
    return len(history.runs) * history.steps


def _head(history: History, units: int) -> dict[str, pa.Array]:
    runs: IntArray = np.repeat(history.runs, history.steps * units)
    steps = np.tile(np.repeat(np.arange(history.steps), units), len(history.runs))
    return {"run": whole(runs), "step": whole(steps), "quarter": quarter_column(history, steps)}


def quarter_column(history: History, steps: IntArray) -> pa.DictionaryArray:
    """Return the written quarters of steps."""
    return Words(map(history.scenario.quarter, range(history.steps))).column(steps)


def _named(column: Column, values: FloatArray) -> pa.Array:
    """Return numbers, or the names of codes."""
    codes = column.variable.codes
    if codes is None:
        return numbers(values)
    return Words(member_name(member) for member in codes).column(values)
