"""A scenario as data for the run-time in JavaScript: all that a kernel does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sovsim.addresses import word
from sovsim.arrays import FloatArray
from sovsim.compiled.javascript.model_data import finite
from sovsim.compiled.layout import Layout
from sovsim.noise import SYSTEM, Noise
from sovsim.parameters import Parameters
from sovsim.scenario import Scenario
from sovsim.scenario.compile import compile_scenario, enlargements, parameter_values
from sovsim.shocks import Override, Shock
from sovsim.variables import VARIABLES

Data = dict[str, Any]


class Ends(Noise):
    """Noise whose draws at the start stand at one end, and that notes whose they are."""

    def __init__(self, end: float) -> None:
        self.run_numbers = np.zeros(1, dtype=np.int64)
        self.asked: list[str] = []
        self._end = end

    def start(self, column: str, axis: str = SYSTEM) -> FloatArray:
        """Return what the normal distribution's function makes 0 or 1."""
        self.asked.append(column)
        return np.full((1, 1), self._end)


def scenario_data(scenario: Scenario, layout: Layout) -> Data:
    """Return a scenario's span, parameters, events and imposed decisions, by slots of a layout."""
    shocks = [*_shocks(scenario, layout), *_facts(scenario, layout)]
    overrides = compile_scenario(scenario, np.zeros(0, dtype=np.int64)).overrides
    return {
        "name": scenario.name,
        "title": scenario.title,
        "digest": scenario.spec_hash,
        "steps": scenario.steps,
        "quarters": [scenario.quarter(step) for step in range(scenario.steps + 1)],
        "parameters": _parameters(scenario),
        "shocks": shocks,
        "due": _due(shocks, scenario.steps),
        "overrides": [one for override in overrides for one in _override(override, layout)],
    }


def _parameters(scenario: Scenario) -> Data:
    """Return each parameter that is not at its default: a number, or two ends and a word."""
    low, high = (Parameters(_values(scenario, end)) for end in (-np.inf, np.inf))
    usual = Parameters()
    found: Data = {}
    for name in usual:
        ends = float(np.ravel(low[name])[0]), float(np.ravel(high[name])[0])
        if ends[0] != ends[1]:
            found[name] = [*ends, word(f"parameter {name}")]
        elif ends[0] != usual[name]:
            found[name] = ends[0]
    return found


def _values(scenario: Scenario, end: float) -> Mapping[str, float | FloatArray]:
    return parameter_values(scenario, Ends(end))


def _shocks(scenario: Scenario, layout: Layout) -> Iterator[Data]:
    """Yield the shocks of each event; what varies from run to run has two ends and a word."""
    none = np.zeros(1, dtype=np.int64)
    for event in scenario.events:
        alone = replace(scenario, events=(event,), plays=())
        low, high = Ends(-np.inf), Ends(np.inf)
        firsts = compile_scenario(alone, none, low).shocks
        lasts = compile_scenario(alone, none, high).shocks
        words = {name.split(" of ")[0]: word(name) for name in low.asked}
        for first, last in zip(firsts, lasts, strict=True):
            for placed in _placed(first, layout):
                ends = _number(first.size), _number(last.size)
                if ends[0] != ends[1]:
                    placed.update(size=list(ends), sizeWord=words["size"])
                dates = int(_number(first.start)), int(_number(last.start))
                if dates[0] != dates[1]:
                    placed.update(start=list(dates), startWord=words["date"])
                yield placed


def _facts(scenario: Scenario, layout: Layout) -> Iterator[Data]:
    for shock in enlargements(scenario):
        yield from _placed(shock, layout)


def _placed(shock: Shock, layout: Layout) -> Iterator[Data]:
    variable = VARIABLES[shock.variable]
    for index in np.ndindex(variable.leading):
        if index[: len(shock.index)] != shock.index:
            continue
        first, units = layout.state["world", shock.variable, index]
        if shock.unit is not None:
            first, units = first + shock.unit, 1
        yield {
            "type": shock.type,
            "target": shock.target,
            "first": first,
            "last": first + units,
            "stock": variable.kind == "stock",
            "adds": shock.operation == "add" and variable.kind != "flow",
            "low": finite(variable.low),
            "high": finite(variable.high),
            "size": _number(shock.size),
            "start": int(_number(shock.start)),
            "duration": 1 if shock.operation == "set" else shock.duration,
        }


def _number(value: float | npt.NDArray[Any]) -> float:
    return float(np.ravel(np.asarray(value))[0])


def _due(shocks: list[Data], steps: int) -> Data:
    """Return the shocks that may be in force, by quarter, in the order of the scenario."""
    due: dict[str, list[int]] = {}
    for number, shock in enumerate(shocks):
        start = shock["start"]
        first, last = start if isinstance(start, list) else (start, start)
        for step in range(max(first, 0), min(last + shock["duration"], steps)):
            due.setdefault(str(step), []).append(number)
    return due


def _override(override: Override, layout: Layout) -> Iterator[Data]:
    for key, (first, units) in layout.forced.items():
        if key[1] == override.decision and key[2][: len(override.index)] == override.index:
            one = override.unit
            yield {
                "first": first if one is None else first + one,
                "last": first + (units if one is None else one + 1),
                "option": override.option,
                "start": override.start,
                "duration": override.duration,
            }
