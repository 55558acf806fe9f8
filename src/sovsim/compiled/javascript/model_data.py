"""What the slots of a kernel mean, as data for the run-time in JavaScript.

The data are packed: what stands in a row is not numbered. ``model.js`` unpacks them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from sovsim.addresses import word
from sovsim.axes import UNIT_AXES, Power, member_name
from sovsim.compiled.layout import Layout
from sovsim.compiled.program import Key
from sovsim.metrics import METRICS
from sovsim.metrics.metric import Metric
from sovsim.noise import SYSTEM, Purpose
from sovsim.parameters import registry
from sovsim.points import PointError, check_name, name_of
from sovsim.region import Region
from sovsim.rules.events import ANNOUNCED
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.variables import VARIABLES, Variable

Data = dict[str, Any]


def model_data(region: Region, layout: Layout) -> Data:
    """Return the names of everything that a state holds and where it stands.

    Args:
        layout: one in which the rows of a variable, and the parameters, stand together.
    """
    units = {axis: region.units(axis) for axis in UNIT_AXES}
    return {
        "slots": layout.slots,
        "worldSlots": _world_slots(layout),
        "forcedSlots": layout.forced_slots,
        "units": units,
        "words": {axis: [word(unit) for unit in named] for axis, named in units.items()},
        "hegemon": region.hegemon.code,
        "variables": [_variable(one, region, layout) for one in VARIABLES.values()],
        "parametersAt": _first((("parameter", name) for name in registry()), layout),
        "parameters": [[one.name, one.value, one.low, one.high] for one in registry().values()],
        "copies": _copies(layout),
        "cleared": _cleared(layout),
        "draws": [[key[1], Purpose(key[1]).axis] for key in layout.draws],
        "systemWord": word(SYSTEM),
        "decisions": _decisions(layout),
        "totals": [
            [*key[1:], first, units]
            for key, (first, units) in layout.state.items()
            if key[0] == "total"
        ],
        "metrics": {name: metric_data(metric) for name, metric in METRICS.items()},
    }


def _world_slots(layout: Layout) -> int:
    """Return how many slots the world takes, which stands first."""
    return sum(units for key, (_, units) in layout.state.items() if key[0] == "world")


def _first(keys: Iterable[Key], layout: Layout) -> int:
    """Return the first slot of keys that stand one after the other."""
    placed = [layout.state[key] for key in keys]
    ends = np.cumsum([placed[0][0], *(units for _, units in placed)])
    if [first for first, _ in placed] != ends[:-1].tolist():
        raise ValueError("rows that belong together do not stand together")
    return placed[0][0]


def _variable(variable: Variable, region: Region, layout: Layout) -> list[Any]:
    """Return what a variable is, where it and the marks of what is given stand, and its columns."""
    indices = [index for _, index in variable.components()]
    marked = ("given", variable.name, indices[0]) in layout.state
    marks = _first((("given", variable.name, one) for one in indices), layout) if marked else None
    codes = None if variable.codes is None else [member_name(one) for one in variable.codes]
    return [
        variable.per,
        variable.kind,
        finite(variable.low),
        finite(variable.high),
        codes,
        _first((("world", variable.name, one) for one in indices), layout),
        marks,
        int(settable(variable, region)),
        variable.name,
        [column for column, _ in variable.components()],
    ]


def settable(variable: Variable, region: Region) -> bool:
    """Return whether a start value of a variable can be set."""
    column = variable.components()[0][0]
    units = ("hegemon", SYSTEM) if variable.per == SYSTEM else region.units(variable.per)[:1]
    for unit in units:
        try:
            check_name(name_of(unit, column), region)
        except PointError:
            continue
        return True
    return False


def finite(value: float) -> float:
    """Return a number that JSON holds in place of an infinite one."""
    return float(np.nan_to_num(value))


def _copies(layout: Layout) -> list[list[int]]:
    """Return what metrics read of earlier worlds: slot of the copy, slot of the world, length."""
    return [
        [first, layout.state[("world", *key[1:])][0], units]
        for key, (first, units) in layout.state.items()
        if key[0] in ("start", "before")
    ]


def _cleared(layout: Layout) -> list[list[int]]:
    return [
        [first, first + units]
        for key, (first, units) in layout.state.items()
        if key[0] == "world" and key[1] in ANNOUNCED
    ]


def _decisions(layout: Layout) -> Data:
    """Return the decisions that a play may take; slots: leading index -> first slot."""
    found: Data = {}
    for name, decision in DECISIONS.items():
        slots = {
            ",".join(map(str, key[2])): first
            for key, (first, _) in layout.forced.items()
            if key[1] == name
        }
        if slots:
            found[name] = {
                "actor": decision.actor,
                "target": decision.target,
                "options": list(decision.options),
                "bodies": dict(decision.bodies),
                "powers": {power.name: int(power) for power in Power},
                "per": VARIABLES[name].per,
                "slots": slots,
            }
    return found


def metric_data(metric: Metric) -> Data:
    """Return what a metric is; what is as in most of them is left out."""
    found: Data = {"meaning": metric.meaning, "unit": metric.unit, "window": metric.window.name}
    if metric.against is not None:
        found["against"] = True
    if metric.across != "mean":
        found["across"] = metric.across
    if metric.per != "system":
        found["per"] = metric.per
    if metric.difference is not None:
        found["difference"] = metric.difference
    if metric.headline:
        found["headline"] = True
    return found
