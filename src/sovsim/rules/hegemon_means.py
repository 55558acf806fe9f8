"""Stage 6: the hegemon's means: what it earns, resources, readiness; what it learns of itself.

Per quarter (``P`` the world's price of energy)::

    P         += return * (usual - P) + noise
    budget    += habit * (P - budget)           the price that the hegemon's budget has come to need
    resources += growth * (floor + rents * P - resources)
                 - (sanctions * burden + isolation * cut off + war * own war) * resources
    readiness += rearmament * (resources - readiness) - wear * own war * readiness
    self_image += ambition * (P - usual)                              neutral by default
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import over_states, positive
from sovsim.rules.society import withheld
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=(
        "energy_price",
        "budget_price",
        "sanction_burden",
        "isolation_world",
        "hegemon_war",
        "conflict_intensity",
        "readiness",
        "resources",
    ),
    terms={
        "energy_price": {
            "return": Term(by="energy_price", sign="-", why="ours: dear energy finds sellers"),
            "noise": Term(by="draw", sign="+", why="ours: the world's market"),
        },
        "budget_price": {
            "habit": Term(
                by="energy_price", sign="+", why="ours: what comes in is soon promised to somebody"
            )
        },
        "self_image": {
            "rents": Term(by="energy_price", sign="free", why="ours: riches may feed ambition"),
        },
        "readiness": {
            "resources": Term(by="resources", sign="+", claims=("hadano-military-revival:topic",)),
            "war": Term(by="hegemon_war", sign="-", why="ours: war wears an army out"),
        },
        "resources": {
            "growth": Term(
                by="energy_price", sign="+", claims=("jcep-ref-great-power-return:topic",)
            ),
            "sanctions": Term(
                by="sanction_burden", sign="-", why="ours: sanctions are meant to cost means"
            ),
            "isolation": Term(
                by="isolation_world", sign="-", why="ours: who is cut off sells and buys worse"
            ),
            "war": Term(by="hegemon_war", sign="-", why="ours: war is dear"),
        },
    },
    parameters=("hegemon_means", "society"),
    claims=("jcep-soviet-legacy:topic", "hadano-military-great-power:topic"),
)
def means_and_identity(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """Move what the hegemon earns, its resources and readiness.

    Identity and doctrine stay as they are (RH-19 A), but for what riches may do to ambition.
    """
    return Outcome(terms=_means(world, parameters, noise))


@means_and_identity.variant(
    "learning",
    reads=("violation", "status", "self_image"),
    terms={
        "doctrine": {
            "learning": Term(
                by="sanction_burden",
                sign="-",
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
    },
    claims=("overview-chechen-war-learning:topic", "hadano-peacekeeping-experiments:topic"),
)
def means_and_identity_learning(
    world: World, parameters: Parameters, noise: Noise, shocks: Shocks
) -> Outcome:
    """RH-19 B: doctrine learns from its own use of force and its price; identity follows status."""
    p = parameters.hegemon_means
    used = np.minimum(over_states(world.violation) * p.force_taught, 1.0)
    lesson = used * (p.price_borne - world.sanction_burden)
    terms = _means(world, parameters, noise)
    terms["doctrine"] = {"learning": p.learning * lesson}
    terms["self_image"]["drift"] = p.identity_drift * (world.status - world.self_image)
    return Outcome(terms=terms)


def _means(world: World, parameters: Parameters, noise: Noise) -> dict[str, dict[str, FloatArray]]:
    p = parameters.hegemon_means
    price, resources, readiness = world.energy_price, world.resources, world.readiness
    own_war = (world.hegemon_war * world.conflict_intensity).max(axis=-1, keepdims=True)
    swing = price * (1.0 - price) * 4.0
    return {
        "energy_price": {
            "return": p.price_return * (p.usual_price - price),
            "noise": p.price_noise * noise.normal(Purpose.ENERGY_PRICE, 1) * swing,
        },
        "budget_price": {"habit": p.budget_habit * (price - world.budget_price)},
        "self_image": {"rents": p.ambition * (price - p.usual_price)},
        "resources": {
            "growth": p.growth * (p.floor + p.rents * price - resources),
            "sanctions": -p.sanction_drag * withheld(world, parameters) * resources,
            "isolation": -p.isolation_drag * world.isolation_world * resources,
            "war": -p.war_drag * own_war * resources,
        },
        "readiness": {
            "resources": p.rearmament * (resources - readiness),
            "war": -p.wear * own_war * readiness,
        },
    }


def living(world: World, parameters: Parameters) -> FloatArray:
    """Return how well one lives in the hegemon's land; 1 is its usual state, shape ``(run, 1)``.

    A rule that calls it reads ``resources`` and ``sanction_burden``.
    """
    p = parameters.hegemon_means
    result: FloatArray = (p.living_floor + p.living * world.resources) * (
        1.0 - p.living_sanctions * world.sanction_burden
    )
    return result


def crisis(world: World, parameters: Parameters) -> FloatArray:
    """Return how deep the crisis of the hegemon's economy is, 0 to 1, shape ``(run, 1)``.

    It comes where energy brings less than its budget has come to need, or sanctions bite: a fall
    is a crisis, cheap years that it is used to are none. A rule that calls it reads
    ``energy_price``, ``budget_price`` and ``sanction_burden``.
    """
    p = parameters.hegemon_means
    short = positive(world.budget_price - world.energy_price) / world.budget_price
    return np.minimum(short + p.crisis_of_sanctions * world.sanction_burden, 1.0)
