"""Where a run starts, before the rest, as data for the run-time in JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sovsim.addresses import word
from sovsim.compiled.javascript.model_data import finite
from sovsim.compiled.javascript.scenario_data import Ends
from sovsim.compiled.layout import Layout
from sovsim.initial_world import initial_world
from sovsim.points import Starts
from sovsim.scenario import Scenario
from sovsim.start_at_rest import CORES, given_at_start
from sovsim.variables import COMPONENTS, VARIABLES

Data = dict[str, Any]


def start_data(scenario: Scenario, layout: Layout) -> Data:
    """Return the middle of every start value, what is drawn around it, and what follows what.

    Returns:
        ``values``: ``[first slot, values]``, all that is not 0; ``drawn``: see `_drawn`;
        ``follow``: ``[slot, slot that it takes its value from]``; ``given``: slots of the marks of
        what is given.
    """
    starts = Starts(scenario)
    world = initial_world(starts, Ends(0.0))
    state = np.zeros(layout.slots)
    for key, (first, units) in layout.state.items():
        if key[0] == "world":
            state[first : first + units] = world[key[1]][key[2]][0]
    marks = given_at_start(starts)
    given = [
        first + unit
        for key, (first, units) in layout.state.items()
        if key[0] == "given"
        for unit in range(units)
        if marks[key[1]][key[2]][0, unit]
    ]
    return {
        "values": _stretches(state),
        "drawn": list(_drawn(starts, layout)),
        "follow": [list(one) for one in _followers(starts, layout)],
        "given": given,
    }


def _stretches(state: np.ndarray[Any, Any]) -> list[list[Any]]:
    """Return what is not 0 in stretches, across short gaps."""
    found: list[list[Any]] = []
    for slot in np.flatnonzero(state).tolist():
        if found and slot - found[-1][0] - len(found[-1][1]) < 4:
            first, values = found[-1]
            values += state[first + len(values) : slot + 1].tolist()
        else:
            found.append([slot, [state[slot]]])
    return found


def _drawn(starts: Starts, layout: Layout) -> Iterator[list[Any]]:
    """Yield what is drawn of each column: its word, first slot, axis and bounds, and its units."""
    region = starts.scenario.region
    for column, (name, index) in COMPONENTS.items():
        start, variable = region.initial.get(column), VARIABLES[name]
        if start is None:
            continue
        codes = region.units(variable.per)
        widths = np.broadcast_to(start.widths(), (len(codes),))
        units = [
            [unit, float(start.values[unit]), float(widths[unit])]
            for unit, code in enumerate(codes)
            if widths[unit] > 0.0 and starts.value(column, code) is None
        ]
        if units:
            first, _ = layout.state["world", name, index]
            low, high = finite(variable.low), finite(variable.high)
            yield [word(column), first, variable.per, low, high, units]


def _followers(starts: Starts, layout: Layout) -> Iterator[tuple[int, int]]:
    region = starts.scenario.region
    for follower, leader in CORES.items():
        for column, index in VARIABLES[follower].components():
            if column in region.initial:
                continue
            to, units = layout.state["world", follower, index]
            of, _ = layout.state["world", leader, index]
            names = region.units(VARIABLES[follower].per)
            for unit in range(units):
                if starts.value(column, names[unit]) is None:
                    yield to + unit, of + unit
