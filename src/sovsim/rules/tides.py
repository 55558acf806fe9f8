"""Stage 3: what the region shares: tides, and how far the hegemon itself stands from the West.

A tide is a slow movement in one domain that carries all states, each by its attributes
(`sovsim.rules.opinion.carried`). The hegemon's distance from the West is a position of its own: it
drifts around what it takes itself for, and answers to enlargement nearby, sanctions, its own wars,
and to its ties with the West. A government that falls nearby is laid at the West's door in the
measure in which the West is a rival already.

Per quarter::

    tide[d]  += -ebb * tide + surge * N
    distance += own * (core - x) + (enlargement + sanctions + war + alarm * x) * (1 - x)
                - ties * x + drift * N
"""

from __future__ import annotations

import numpy as np

from sovsim.axes import Institution
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Outcome, Term, rule
from sovsim.rules.forms import over_states
from sovsim.shocks import Shocks
from sovsim.world import World

_TIDES = (Purpose.TIDE_POLITICAL, Purpose.TIDE_SECURITY, Purpose.TIDE_ECONOMIC)


@rule(
    reads=("tide",),
    terms={
        "tide": {
            "ebb": Term(by="tide", sign="-", why="ours: a tide ebbs"),
            "noise": Term(by="draw", sign="+", why="ours: the temper of the times"),
        }
    },
    parameters=("tides",),
)
def tide(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the tide of each domain; all of it is ours."""
    p = parameters.tides
    held = world.tide
    drawn = np.stack([noise.normal(purpose, 1) for purpose in _TIDES])
    return Outcome(
        terms={
            "tide": {
                "ebb": -p.ebb * held,
                "noise": p.noise * drawn * (1.0 - held * held),
            }
        }
    )


@rule(
    reads=(
        "hegemon_distance",
        "self_image",
        "membership",
        "proximity",
        "sanction_burden",
        "hegemon_war",
        "conflict_intensity",
        "ties_with_west",
        "alarm",
    ),
    terms={
        "hegemon_distance": {
            "own_position": Term(
                by="self_image",
                sign="+",
                claims=("jcep-hegemon-self-image:topic", "jcep-tension-with-west:topic"),
            ),
            "enlargement": Term(
                by=("membership_eu", "membership_nato"),
                sign="+",
                claims=("overview-nato-bid-tension:topic", "overview-eu-bid-tension:topic"),
            ),
            "sanctions": Term(
                by="sanction_burden", sign="+", claims=("overview-sanctions-after-crimea:topic",)
            ),
            "own_war": Term(
                by="hegemon_war",
                sign="+",
                claims=("overview-2022-isolation:sign", "overview-tension-nato:sign"),
            ),
            "alarm": Term(
                by="alarm",
                sign="+",
                claims=(
                    "jcep-ref-resist-democratization:topic",
                    "overview-order-not-democracy:topic",
                ),
                why="ours: falls nearby are laid at the West's door",
            ),
            "ties": Term(
                by="ties_with_west",
                sign="-",
                claims=(
                    "overview-us-integration-offer:topic",
                    "overview-efforts-to-improve:topic",
                ),
            ),
            "noise": Term(
                by="draw", sign="+", claims=("overview-cooperation-conflict-phases:topic",)
            ),
        }
    },
    parameters=("tides",),
    claims=("overview-recent-tension-trend:sign", "jcep-tension-with-west:sign"),
)
def distance(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the hegemon's distance from the West."""
    p = parameters.tides
    held = world.hegemon_distance
    room = 1.0 - held
    members = np.maximum(world.membership[Institution.EU], world.membership[Institution.NATO])
    own_war = (world.hegemon_war * world.conflict_intensity).max(axis=-1, keepdims=True)
    core = p.core + (1.0 - p.core) * world.self_image * p.identity
    return Outcome(
        terms={
            "hegemon_distance": {
                "own_position": p.own * (core - held),
                "enlargement": p.enlargement * over_states(members, world.proximity) * room,
                "sanctions": p.sanctions * world.sanction_burden * room,
                "own_war": p.own_war * own_war * room,
                "alarm": p.alarm * world.alarm * held * room,
                "ties": -p.ties * world.ties_with_west * held,
                "noise": p.distance_noise
                * noise.normal(Purpose.HEGEMON_DISTANCE, 1)
                * 4.0
                * held
                * room,
            }
        }
    )
