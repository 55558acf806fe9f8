"""Levers of a policy: what of it may be more or less, and the policy with them set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sovsim.documents.errors import Faults, Problem, unknown
from sovsim.documents.lines import Key
from sovsim.options.schema import LeverTable, PolicyTable
from sovsim.parameters import registry
from sovsim.scenario import Scenario


def check_levers(levers: Sequence[LeverTable], policies: Sequence[str], base: Scenario) -> None:
    """Raise Problems for levers that turn nothing, or are of no policy."""
    faults = Faults()
    for number, lever in enumerate(levers):
        path: Key = ("lever", number)
        if lever.policy not in policies:
            what = "[[policy]] of this file"
            faults.add(unknown((*path, "policy"), what, lever.policy, policies, lever.policy))
        if (lever.parameter is None) == (lever.event is None):
            faults.add(Problem(path, "needs a parameter or an event, one of the two"))
        if lever.range == "declared":
            faults.add(Problem((*path, "range"), "must be two numbers, like [0.0, 0.5]"))
        if lever.parameter is not None and lever.parameter not in registry():
            name = lever.parameter
            faults.add(unknown((*path, "parameter"), "parameter", name, registry(), name))
        if lever.event is not None and lever.event.size is not None:
            faults.add(Problem((*path, "event", "size"), "is what the lever sets; leave it out"))
        if lever.name in [entry.name for entry in levers[:number]]:
            faults.add(Problem((*path, "name"), "names another one too", found=lever.name))
    if len({lever.policy for lever in levers}) > 1:
        faults.add(
            Problem(("lever",), "must all be of one policy: a search is about one at a time")
        )
    faults.settle()


def with_levers(
    policy: PolicyTable, levers: Sequence[LeverTable], values: Mapping[str, float]
) -> PolicyTable:
    """Return a policy with its levers set.

    Args:
        values: by name of the lever.
    """
    parameters = dict(policy.parameters)
    events = list(policy.event)
    for lever in levers:
        value = float(values[lever.name])
        if lever.parameter is not None:
            parameters[lever.parameter] = value
        elif lever.event is not None:
            events.append(lever.event.model_copy(update={"size": value}))
    return policy.model_copy(update={"parameters": parameters, "event": events})
