"""Stage 6, before the choice of a rung: openings for force, which come with change and close again.

Two stocks a state, so that either theory can be taken away without the other (RH-10): disorder
that is fresh (unrest above the usual, a fall of the government, a flare-up of fighting), and a
bid that has moved (a step towards an alliance that was not expected, a promise by the alliance to
one that bids). A war of rivals is no opening. What is used up recovers slowly::

    disorder += (surge + fall + flare) * (1 - x) - close * x
    bid      += (step + promise) * (1 - x) - close * x
    spent    += use * seized * (1 - x) - recover * x
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Bid, ConflictStatus, Power
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask, Outcome, Term, rule
from sovsim.rules.forms import dyads_to_states, positive, stage_share
from sovsim.rules.presence import seized_by_force
from sovsim.shocks import Shocks
from sovsim.world import World


def surge(world: World, parameters: Parameters) -> FloatArray:
    """Return unrest above the usual, without what the hegemon stirs up itself, ``(run, state)``."""
    p = parameters.openings
    own_doing = p.own_doing * world.agitation
    return positive(world.unrest - world.usual_unrest - own_doing - p.threshold)


def flares_up(world: World, parameters: Parameters) -> Mask:
    """Return where fighting is new and neither the hegemon's own war nor one of rivals."""
    p = parameters.openings
    fighting = (world.conflict_status == ConflictStatus.FIGHTING) & (world.hegemon_war == 0)
    of_rivals = dyads_to_states(world, world.dyad_war, on_own_soil=True) > 0
    flares: Mask = fighting & ~of_rivals & (world.war_quarters < p.fresh)
    return flares


@rule(
    reads=(
        "opening_disorder",
        "opening_bid",
        "spent",
        "unrest",
        "usual_unrest",
        "agitation",
        "upheaval",
        "conflict_status",
        "hegemon_war",
        "dyad_war",
        "war_quarters",
        "bid_stage",
        "expected_bid",
        "openness",
        "expected_openness",
        "rung",
        "sphere",
    ),
    terms={
        "opening_disorder": {
            "surge": Term("unrest", "+", ("overview-instability-opportunism:states",)),
            "fall": Term("upheaval", "+", ("overview-instability-opportunism:states",)),
            "flare": Term("conflict_status=fighting", "+", ("overview-driver-opportunity:topic",)),
            "closing": Term(
                "opening_disorder", "-", why="ours: what is not used in time has passed"
            ),
        },
        "opening_bid": {
            "step": Term("bid_stage_nato=candidate", "+", ("overview-nato-bid-tension:sign",)),
            "promise": Term("openness_nato", "+", ("overview-nato-bid-tension:topic",)),
            "closing": Term("opening_bid", "-", why="ours: what is not used in time has passed"),
        },
        "spent": {
            "used": Term(
                ("rung=annexation", "rung=invasion"),
                "+",
                why="ours: what was taken need not be taken again",
            ),
            "recovered": Term("spent", "-", why="ours: a use is forgotten slowly"),
        },
        "expected_openness": {
            "noticed": Term("openness_nato", "+", why="ours: a promise that stands is no news"),
        },
    },
    parameters=("openings",),
    claims=("overview-instability-opportunism:states", "overview-nato-bid-tension:sign"),
)
def change(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Open by change, close by time; see the head of the file."""
    p = parameters.openings
    disorder, bid, spent = world.opening_disorder, world.opening_bid, world.spent
    room = 1.0 - disorder
    staged = stage_share(world, Bid.NATO)
    step = positive(staged - world.expected_bid[Bid.NATO]) * (staged < 1.0)
    openness = world.openness[Power.NATO]
    promise = positive(openness - world.expected_openness) * (staged > 0.0) * (staged < 1.0)
    reached = (1.0 - bid) * (world.sphere > 0)
    seized = seized_by_force(world)
    return Outcome(
        terms={
            "opening_disorder": {
                "surge": np.minimum(p.surge * surge(world, parameters), 1.0) * room,
                "fall": p.fall * world.upheaval * room,
                "flare": p.flare * flares_up(world, parameters) * room,
                "closing": -p.close * disorder,
            },
            "opening_bid": {
                "step": np.minimum(p.step * step, 1.0) * reached,
                "promise": np.minimum(p.promise * promise, 1.0) * reached,
                "closing": -p.close * bid,
            },
            "spent": {
                "used": p.use * seized * (1.0 - spent),
                "recovered": -p.recover * spent,
            },
            "expected_openness": {"noticed": p.notice * (openness - world.expected_openness)},
        }
    )
