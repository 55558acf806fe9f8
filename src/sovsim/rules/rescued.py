"""What a mission that was asked for leaves behind when it has left; no rule by itself.

The two sides of RH-04 with equal means. A rescue is remembered (`debt`) and works once no troops of
the mission are left in the land, in two ways, each 0 by default::

    owed = weight * memory * what the state takes the rescuer to expect, by domain
    used = weight * memory * capacity

What is owed binds where something is expected; who could call for help and send it home acts as
its own means allow. Both stand in the same three places with the same sizes and opposite signs:
giving way to the hegemon or resisting it, conduct toward it, and autonomy.
"""

from __future__ import annotations

from sovsim.arrays import FloatArray
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Term
from sovsim.rules.forms import mean
from sovsim.world import World


def rescued_terms(of: str = "") -> dict[str, Term]:
    """Declare both; `of` is the option toward the hegemon where they move a decision."""
    return {
        "owed": Term(
            ("debt", "perceived_expectation"),
            "free",
            ("jcep-tacit-commitment:topic", "hadano-clout-under-guise:topic"),
            of,
            "RH-04 asks whether a rescue leaves a debt that binds; neutral by default",
        ),
        "used": Term(
            ("debt", "capacity"),
            "free",
            ("hadano-kazakhstan-request:topic", "hadano-kazakhstan-mission-complete:topic"),
            of,
            "RH-04 asks whether to call for help and end it is practice in deciding; neutral by "
            "default",
        ),
    }


def rescued(world: World, parameters: Parameters) -> dict[str, FloatArray]:
    """Return how strongly each works toward the hegemon.

    What is owed has shape ``(domain, run, state)``, what was used ``(run, state)``.
    """
    p = parameters.collective_security
    left = world.debt * (world.deployment_days <= 0)
    return {
        "owed": p.owed * left * world.perceived_expectation,
        "used": -p.used * left * world.capacity,
    }


def rescued_along(table: FloatArray, world: World, parameters: Parameters) -> dict[str, Along]:
    """Return both for a decision whose options go toward the hegemon as `table` says."""
    pulls = rescued(world, parameters)
    return {"owed": Along(table, mean(pulls["owed"])), "used": Along(table, pulls["used"])}
