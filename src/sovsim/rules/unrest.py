"""Stage 3, second part: grievance, unrest and how firmly a government sits.

A government that stands far from its public breeds grievance, and most of all one that takes back
a bid which the public wants. So does living worse than people are used to (relative deprivation,
Gurr 1970; a fall after better years, Davies 1962), and governing wears out who governs (Paldam and
Skott 1995). Grievance and agitation feed unrest, a disputed election or a spark sets it free,
repression and a patron damp it. A people grows used to a level of unrest; what shakes a government
is what exceeds it (`sovsim.rules.upheaval`).

Per quarter::

    grievance   += memory * (distance + loss * (usual welfare - welfare)
                             + worn * tenure / (tenure + half) - grievance) + reversal
    unrest      += response * (ordinary + g * grievance + a * agitation - r * repression
                   - s * patron - unrest) + (reversal + disputed vote + example + spark) * (1 - x)
    usual       += habit * (unrest - usual)
    regime_sec. += adjust * (seat - shaken * unrest + backed * patron - regime_sec.)
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Bid, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import mean, neighbours_mean, positive
from sovsim.shocks import Shocks
from sovsim.world import World

_REVERSED = "overview-2013-yanukovych-reversal:topic"
_REVERSAL = ("overview-reversal-triggers-unrest:states", _REVERSED)


@rule(
    reads=(
        "grievance",
        "preference_russia",
        "preference_west",
        "public_russia",
        "public_west",
        "welfare",
        "usual_welfare",
        "tenure",
        "bid_reversed",
    ),
    terms={
        "grievance": {
            "distance": Term(by="", sign="+", claims=("overview-reversal-triggers-unrest:sign",)),
            "reversal": Term(
                by=("bid_reversed_eu", "bid_reversed_nato"),
                sign="+",
                claims=("overview-reversal-triggers-unrest:sign", _REVERSED),
            ),
            "welfare_loss": Term(
                by="usual_welfare", sign="+", why="ours: people resent what they have lost"
            ),
            "worn": Term(
                by="tenure", sign="+", why="ours: who governs long is blamed for more and more"
            ),
            "forgetting": Term(by="grievance", sign="-", why="ours: discontent fades"),
        }
    },
    parameters=("unrest", "welfare"),
    claims=("overview-reversal-triggers-unrest:sign",),
)
def grievance(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move grievance: distance between public and government, a reversed bid, lost welfare.

    Welfare is lost against what people are used to; want that lasts is borne.
    """
    p = parameters.unrest
    apart = 0.5 * (
        np.abs(world.public_west - mean(world.preference_west))
        + np.abs(world.public_russia - mean(world.preference_russia))
    )
    loss = positive(world.usual_welfare - world.welfare) / parameters.welfare.normal
    return Outcome(
        terms={
            "grievance": {
                "distance": p.memory * p.distance * apart,
                "reversal": p.reversal_grievance * _reversed(world) * world.public_west,
                "welfare_loss": p.memory * p.welfare_loss * loss,
                "worn": p.memory * p.worn * world.tenure / (world.tenure + p.worn_half),
                "forgetting": -p.memory * world.grievance,
            }
        }
    )


