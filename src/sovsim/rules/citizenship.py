"""Stage 6, after the choice of a rung: papers of citizenship, an instrument before force (TR-18).

Given out where land has broken away from a state of the sphere, and where compatriots live; on
land that another small state claims, people hold that state's. The number of holders grows slowly
and hardly falls. Holders are a reason that can be given for force::

    citizenship += papers * self-image * ground * (1 - x) - fade * x
"""

from __future__ import annotations

import numpy as np

from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.conflict import has_seceded
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=("citizenship", "self_image", "holder", "compatriots", "sphere"),
    terms={
        "citizenship": {
            "papers": Term(
                ("self_image", "compatriots"),
                "+",
                (
                    "overview-protect-russians:topic",
                    "overview-rights-of-citizens-entities:topic",
                    "overview-compatriot-ties:sign",
                ),
            ),
            "fade": Term("citizenship", "-", why="ours: papers outlive their use for long"),
        }
    },
    parameters=("citizenship",),
    claims=("overview-protect-russians:topic", "overview-rights-of-citizens-entities:topic"),
)
def papers(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Give out papers on land that broke away and among compatriots."""
    p = parameters.citizenship
    ground = np.minimum(has_seceded(world) + world.compatriots, 1.0) * world.sphere
    held = world.citizenship
    return Outcome(
        terms={
            "citizenship": {
                "papers": p.papers * world.self_image * ground * (1.0 - held),
                "fade": -p.fade * held,
            }
        }
    )
