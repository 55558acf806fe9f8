"""Stage 14, first part: what the hegemon could do to a state, whether the state leans on it or not.

Dependence is one side of it, the reach of armed force another, troops that nobody asked for a
third; each closes a part of what the others leave open::

    near  = proximity + (1 - proximity) * troops
    reach = near * (standing + (1 - standing) * readiness)
                 * (1 - shelter * cover) * (1 - defence * capacity)
    X     = 1 - (1 - D) * (1 - force * reach) * (1 - unasked * troops without consent)

``cover`` is membership of NATO times the resolve of its members. Land that is lost is no part of
exposure: it has a term of its own in autonomy. Domination is ``X`` times latent demand, whether
anything is done or not; interference is what is done.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Domain, Institution, Power
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Transition, rule
from sovsim.rules.forms import dependence_by_domain
from sovsim.shocks import Shocks
from sovsim.world import World


def near(world: World) -> FloatArray:
    """Return how near the hegemon's forces stand, shape ``(run, state)``, 0 to 1.

    Troops that stand in the state are as near as those on its border, asked for or not.
    """
    inside = np.maximum(world.presence, world.presence_unasked)
    return world.proximity + (1.0 - world.proximity) * inside


def cover(world: World) -> FloatArray:
    """Return the protection that NATO gives its members, shape ``(run, state)``, 0 to 1."""
    return world.membership[Institution.NATO] * world.resolve[Power.NATO]


def reach(world: World, parameters: Parameters) -> FloatArray:
    """Return how far the hegemon's armed force reaches a state, shape ``(run, state)``, 0 to 1."""
    p = parameters.exposure
    ready = p.standing + (1.0 - p.standing) * world.readiness
    open_ = (1.0 - p.shelter * cover(world)) * (1.0 - p.defence * world.capacity)
    return near(world) * ready * open_


def exposure(world: World, parameters: Parameters) -> FloatArray:
    """Return what the hegemon could do to a state, shape ``(domain, run, state)``, 0 to 1."""
    by_force = parameters.table("exposure.force", Domain)
    by_troops = parameters.table("exposure.unasked", Domain)
    closed = 1.0 - dependence_by_domain(world, parameters)
    closed *= 1.0 - by_force * reach(world, parameters)
    closed *= 1.0 - by_troops * world.presence_unasked
    return 1.0 - closed


@rule(
    reads=(
        "dependence",
        "proximity",
        "presence",
        "presence_unasked",
        "readiness",
        "membership",
        "resolve",
        "capacity",
    ),
    transitions={
        "exposure": (
            "jcep-ties-as-leverage:sign",
            "overview-military-display:topic",
            "overview-rights-in-sphere:topic",
        )
    },
    parameters=("exposure", "dependence"),
    claims=("jcep-ties-as-leverage:sign", "overview-military-display:topic"),
)
def laid_open(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Write down how exposed each state is; dependence, reach of force and troops add up."""
    value = exposure(world, parameters)
    return Outcome(transitions=(Transition("exposure", value, cause="what could be done"),))
