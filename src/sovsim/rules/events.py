"""Stage 1: the scenario's dated events.

Each event is exogenous (may always be applied) or a forced choice (a decision imposed for a
counterfactual, carried out where that decision is taken). What was announced for the last quarter
only is cleared first.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask, Occurrence, Outcome, Transition, rule
from sovsim.shocks import Shock, Shocks
from sovsim.variables import VARIABLES
from sovsim.world import World

ANNOUNCED = (
    "un_text",
    "un_dissent",
    "un_debate",
    "exercise",
    "summit",
    "norm_words",
    "others_force",
    "contested_election",
)
"""Flows that events write before anybody else does; they last one quarter."""

EVENT_TERM = "event_"
"""Terms of events are named ``event_`` and the type; their claims stand in the scenario."""


@rule(
    reads=tuple(name for name, variable in VARIABLES.items() if variable.kind != "static"),
    terms={name: {} for name, variable in VARIABLES.items() if variable.kind == "stock"},
    transitions={
        name: () for name, variable in VARIABLES.items() if variable.kind in ("code", "flow")
    },
    claims=(
        "jcep-rq-cold-war-end:topic",
        "jcep-rq-eastern-bloc-collapse:topic",
        "overview-outside-region-since-2015:topic",
        "hadano-un-text-sequence:topic",
    ),
)
def apply(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Apply the events that are in force this quarter, each in the runs that it touches."""
    transitions = [Transition(name, 0.0, cause="cleared") for name in ANNOUNCED]
    terms: dict[str, dict[str, FloatArray]] = {}
    occurrences = []
    told: set[tuple[str, str]] = set()
    for number, (shock, mask) in enumerate(shocks.due(world.step, world.runs)):
        change, where = _change(world, shock, mask)
        if VARIABLES[shock.variable].kind == "stock":
            name = f"{EVENT_TERM}{shock.cause}"
            named = terms.setdefault(shock.variable, {})
            named[name if name not in named else f"{name}_{number}"] = change
        else:
            value = world[shock.variable] + change
            transitions.append(
                Transition(
                    shock.variable,
                    value[shock.index],
                    cause=f"{EVENT_TERM}{shock.cause}",
                    where=where[shock.index],
                    index=shock.index,
                )
            )
        if (shock.type, shock.target) not in told:
            told.add((shock.type, shock.target))
            occurrences.append(_occurrence(shock, mask, world))
    return Outcome(terms=terms, transitions=tuple(transitions), occurrences=tuple(occurrences))


def _change(world: World, shock: Shock, mask: Mask) -> tuple[FloatArray, Mask]:
    """Return the change that a shock makes and where, in the shape of its variable."""
    current = world[shock.variable]
    part = current[shock.index]
    adds = shock.operation == "add" and VARIABLES[shock.variable].kind != "flow"
    wanted = shock.sizes(world.runs)[:, None] + (part if adds else 0.0)
    here = np.broadcast_to(mask[:, None], part.shape).copy()
    if shock.unit is not None:
        here[..., : shock.unit] = False
        here[..., shock.unit + 1 :] = False
    after = current.copy()
    after[shock.index] = np.where(here, wanted, part)
    where = np.zeros(current.shape, dtype=np.bool_)
    where[shock.index] = here
    return after - current, where


def _occurrence(shock: Shock, mask: Mask, world: World) -> Occurrence:
    start = np.broadcast_to(np.asarray(shock.start), (world.runs,))
    begins = mask & (start == world.step)
    return Occurrence(
        type=shock.type,
        where=begins[:, None],
        actor=shock.actor,
        target=shock.target,
        size=shock.sizes(world.runs)[:, None],
        cause="scenario",
        unit="system",
    )
