"""What an experiment rests on, by name: everything whose change could change its verdict.

Short things are told as they stand, so that a change can say what it was and what it is; long ones
(rules, start values, events) as a hash. The parts:

* ``kind``, ``sides``, ``design``, ``predictions``, ``metrics``, ``arms``: of the file;
* ``ranges``: of each uncertainty, and for whom it decides;
* ``rules``: each rule of the quarter in each form that an arm uses, with its helpers;
* ``parameters``: value and range of each that these rules read;
* ``starts``: start values of each unit in each arm, its events and recorded decisions;
* ``measures``: how each metric is read;
* ``code``: what runs the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import rfc8785

from sovsim import engine, initial_world, noise, shocks, simulation, start_at_rest
from sovsim.experiment.model import SIDES, ExperimentData
from sovsim.experiment.schema import PredictionTable
from sovsim.experiment.source import of_function, of_module, short
from sovsim.metrics import METRICS
from sovsim.parameters import Parameter, registry
from sovsim.rules.contract import Rule
from sovsim.schedule import RULES, compile_stages

Fingerprints = dict[str, dict[str, str]]
"""Part -> name -> value or hash."""

OF_ARM = ", arm "
"""Between what stands at the start and the arm in which it does."""

_RUNS_THEM = (engine, initial_world, noise, shocks, simulation, start_at_rest)


def fingerprints(experiment: ExperimentData) -> Fingerprints:
    """Return what an experiment rests on."""
    head = experiment.head
    rules = dict(_rules(experiment))
    return {
        "kind": {"kind": head.kind, "rule": head.verdict_rule, "across": str(head.across)},
        "sides": {side: getattr(head, side).statement for side in SIDES},
        "design": _told(experiment.document.design.model_dump(mode="json")),
        "predictions": _predictions(experiment),
        "metrics": {
            name: _line(table.model_dump(mode="json", exclude={"note", "name"}, warnings=False))
            for name, table in experiment.metrics.items()
        },
        "arms": {
            name: _line(
                table.model_dump(
                    mode="json", by_alias=True, exclude={"note", "name"}, warnings=False
                )
            )
            for name, table in experiment.arms.items()
        },
        "ranges": _ranges(experiment),
        "rules": {name: of_function(rule.function) for name, rule in rules.items()},
        "parameters": dict(_parameters(rules)),
        "starts": dict(_starts(experiment)),
        "measures": dict(_measures(experiment)),
        "code": {
            **{one.__name__: of_module(one.__name__) for one in _RUNS_THEM},
            "order of the rules": short(" ".join(RULES)),
        },
    }


def _told(table: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in table.items() if value is not None}


def _line(table: Mapping[str, Any]) -> str:
    """Return a table in one line, without what is not set."""
    told = {name: value for name, value in table.items() if value not in (None, [], {}, "", ())}
    return ", ".join(f"{name} = {value}" for name, value in told.items())


def _predictions(experiment: ExperimentData) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in experiment.predictions:
        name, number = _called(entry), 1
        while name in found:
            number += 1
            name = f"{_called(entry)} ({number})"
        rest = entry.model_dump(
            mode="json", exclude={"side", "metric", "arms", "why"}, warnings=False
        )
        found[name] = _line(rest)
    return found


def _called(entry: PredictionTable) -> str:
    check = ", check" if entry.check else ""
    return f"side {entry.side}, {entry.metric}, {' / '.join(entry.arms)}{check}"


def _ranges(experiment: ExperimentData) -> dict[str, str]:
    tables = experiment.document.uncertainty
    return {
        entry.parameter: f"[{entry.low:g}, {entry.high:g}]"
        + (f" decides {table.decides}" if table.decides else "")
        for table, entry in zip(tables, experiment.uncertainties, strict=True)
    }


def _rules(experiment: ExperimentData) -> Iterator[tuple[str, Rule]]:
    """Yield the rules in the forms that the arms use."""
    for scenario in experiment.scenarios.values():
        for stage in compile_stages(scenario.mechanisms):
            for rule in stage.rules:
                yield f"{rule.name}{f' ({rule.variant_of})' if rule.variant_of else ''}", rule


def _parameters(rules: Mapping[str, Rule]) -> Iterator[tuple[str, str]]:
    groups = {group for rule in rules.values() for group in rule.parameters}
    for name, entry in registry().items():
        if entry.group in groups:
            yield name, _value(entry)


def _value(entry: Parameter) -> str:
    return f"{entry.value:g} in [{entry.low:g}, {entry.high:g}]"


def _starts(experiment: ExperimentData) -> Iterator[tuple[str, str]]:
    """Yield for each arm: span, start values of each unit, region, events, decisions, settings."""
    for arm, scenario in experiment.scenarios.items():
        what = scenario.as_dict()
        region = what["region"]
        told: dict[str, Any] = {"span": [scenario.start, scenario.end]}
        for name in ("parameters", "events", "plays"):
            told[f"{name} of the scenario"] = what[name]
        told |= {f"the region's {name}": part for name, part in region.items() if name != "initial"}
        first = region.get("initial", {})
        for unit in dict.fromkeys([*first, *what["initial"]]):
            told[f"start values of {unit}"] = [first.get(unit), what["initial"].get(unit)]
        for name, content in told.items():
            if content:
                yield f"{name}{OF_ARM}{arm}", _hash(content)


def _measures(experiment: ExperimentData) -> Iterator[tuple[str, str]]:
    names = {
        name
        for key, table in experiment.metrics.items()
        for name in (table.metric or key, table.minus)
        if name is not None
    }
    for name in sorted(names):
        metric = METRICS[name]
        facts = (metric.formula, metric.unit, metric.window, metric.across, metric.difference)
        yield name, short(f"{facts} {of_module(metric.reading.__module__)}")


def _hash(content: Any) -> str:
    return short(rfc8785.dumps(content).decode())
