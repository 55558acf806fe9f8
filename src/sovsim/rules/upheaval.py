"""Stage 8: a government may fall.

The chance is nil below a level of unrest and rises steeply above it, less where the government
sits firmly::

    h = sig(-1 + 15 * (unrest - 0.65) - 2 * regime security)   where unrest > gate

A new government stands closer to the public, and that is where its wishes settle. The kind of
regime does not change by itself (TR-16).
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Occurrence, Outcome, Transition, rule
from sovsim.rules.forms import sigmoid
from sovsim.shocks import Shocks
from sovsim.world import World

_CLAIMS = ("overview-revolution-of-dignity",)


def hazard(world: World, parameters: Parameters) -> FloatArray:
    """Return the chance that the government falls this quarter, shape ``(run, state)``."""
    p = parameters.upheaval
    raised = -1.0 + p.steepness * (world.unrest - p.middle) - p.firmness * world.regime_security
    return sigmoid(raised) * (world.unrest > p.gate)


@rule(
    reads=(
        "unrest",
        "regime_security",
        "grievance",
        "preference_russia",
        "preference_west",
        "core_preference_russia",
        "core_preference_west",
        "public_russia",
        "public_west",
    ),
    terms={
        "preference_russia": {"new_government": _CLAIMS},
        "preference_west": {"new_government": _CLAIMS},
        "core_preference_russia": {"new_government": _CLAIMS},
        "core_preference_west": {"new_government": _CLAIMS},
        "unrest": {"relief": ()},
        "grievance": {"relief": ()},
        "regime_security": {"new_government": ()},
    },
    transitions={"upheaval": _CLAIMS},
    occurrences={"upheaval": _CLAIMS},
    parameters=("upheaval",),
    claims=_CLAIMS,
)
def falls(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Draw which governments fall, and move the new ones toward their publics."""
    p = parameters.upheaval
    draw = noise.uniform(Purpose.UPHEAVAL, world.unrest.shape[-1])
    fallen = draw < hazard(world, parameters)
    shift = p.turn * fallen
    return Outcome(
        terms={
            "preference_russia": {
                "new_government": shift * (world.public_russia - world.preference_russia)
            },
            "preference_west": {
                "new_government": shift * (world.public_west - world.preference_west)
            },
            "core_preference_russia": {
                "new_government": shift * (world.public_russia - world.core_preference_russia)
            },
            "core_preference_west": {
                "new_government": shift * (world.public_west - world.core_preference_west)
            },
            "unrest": {"relief": -p.relief * fallen * world.unrest},
            "grievance": {"relief": -p.relief * fallen * world.grievance},
            "regime_security": {"new_government": p.turn * fallen * (0.45 - world.regime_security)},
        },
        transitions=(Transition("upheaval", fallen.astype(np.float64), "drawn"),),
        occurrences=(Occurrence("upheaval", fallen, target="state", cause="unrest"),),
    )
