"""Levers of a policy: what of it may be more or less, and the policy with them set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import Field

from sovsim.documents.errors import Faults, Problem, Problems, unknown
from sovsim.documents.lines import Key
from sovsim.experiment.resolve import scenario_of
from sovsim.experiment.schema import ArmTable
from sovsim.options.schema import Head, LeverTable, PolicyTable
from sovsim.parameters import registry
from sovsim.scenario import Scenario
from sovsim.scenario.schema import EventTable, PlayTable


class PolicyArm(ArmTable):
    """A policy as an arm, with the decisions that it takes over."""

    play: list[PlayTable] = Field(default_factory=list)


def policy_scenario(
    head: Head, policy: PolicyTable, folder: Path, place: Key = ("policy",)
) -> Scenario:
    """Return the scenario of a policy.

    Args:
        folder: of the options file.
        place: of the policy in it, for what is wrong.

    Raises:
        Problem, Problems, DocumentError: the policy is wrong.
    """
    shared = policy.model_fields_set & set(PolicyArm.model_fields)
    values = {name: getattr(policy, name) for name in shared}
    values |= {"scenario": head.scenario, "settings": (*head.settings, *policy.settings)}
    arm = PolicyArm.model_construct(_fields_set=set(values), **values)
    return scenario_of(arm, place, folder)


def check_levers(
    levers: Sequence[LeverTable], policies: Sequence[PolicyTable], head: Head, folder: Path
) -> None:
    """Raise Problems for levers that turn nothing, go too far, or are of no policy."""
    faults = Faults()
    named = {policy.name: policy for policy in policies}
    for number, lever in enumerate(levers):
        path: Key = ("lever", number)
        if lever.policy not in named:
            what = "[[policy]] of this file"
            faults.add(unknown((*path, "policy"), what, lever.policy, named, lever.policy))
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
    for number, lever in enumerate(levers):
        assert not isinstance(lever.range, str)
        for end in (lever.range.low, lever.range.high):
            changed = with_levers(named[lever.policy], [lever], {lever.name: end})
            try:
                policy_scenario(head, changed, folder, ("lever", number))
            except (Problem, Problems) as error:
                first = error if isinstance(error, Problem) else error.found[0]
                told = first.text().splitlines()[0]
                wrong = f"goes too far at {end:g}: {told}"
                raise Problem(("lever", number, "range"), wrong) from None


def with_levers(
    policy: PolicyTable, levers: Sequence[LeverTable], values: Mapping[str, float]
) -> PolicyTable:
    """Return a policy with its levers set; a lever's event stands in for the policy's own.

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
            own = lever.event
            events = [one for one in events if not _same(one, own)]
            events.append(own.model_copy(update={"size": value}))
    return policy.model_copy(update={"parameters": parameters, "event": events})


_TELLS_APART = ("type", "at", "who", "institution", "channel", "domain", "column")


def _same(one: EventTable, other: EventTable) -> bool:
    """Return whether two events are the same but for their size and duration."""
    return all(getattr(one, key) == getattr(other, key) for key in _TELLS_APART)