@rule(
    reads=(
        "unrest",
        "usual_unrest",
        "grievance",
        "agitation",
        "regime_type",
        "regime_security",
        "rung",
        "bid_reversed",
        "public_west",
        "presence",
        "deployment_days",
        "contested_election",
        "upheaval",
    ),
    terms={
        "unrest": {
            "ordinary": Term(by="", sign="+", why="ours: some unrest is always there"),
            "grievance": Term(
                by="grievance", sign="+", claims=("overview-reversal-triggers-unrest:topic",)
            ),
            "agitation": Term(
                by="agitation", sign="+", claims=("overview-fomenting-unrest:states",)
            ),
            "repression": Term(
                by="regime_security", sign="-", why="ours: a firm autocracy keeps people quiet"
            ),
            "patron": Term(
                by="rung=reward", sign="-", claims=("hadano-protective-integration:topic",)
            ),
            "calming": Term(by="unrest", sign="-", why="ours: people go home"),
            "reversal": Term(
                by=("bid_reversed_eu", "bid_reversed_nato"), sign="+", claims=_REVERSAL
            ),
            "disputed_vote": Term(
                by="contested_election", sign="+", why="ours: a vote that looks stolen"
            ),
            "example": Term(
                by="upheaval",
                sign="free",
                why="ours: a fall next door may embolden or deter; no document says which",
            ),
            "spark": Term(by="grievance", sign="+", why="ours: a death, a price, a rumour"),
            "noise": Term(by="draw", sign="+", why="ours: what else brings people out"),
        },
        "usual_unrest": {
            "habit": Term(by="unrest", sign="+", why="ours: people grow used to what lasts")
        },
    },
    parameters=("unrest",),
    claims=("overview-reversal-triggers-unrest:states", "jcep-domestic-dynamics:topic"),
)
def unrest(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move unrest and what is usual; a reversed bid jumps as far as the public wanted the bid.

    Sparks come by chance and set free what grievance there is; that is ours.
    """
    p = parameters.unrest
    held = world.unrest
    room = 1.0 - held
    repression = (1.0 - world.regime_type) * world.regime_security
    sparked = noise.uniform(Purpose.SPARK, held.shape[-1]) < p.spark_chance
    disputed = world.contested_election * (1.0 - repression)
    return Outcome(
        terms={
            "unrest": {
                "ordinary": p.response * p.ordinary + 0.0 * held,
                "grievance": p.response * p.grievance * world.grievance,
                "agitation": p.response * p.agitation * world.agitation,
                "repression": -p.response * p.repression * repression * held,
                "patron": -p.response * p.patron * patron(world) * held,
                "calming": -p.response * held,
                "reversal": p.reversal_jump * _reversed(world) * world.public_west * room,
                "disputed_vote": p.disputed_vote * disputed * room,
                "example": p.example * neighbours_mean(world, world.upheaval) * room,
                "spark": p.spark * sparked * world.grievance * room,
                "noise": p.unrest_noise * noise.normal(Purpose.UNREST, held.shape[-1]) * held,
            },
            "usual_unrest": {"habit": p.habit * (held - world.usual_unrest)},
        }
    )


@rule(
    reads=("regime_security", "unrest", "rung", "presence", "deployment_days", "welfare"),
    terms={
        "regime_security": {
            "settling": Term(by="regime_security", sign="-", why="ours: power settles"),
            "unrest": Term(by="unrest", sign="-", claims=("overview-revolution-of-dignity:sign",)),
            "patron": Term(
                by="rung=reward",
                sign="+",
                claims=(
                    "hadano-protective-integration:topic",
                    "hadano-regime-security-motive:topic",
                ),
            ),
            "welfare": Term(by="welfare", sign="+", why="ours: good times keep rulers in"),
        }
    },
    parameters=("unrest", "welfare"),
    claims=("hadano-regime-security-motive:topic", "hadano-protective-integration:topic"),
)
def regime_security(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move regime security toward what unrest and a patron leave of it."""
    p = parameters.unrest
    held = world.regime_security
    return Outcome(
        terms={
            "regime_security": {
                "settling": p.adjustment * (p.seat - held),
                "unrest": -p.adjustment * p.seat_shaken * world.unrest,
                "patron": p.adjustment * p.seat_backed * patron(world),
                "welfare": p.adjustment * p.seat_fed * (world.welfare - parameters.welfare.normal),
            }
        }
    )


def surge(world: World) -> FloatArray:
    """Return unrest above what is usual, shape ``(run, state)``."""
    return positive(world.unrest - world.usual_unrest)


def patron(world: World) -> FloatArray:
    """Return the backing that the government has: rewards, keepers of order, a mission in place.

    A rule that calls it reads ``rung``, ``presence`` and ``deployment_days``.
    """
    rewarded = (world.rung == Rung.REWARD) | (world.deployment_days > 0)
    return np.maximum(rewarded * 1.0, (world.rung == Rung.PEACEKEEPERS) * world.presence)


def _reversed(world: World) -> FloatArray:
    return np.maximum(world.bid_reversed[Bid.EU], world.bid_reversed[Bid.NATO])
