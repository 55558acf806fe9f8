"""Stage 6: the hegemon's means: resources and readiness; what it learns of itself where it does.

Per quarter::

    resources += growth * (ceiling - resources) - sanctions * burden * resources
    readiness += rearmament * (resources - readiness)
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import over_states
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=(
        "sanction_burden",
        "readiness",
        "resources",
    ),
    terms={
        "doctrine": {
            "learning": Term(
                by="violation",
                sign="+",
                claims=(
                    "overview-chechen-war-learning:topic",
                    "hadano-peacekeeping-experiments:topic",
                ),
            )
        },
        "self_image": {
            "drift": Term(
                by="status", sign="+", claims=("jcep-ref-identity-change-continuity:topic",)
            )
        },
        "readiness": {
            "resources": Term(by="resources", sign="+", claims=("hadano-military-revival:topic",))
        },
        "resources": {
            "growth": Term(by="resources", sign="-", claims=("jcep-ref-great-power-return:topic",)),
            "sanctions": Term(
                by="sanction_burden", sign="-", why="ours: sanctions are meant to cost means"
            ),
        },
    },
    parameters=("hegemon_means",),
    claims=("jcep-soviet-legacy:topic", "hadano-military-great-power:topic"),
)
def means_and_identity(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """Move resources and readiness; identity and doctrine stay as they are (RH-19 A)."""
    return Outcome(terms=_means(world, parameters))


@means_and_identity.variant(
    "learning",
    reads=("violation", "status", "self_image"),
    claims=("overview-chechen-war-learning:topic", "hadano-peacekeeping-experiments:topic"),
)
def means_and_identity_learning(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-19 B: doctrine learns from its own use of force and its price; identity follows status."""
    p = parameters.hegemon_means
    used = np.minimum(over_states(world.violation) * p.force_taught, 1.0)
    lesson = used * (p.price_borne - world.sanction_burden)
    terms = _means(world, parameters)
    terms["doctrine"] = {"learning": p.learning * lesson}
    terms["self_image"] = {"drift": p.identity_drift * (world.status - world.self_image)}
    return Outcome(terms=terms)


def _means(world: World, parameters: Parameters) -> dict[str, dict[str, FloatArray]]:
    p = parameters.hegemon_means
    resources = world.resources
    return {
        "resources": {
            "growth": p.growth * (p.resource_ceiling - resources),
            "sanctions": -p.sanction_drag * world.sanction_burden * resources,
        },
        "readiness": {"resources": p.rearmament * (resources - world.readiness)},
    }
