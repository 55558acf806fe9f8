"""What happens in a quarter: the schedule, every rule, and the numbers that rules hold."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping

import numpy as np

from sovsim import parameters
from sovsim.arrays import FloatArray
from sovsim.axes import Action, BidMove, BodyMove, Rung, member_name
from sovsim.odd.markdown import cited, first_sentence, from_docstring, number, table, words
from sovsim.rules import forms
from sovsim.rules import ladder as rungs
from sovsim.rules.contract import Rule, Term
from sovsim.rules.motives import MOTIVES
from sovsim.schedule import RULES, SCHEDULE

_OURS = "no claim, all of it is ours"
_EVENTS = "events.apply"
"""The rule that may move anything; what it moves stands in the scenario."""


def schedule() -> str:
    """Return the stages of a quarter in order, with the rules of each."""
    lines = []
    for place, stage in enumerate(SCHEDULE, start=1):
        lines.append(f"{place}. **{stage.name}**")
        for rule in stage.rules:
            lines.append(f"   * `{rule.name}`: {first_sentence(rule.doc)}")
    return "\n".join(lines)


def submodels() -> str:
    """Return every rule file: what it says, its rules, its parameters."""
    files: dict[str, list[Rule]] = {}
    for rule in RULES.values():
        files.setdefault(rule.name.split(".")[0], []).append(rule)
    for parameter in parameters.registry().values():
        files.setdefault(parameter.group, [])  # a file of readings that several rules share
    missing = [name for name in files if f"sovsim.rules.{name}" not in sys.modules]
    if missing:
        raise ValueError(f"parameters without a rule file: {missing}")
    return "\n\n".join(part for name, rules in files.items() for part in _file(name, rules))


def _file(name: str, rules: list[Rule]) -> Iterator[str]:
    yield f"#### {words(name).capitalize()} (`rules/{name}.py`)"
    yield from_docstring(sys.modules[f"sovsim.rules.{name}"].__doc__)
    for rule in rules:
        yield from _rule(rule)
    declared = [p for p in parameters.registry().values() if p.group == name]
    if declared:
        yield f"Parameters of `{name}`:"
        yield table(
            ("parameter", "value", "unit", "range", "status", "meaning", "behind it"),
            (_parameter(parameter) for parameter in declared),
        )


def _parameter(parameter: parameters.Parameter) -> tuple[str, ...]:
    behind = [cited(parameter.claims, ""), parameter.because, parameter.source, parameter.gap]
    return (
        f"`{parameter.name}`",
        number(parameter.value),
        parameter.unit,
        f"{number(parameter.low)} to {number(parameter.high)}",
        parameter.status,
        parameter.meaning,
        "; ".join(part for part in behind if part),
    )


def _rule(rule: Rule) -> Iterator[str]:
    yield f"##### `{rule.name}`"
    yield from_docstring(rule.doc)
    yield f"Stands for: {cited(rule.claims, _OURS)}."
    if rule.name == _EVENTS:
        return
    yield f"Reads {', '.join(f'`{name}`' for name in rule.reads)}."
    rows = [*_parts("term", rule.signed_terms), *_parts("motive", rule.signed_choices)]
    rows += [*_results("sets", rule.transitions), *_results("tells of", rule.occurrences)]
    yield table(("what it hands back", "", "driven by", "sign", "claims and their link"), rows)
    if rule.variants:
        yield "\n".join(_variant(rule, name, other) for name, other in rule.variants.items())


def _variant(rule: Rule, name: str, other: Rule) -> str:
    """Return what an alternative says, and what it hands back beyond the rule itself."""
    known = {*_parts("", rule.signed_terms), *_parts("", rule.signed_choices)}
    more = [
        f"{part[1]} ({part[-1]})"
        for part in (*_parts("", other.signed_terms), *_parts("", other.signed_choices))
        if part not in known
    ]
    adds = f" Adds {', '.join(more)}." if more else ""
    said = " ".join(other.doc.split())
    return f"* variant `{name}`: {said}{adds} Stands for: {cited(other.claims)}."


def _parts(kind: str, owners: Mapping[str, Mapping[str, Term]]) -> Iterator[tuple[str, ...]]:
    for owner, named in owners.items():
        for part, term in named.items():
            drivers = ", ".join(f"`{one}`" for one in term.drivers)
            behind = cited(term.claims, term.why or "ours")
            yield kind, f"`{owner}.{part}`", drivers, term.sign, behind


def _results(kind: str, named: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for name, ids in named.items():
        yield kind, f"`{name}`", "", "", cited(ids)


def readings() -> str:
    """Return the readings of the world that several rules share."""
    shared = [
        member
        for _, member in inspect.getmembers(forms, inspect.isfunction)
        if member.__module__ == forms.__name__
    ]
    shared.sort(key=lambda member: member.__code__.co_firstlineno)
    return "\n".join(f"* `{one.__name__}`: {first_sentence(one.__doc__)}" for one in shared)


def ladder() -> str:
    """Return the hegemon's ladder: what each rung is like, and the routes that go with it."""
    held = parameters.Parameters()
    columns: dict[str, FloatArray] = {
        "intrusion": rungs.intrusion(held),
        "force": rungs.force(held),
        "answers a breach": rungs.answers_breach(held),
        "uses disorder": rungs.uses_disorder(held),
    }
    rows = (
        (
            words(rung.name),
            *(number(float(np.ravel(values)[rung])) for values in columns.values()),
            ", ".join(words(route.name) for route in rungs.ADMISSIBLE[rung]),
        )
        for rung in Rung
    )
    return table(("rung", *columns, "routes"), rows)


def motives() -> str:
    """Return how far each action, and each move on a bid or a body, serves each motive."""
    held = parameters.Parameters()
    tables = []
    for group, options in (("foreign_policy", Action), ("bids", BidMove), ("bodies", BodyMove)):
        columns = {
            words(name): np.ravel(held.table(f"{group}.answer_{name}", options)) for name in MOTIVES
        }
        rows = (
            (f"`{member_name(option)}`", *(number(row[option]) for row in columns.values()))
            for option in options
            if option
        )
        tables.append(table((words(group), *columns), rows))
    return "\n\n".join(tables)
