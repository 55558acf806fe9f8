"""Stage 3, second part: grievance, unrest and how firmly a government sits.

A government that stands far from its public breeds grievance, and most of all one that takes back
a bid which the public wants; grievance and agitation feed unrest, repression and a patron damp it.

Per quarter::

    grievance   += memory * (distance + welfare loss - grievance) + reversal
    unrest      += response * (floor + g * grievance + a * agitation - r * repression
                   - s * patron - unrest) + jump * reversal
    regime_sec. += adjust * (0.6 - 0.5 * unrest + 0.2 * patron - regime_sec.)
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Bid, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, rule
from sovsim.rules.forms import mean, positive
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=(
        "grievance",
        "preference_russia",
        "preference_west",
        "public_russia",
        "public_west",
        "welfare",
        "bid_reversed",
    ),
    terms={
        "grievance": {
            "distance": ("overview-reversal-triggers-unrest",),
            "reversal": ("overview-reversal-triggers-unrest", "overview-2013-yanukovych-reversal"),
            "welfare_loss": (),
            "forgetting": (),
        }
    },
    parameters=("unrest", "welfare"),
    claims=("overview-reversal-triggers-unrest",),
)
def grievance(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move grievance: distance between public and government, a reversed bid, lost welfare."""
    p = parameters.unrest
    reversed_bid = np.maximum(world.bid_reversed[Bid.EU], world.bid_reversed[Bid.NATO])
    apart = 0.5 * (
        np.abs(world.public_west - mean(world.preference_west))
        + np.abs(world.public_russia - mean(world.preference_russia))
    )
    loss = positive(parameters.welfare.normal - world.welfare) / parameters.welfare.normal
    return Outcome(
        terms={
            "grievance": {
                "distance": p.memory * p.distance * apart,
                "reversal": p.reversal_grievance * reversed_bid * world.public_west,
                "welfare_loss": p.memory * p.welfare_loss * loss,
                "forgetting": -p.memory * world.grievance,
            }
        }
    )


@rule(
    reads=(
        "unrest",
        "grievance",
        "agitation",
        "regime_type",
        "regime_security",
        "rung",
        "bid_reversed",
        "public_west",
        "presence",
    ),
    terms={
        "unrest": {
            "ordinary": (),
            "grievance": ("overview-reversal-triggers-unrest",),
            "agitation": ("overview-fomenting-unrest",),
            "repression": (),
            "patron": ("hadano-protective-integration",),
            "calming": (),
            "reversal": ("overview-reversal-triggers-unrest", "overview-2013-yanukovych-reversal"),
            "spark": (),
            "noise": (),
        }
    },
    parameters=("unrest",),
    claims=("overview-reversal-triggers-unrest", "jcep-domestic-dynamics"),
)
def unrest(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move unrest; a reversed bid jumps, in the measure in which the public wanted the bid.

    Sparks come by chance and set free what grievance there is; that is ours.
    """
    p = parameters.unrest
    held = world.unrest
    reversed_bid = np.maximum(world.bid_reversed[Bid.EU], world.bid_reversed[Bid.NATO])
    repression = (1.0 - world.regime_type) * world.regime_security
    patron = _patron(world)
    sparked = noise.uniform(Purpose.SPARK, held.shape[-1]) < p.spark_chance
    return Outcome(
        terms={
            "unrest": {
                "ordinary": p.response * p.ordinary + 0.0 * held,
                "grievance": p.response * p.grievance * world.grievance,
                "agitation": p.response * p.agitation * world.agitation,
                "repression": -p.response * p.repression * repression * held,
                "patron": -p.response * p.patron * patron * held,
                "calming": -p.response * held,
                "reversal": p.reversal_jump * reversed_bid * world.public_west * (1.0 - held),
                "spark": p.spark * sparked * world.grievance * (1.0 - held),
                "noise": p.unrest_noise * noise.normal(Purpose.UNREST, held.shape[-1]) * held,
            }
        }
    )


@rule(
    reads=("regime_security", "unrest", "rung", "presence", "welfare"),
    terms={
        "regime_security": {
            "settling": (),
            "unrest": ("overview-revolution-of-dignity",),
            "patron": ("hadano-protective-integration", "hadano-regime-security-motive"),
            "welfare": (),
        }
    },
    parameters=("unrest", "welfare"),
    claims=("hadano-regime-security-motive", "hadano-protective-integration"),
)
def regime_security(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move regime security toward what unrest and a patron leave of it."""
    p = parameters.unrest
    held = world.regime_security
    return Outcome(
        terms={
            "regime_security": {
                "settling": p.adjustment * (0.6 - held),
                "unrest": -p.adjustment * 0.5 * world.unrest,
                "patron": p.adjustment * 0.2 * _patron(world),
                "welfare": p.adjustment * 0.3 * (world.welfare - parameters.welfare.normal),
            }
        }
    )


def _patron(world: World) -> FloatArray:
    """Return the backing that the hegemon gives the government: rewards, keepers of order."""
    rewarded = (world.rung == Rung.REWARD) * 1.0
    return np.maximum(rewarded, (world.rung == Rung.PEACEKEEPERS) * world.presence)
