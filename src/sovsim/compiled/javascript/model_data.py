"""What the slots of a kernel mean, as data for the run-time in JavaScript."""

from __future__ import annotations

from typing import Any

import numpy as np

from sovsim.addresses import word
from sovsim.axes import Power, member_name
from sovsim.compiled.layout import Layout
from sovsim.compiled.program import Key
from sovsim.metrics import METRICS
from sovsim.metrics.metric import Window
from sovsim.noise import SYSTEM, Purpose
from sovsim.parameters import registry
from sovsim.region import Region
from sovsim.rules.events import ANNOUNCED
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.variables import COMPONENTS, VARIABLES

Data = dict[str, Any]

_HELD = (Window.LOWEST, Window.HIGHEST)
"""Windows in which nothing has come together before the first quarter."""


def model_data(region: Region, layout: Layout) -> Data:
    """Return the names of everything that a state holds and where it stands."""
    return {
        "slots": layout.slots,
        "worldSlots": _world_slots(layout),
        "forcedSlots": layout.forced_slots,
        "units": {axis: region.units(axis) for axis in ("state", "dyad", "contested", "system")},
        "hegemon": region.hegemon.code,
        "columns": _columns(layout),
        "components": {
            name: [column for column, _ in variable.components()]
            for name, variable in VARIABLES.items()
        },
        "copies": _copies(layout),
        "parameters": _parameters(layout),
        "cleared": _cleared(layout),
        "address": _address(region, layout),
        "systemWord": word(SYSTEM),
        "decisions": _decisions(layout),
        "totals": _totals(layout),
        "metrics": _metrics(),
    }


def _world_slots(layout: Layout) -> int:
    """Return how many slots the world takes, which stands first."""
    return sum(units for key, (_, units) in layout.state.items() if key[0] == "world")


def _columns(layout: Layout) -> Data:
    return {
        column: {
            "first": layout.state["world", variable, index][0],
            "per": VARIABLES[variable].per,
            "kind": VARIABLES[variable].kind,
            "low": _finite(VARIABLES[variable].low),
            "high": _finite(VARIABLES[variable].high),
            "codes": _codes(variable),
            "set": VARIABLES[variable].kind != "flow",
            "mark": layout.state.get(("given", variable, index), (None, 0))[0],
        }
        for column, (variable, index) in COMPONENTS.items()
        if ("world", variable, index) in layout.state
    }


def _finite(value: float) -> float:
    """Return a number that JSON holds in place of an infinite one."""
    return float(np.nan_to_num(value))


def _codes(variable: str) -> list[str] | None:
    codes = VARIABLES[variable].codes
    return None if codes is None else [member_name(member) for member in codes]


def _copies(layout: Layout) -> list[list[int]]:
    """Return what metrics read of earlier worlds: slot of the copy, slot of the world, length."""
    return [
        [first, layout.state[("world", *key[1:])][0], units]
        for key, (first, units) in layout.state.items()
        if key[0] in ("start", "before")
    ]


def _parameters(layout: Layout) -> Data:
    """Return every parameter with its default and range."""
    return {
        name: {
            "slot": layout.state["parameter", name][0],
            "value": parameter.value,
            "low": parameter.low,
            "high": parameter.high,
        }
        for name, parameter in registry().items()
    }


def _cleared(layout: Layout) -> list[list[int]]:
    return [
        [first, first + units]
        for key, (first, units) in layout.state.items()
        if key[0] == "world" and key[1] in ANNOUNCED
    ]


def _address(region: Region, layout: Layout) -> Data:
    """Return the words of the units and the purposes of the draws, slot by slot."""
    words: list[int] = []
    purposes: list[int] = []
    for key in layout.draws:
        purpose = Purpose(key[1])
        units = (SYSTEM,) if purpose.axis == SYSTEM else region.units(purpose.axis)
        words += [word(unit) for unit in units]
        purposes += [int(purpose)] * len(units)
    return {"words": words, "purposes": purposes}


def _decisions(layout: Layout) -> Data:
    return {
        name: {
            "actor": decision.actor,
            "target": decision.target,
            "options": list(decision.options),
            "bodies": dict(decision.bodies),
            "powers": {power.name: int(power) for power in Power},
            "per": VARIABLES[name].per,
            "slots": {
                _joined(key): first for key, (first, _) in layout.forced.items() if key[1] == name
            },
        }
        for name, decision in DECISIONS.items()
        if any(key[1] == name for key in layout.forced)
    }


def _joined(key: Key) -> str:
    return ",".join(str(one) for one in key[2])


def _totals(layout: Layout) -> Data:
    """Return ``metric part`` -> its slots, what it begins with, and whether only the end counts."""
    return {
        f"{key[1]} {key[2]}": {
            "first": first,
            "last": first + units,
            "begin": None if METRICS[key[1]].window in _HELD else 0.0,
            "tail": METRICS[key[1]].window is Window.TAIL,
        }
        for key, (first, units) in layout.state.items()
        if key[0] == "total"
    }


def _metrics() -> Data:
    return {
        name: {
            "meaning": metric.meaning,
            "unit": metric.unit,
            "window": metric.window.name,
            "against": metric.against is not None,
            "across": metric.across,
            "per": metric.per,
            "difference": metric.difference,
            "headline": metric.headline,
        }
        for name, metric in METRICS.items()
    }
