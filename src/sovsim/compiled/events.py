"""The events of a scenario as records that a kernel applies at the start of each quarter.

They are data and in no program: a scenario's events may change without a kernel being compiled.
First the slots in `Events.cleared` are set to 0. Then the records of the quarter follow, in order;
those of a slot stand together, the first and the last of them marked. A record works like this::

    at the first of a slot:  here = value = state[slot]
    wanted = size[event] + (here if it adds else 0)
    in force = begin[event] <= step < begin[event] + lasts[event]
    of a stock:  value += wanted - here where it is in force, else 0
    otherwise:   value = here + (wanted - here) where it is in force, else value
    at the last of a slot:   of a stock, value = min(max(value, low), high); state[slot] = value

That is what the first stage of the quarter does (`sovsim.rules.events`, `sovsim.engine`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.compiled.layout import Layout
from sovsim.rules.events import ANNOUNCED
from sovsim.shocks import Shock, Shocks
from sovsim.variables import VARIABLES

ADDS, STOCK, FIRST, LAST = 1, 2, 4, 8
"""Marks of a record: it adds to what is there, it is of a stock, it is a slot's first or last."""

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Events:
    """What happens to some runs.

    Attributes:
        cleared: slots that are 0 before anything happens.
        until: records of step *s* are those from ``until[s]`` to before ``until[s + 1]``.
        slot, event, marks: of each record: where it works, which event it is of, and its marks.
        low, high: of each record: the bounds of its variable.
        lasts: quarters of each event.
        begin, size: step and size of each event in each run, shape ``(event, run)``; in a job
            ``(group, event, lane)``.
    """

    cleared: IntArray
    until: IntArray
    slot: IntArray
    event: IntArray
    marks: IntArray
    low: FloatArray
    high: FloatArray
    lasts: IntArray
    begin: IntArray
    size: FloatArray


def events(shocks: Shocks, layout: Layout, steps: int, runs: int) -> Events:
    """Return the records of what a scenario does to some runs."""
    listed = list(shocks.shocks)
    due: list[list[int]] = [[] for _ in range(steps)]
    for number, shock in enumerate(listed):
        for step in shock.span():
            if 0 <= step < steps:
                due[step].append(number)
    slots = [list(_slots(shock, layout)) for shock in listed]
    until = [0]
    rows: list[tuple[int, int, int, float, float]] = []
    for numbers in due:
        rows += _records(listed, slots, numbers)
        until.append(len(rows))
    columns = list(zip(*rows, strict=True)) or [(), (), (), (), ()]
    slot, event, marks = (np.array(column, dtype=np.int64) for column in columns[:3])
    low, high = (np.array(column, dtype=np.float64) for column in columns[3:])
    begin = np.empty((len(listed), runs), dtype=np.int64)
    size = np.empty((len(listed), runs))
    for number, shock in enumerate(listed):
        begin[number] = shock.start
        size[number] = shock.sizes(runs)
    return Events(
        cleared=np.array(list(_cleared(layout)), dtype=np.int64),
        until=np.array(until, dtype=np.int64),
        slot=slot,
        event=event,
        marks=marks,
        low=low,
        high=high,
        lasts=np.array([_lasts(shock) for shock in listed], dtype=np.int64),
        begin=begin,
        size=size,
    )


def _lasts(shock: Shock) -> int:
    return 1 if shock.operation == "set" else shock.duration


def _cleared(layout: Layout) -> Iterator[int]:
    for key, (first, units) in layout.state.items():
        if key[0] == "world" and key[1] in ANNOUNCED:
            yield from range(first, first + units)


def _records(
    shocks: Sequence[Shock], slots: Sequence[Sequence[int]], due: Sequence[int]
) -> Iterator[tuple[int, int, int, float, float]]:
    """Yield the records of the shocks that are due in a quarter."""
    of_slot: dict[int, list[int]] = {}
    for number in due:
        for slot in slots[number]:
            of_slot.setdefault(slot, []).append(number)
    for slot, numbers in of_slot.items():
        for number in numbers:
            declared = VARIABLES[shocks[number].variable]
            marks = FIRST * (number == numbers[0]) + LAST * (number == numbers[-1])
            marks += STOCK * (declared.kind == "stock")
            marks += ADDS * (shocks[number].operation == "add" and declared.kind != "flow")
            yield slot, number, marks, declared.low, declared.high


def _slots(shock: Shock, layout: Layout) -> Iterator[int]:
    """Yield the slots of what a shock moves."""
    leading = VARIABLES[shock.variable].leading
    for rest in np.ndindex(leading[len(shock.index) :]):
        index = (*(int(place) for place in shock.index), *rest)
        first, units = layout.state["world", shock.variable, index]
        yield from range(first, first + units) if shock.unit is None else (first + shock.unit,)
