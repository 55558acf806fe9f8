"""What the hegemon sees in a state: what is at stake and what is not given.

No rule by itself: its policy (`sovsim.rules.hegemon_policy`) weighs both against costs.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Bid
from sovsim.parameters import Parameters
from sovsim.rules.forms import mean, positive
from sovsim.world import World


def stake(world: World, parameters: Parameters, *, bids: bool = True) -> FloatArray:
    """Return what the hegemon has at stake in each state, 0 to 1, shape ``(run, state)``.

    Sphere members only (overview-goal-cis-sphere); a bid that is expected counts like one that is
    under way (overview-maintain-influence), a NATO bid by its own weight
    (overview-nato-bid-tension).
    """
    p = parameters.hegemon_policy
    total = (
        p.stake_base
        + p.stake_compatriots * world.compatriots
        + p.stake_transit * world.transit
        + p.stake_basing * world.basing
    )
    if bids:
        total = total + p.stake_bids * expected_bids(world, parameters)
    return world.sphere * np.minimum(total, 1.0)


def expected_bids(world: World, parameters: Parameters) -> FloatArray:
    """Return how near the hegemon expects a state to EU and NATO, 0 to 1, by their weights."""
    ratio = parameters.hegemon_policy.nato_over_eu
    eu, nato = world.expected_bid[Bid.EU], world.expected_bid[Bid.NATO]
    return (eu + ratio * nato) / (1.0 + ratio)


def breach(world: World, parameters: Parameters) -> FloatArray:
    """Return the share of what is silently expected that is not given, ``(run, state)``."""
    expected = mean(world.expected_compliance)
    short = mean(positive(world.expected_compliance - world.alignment_russia))
    return short / np.maximum(expected, parameters.hegemon_policy.least_expectation)


def worth_mending(world: World, parameters: Parameters) -> FloatArray:
    """Return how much of a breach is worth mending: ever less of it, the wider it gapes (ours)."""
    gap = breach(world, parameters)
    return gap * (1.0 - parameters.hegemon_policy.dulled * gap)
