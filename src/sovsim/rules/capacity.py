"""Stage 14, third part: the means of a state to act on its own choices.

Per quarter::

    C += rate * (floor + w * welfare + v * wealth + s * regime security + o * regime type - C)
         - war * intensity * C - territory * lost land * C
         + engagement * engaged * (1 - C) + support

``engaged`` is how much a state has to do with the hegemon (`sovsim.rules.engagement`).
"""

from __future__ import annotations

from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.engagement import ENGAGED_READS, engaged
from sovsim.shocks import Shocks
from sovsim.world import World

_TERMS = {
    "capacity": {
        "building": Term(
            by=("welfare", "wealth", "regime_security", "regime_type"),
            sign="+",
            claims=("jcep-full-state-authority:topic", "jcep-determinants-of-independence:topic"),
        ),
        "war": Term(by="conflict_intensity", sign="-", why="ours: war uses up means"),
        "lost_territory": Term(
            by="territory_held", sign="+", why="ours: land that is lost takes its means with it"
        ),
        "engagement": Term(
            by=("contact", "membership_cis", "dependence_trade"),
            sign="free",
            claims=("jcep-cis-cooperation-purpose:topic", "jcep-align-or-undermine:topic"),
            why="RH-02 asks whether contact with the hegemon builds or takes capacity",
        ),
        "support": Term(by="support", sign="+", claims=("overview-us-aid-ukraine:topic",)),
    }
}


@rule(
    reads=(
        "capacity",
        "welfare",
        "wealth",
        "regime_security",
        "regime_type",
        "conflict_intensity",
        "territory_held",
        "support",
        *ENGAGED_READS,
    ),
    terms=_TERMS,
    parameters=("capacity",),
    claims=(
        "jcep-full-state-authority:topic",
        "jcep-true-independence-vs-new-dependence:topic",
    ),
)
def growth(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move capacity; that engagement builds or takes it is a term, neutral by default (RH-02)."""
    p = parameters.capacity
    held, room = world.capacity, 1.0 - world.capacity
    resting = (
        p.floor
        + p.welfare * world.welfare
        + p.wealth * world.wealth
        + p.order * world.regime_security
        + p.openness * world.regime_type
    )
    return Outcome(
        terms={
            "capacity": {
                "building": p.rate * (resting - held),
                "war": -p.war * world.conflict_intensity * held,
                "lost_territory": -p.territory * (1.0 - world.territory_held) * held,
                "engagement": p.engagement * engaged(world) * room,
                "support": p.support * world.support * room,
            }
        }
    )
