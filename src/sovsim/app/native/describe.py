"""What there is to ask about: the scenarios, and what one of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sovsim.app.native.plays import Decided
from sovsim.axes import UNIT_AXES, member_name
from sovsim.compiled.javascript.model_data import finite, metric_data
from sovsim.disk.fingerprint import code_hash
from sovsim.documents.values import Range
from sovsim.metrics import METRICS
from sovsim.metrics.metric import Metric
from sovsim.parameters import Parameter, registry
from sovsim.release import version
from sovsim.scenario import Scenario
from sovsim.variables import VARIABLES, Variable

Data = dict[str, Any]

FORMAT = 1
"""Format of requests and answers."""


def describe_page(scenarios: Mapping[str, Scenario]) -> Data:
    """Return what can be asked about at all."""
    held = [
        {
            "name": scenario.name,
            "title": scenario.title,
            "digest": scenario.spec_hash,
            "steps": scenario.steps,
            "first": scenario.quarter(0),
        }
        for scenario in scenarios.values()
    ]
    return {"format": FORMAT, "version": version(), "code": code_hash(), "scenarios": held}


def describe_scenario(scenario: Scenario, decided: Decided, engine: str) -> Data:
    """Return the quarters, units, columns, parameters, decisions and metrics of a scenario.

    Args:
        engine: by which a single run of it is computed.
    """
    return {
        "name": scenario.name,
        "title": scenario.title,
        "digest": scenario.spec_hash,
        "steps": scenario.steps,
        "quarters": [scenario.quarter(step) for step in range(scenario.steps + 1)],
        "units": {axis: list(scenario.region.units(axis)) for axis in UNIT_AXES},
        "metrics": {name: _metric(metric) for name, metric in METRICS.items()},
        "ledger": True,
        "engine": engine,
        "columns": {
            column: _column(variable)
            for variable in VARIABLES.values()
            for column, _ in variable.components()
        },
        "parameters": {
            name: _parameter(one, scenario.parameters.get(name)) for name, one in registry().items()
        },
        "decisions": {
            name: {
                "actor": one.actor,
                "target": one.target,
                "options": list(one.options),
                "bodies": list(one.bodies),
            }
            for name, one in decided.decisions.items()
        },
    }


def _metric(metric: Metric) -> Data:
    told = metric_data(metric)
    return {name: list(one) if isinstance(one, tuple) else one for name, one in told.items()}


def _column(variable: Variable) -> Data:
    codes = None if variable.codes is None else [member_name(one) for one in variable.codes]
    low, high = finite(variable.low), finite(variable.high)
    return {"per": variable.per, "low": low, "high": high, "codes": codes}


def _parameter(declared: Parameter, own: float | Range | None) -> Data:
    """Return a parameter's value, or the two ends between which each run draws it."""
    value: float | list[float] = declared.value if own is None else 0.0
    if isinstance(own, Range):
        value = own.low if own.low == own.high else [own.low, own.high]
    elif own is not None:
        value = own
    return {"value": value, "low": declared.low, "high": declared.high}
