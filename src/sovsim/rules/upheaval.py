"""Stage 8: a government may fall, and the hegemon takes alarm.

The chance answers to the *surge*, unrest above the usual, and to the kind of regime: a closed one
keeps people off the streets, a settled democracy lets them vote. A firm seat with means at hand
(cohesion of elites) and full coffers hold a government, and so does a war at home that its men won
together; a patron shields it::

    h = sig(base + steepness * surge + level * unrest + kind * (between - 1)
            - cohesion * (regime security * capacity + bond * victors - usual cohesion)
            - coffers * (wealth + rents - usual coffers))
        * (1 - shield * patron)
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, over_units
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.forms import sigmoid
from sovsim.rules.unrest import patron, surge
from sovsim.shocks import Shocks
from sovsim.world import World

_CLAIMS = ("overview-revolution-of-dignity:states",)


def between(world: World, parameters: Parameters) -> FloatArray:
    """Return how far a regime is neither closed nor a settled democracy, 0 to 1."""
    p = parameters.upheaval
    kind = world.regime_type
    opened = sigmoid((kind - p.closed) / p.closed_width)
    return opened * sigmoid((p.settled - kind) / p.settled_width)


def hazard(world: World, parameters: Parameters) -> FloatArray:
    """Return the chance that the government falls this quarter, shape ``(run, state)``."""
    p = parameters.upheaval
    held_together = world.regime_security * world.capacity + p.bond * world.victors
    coffers = world.wealth + world.energy_exporter * world.energy_price
    raised = (
        p.base
        + p.steepness * surge(world)
        + p.level * (world.unrest - p.usual_level)
        + p.kind * (between(world, parameters) - 1.0)
        - p.cohesion * (held_together - p.usual_cohesion)
        - p.coffers * (coffers - p.usual_coffers)
    )
    return sigmoid(raised) * (1.0 - p.shield * patron(world))


@rule(
    reads=(
        "unrest",
        "usual_unrest",
        "regime_security",
        "regime_type",
        "capacity",
        "victors",
        "wealth",
        "energy_exporter",
        "energy_price",
        "rung",
        "presence",
        "deployment_days",
        "grievance",
    ),
    terms={
        "unrest": {"relief": Term(by="unrest", sign="-", why="ours: the crowd has its way")},
        "grievance": {"relief": Term(by="grievance", sign="-", why="ours: who was hated is gone")},
    },
    transitions={"upheaval": _CLAIMS, "new_government": ("overview-revolution-of-dignity:sign",)},
    occurrences={"upheaval": _CLAIMS},
    parameters=("upheaval",),
    claims=_CLAIMS,
)
def falls(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Draw which governments fall; the new ones take office in `sovsim.rules.government`."""
    p = parameters.upheaval
    draw = noise.uniform(Purpose.UPHEAVAL, world.unrest.shape[-1])
    fallen = draw < hazard(world, parameters)
    return Outcome(
        terms={
            "unrest": {"relief": -p.relief * fallen * world.unrest},
            "grievance": {"relief": -p.relief * fallen * world.grievance},
        },
        transitions=(
            Transition("upheaval", fallen.astype(np.float64), "drawn"),
            Transition("new_government", 1.0, "upheaval", where=fallen),
        ),
        occurrences=(Occurrence("upheaval", fallen, target="state", cause="unrest"),),
    )


@rule(
    reads=("alarm", "upheaval", "proximity"),
    terms={
        "alarm": {
            "falls_nearby": Term(
                by="upheaval",
                sign="+",
                claims=(
                    "jcep-ref-resist-democratization:topic",
                    "overview-order-not-democracy:topic",
                ),
            ),
            "calming": Term(by="alarm", sign="-", why="ours: alarm fades"),
        }
    },
    parameters=("upheaval",),
    claims=("jcep-ref-resist-democratization:topic",),
)
def alarm(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the hegemon's alarm at governments that fall nearby."""
    p = parameters.upheaval
    near = over_units(world.upheaval * world.proximity)
    return Outcome(
        terms={
            "alarm": {
                "falls_nearby": p.alarm * np.minimum(near, 1.0) * (1.0 - world.alarm),
                "calming": -p.alarm_calming * world.alarm,
            }
        }
    )
