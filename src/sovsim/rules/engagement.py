"""How much a state and the hegemon have to do with each other; no rule by itself.

Trade, work abroad, arms and training, bases, joint bodies and talks, a sixth each, in the measure
of the contact that the two allow::

    engaged = contact * (D_trade + D_labour + D_security + basing * open + bodies + talking) / 6
    fed     = 1 - feeds * (1 - contact)

``fed`` scales what keeps ties up: the hegemon's market, its border, arms and training, schools and
media, the CIS. Contact is 1 as is usual, and then nothing changes. RH-02 asks what less of it does:
whether contact builds the means of a state or drains them (a term on capacity, neutral by default)
and whether it feeds what a state leans on, as the model takes it to (``feeds`` = 1), or not.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, Relations, Talks
from sovsim.parameters import Parameters
from sovsim.rules.forms import mean, regional_membership
from sovsim.world import World

ENGAGED_READS = ("contact", "dependence", "basing", "diplomatic_relations", "membership", "talks")
"""What `engaged` reads."""


def engaged(world: World) -> FloatArray:
    """Return how much a state has to do with the hegemon, 0 to 1, shape ``(run, state)``."""
    held = world.dependence
    dealings = np.stack(
        [
            held[Channel.TRADE],
            held[Channel.LABOUR],
            held[Channel.SECURITY],
            world.basing * (world.diplomatic_relations == Relations.OPEN),
            regional_membership(world),
            (world.talks > Talks.NONE) * 1.0,
        ]
    )
    result: FloatArray = world.contact * mean(dealings)
    return result


def fed(world: World, parameters: Parameters) -> FloatArray:
    """Return how far what keeps ties up is there, 1 as is usual, shape ``(run, state)``.

    A rule that calls it reads ``contact`` and declares the parameters of ``dependence``.
    """
    result: FloatArray = 1.0 - parameters.dependence.contact_feeds * (1.0 - world.contact)
    return result
