"""Stage 3: the kind of regime is a stock between closed autocracy (0) and liberal democracy (1).

Ties with the West and their conditions open it, up to the standard that they ask for; a firm seat
with means at hand and rents close it, the less the more there are courts and parliaments to check
who sits there (Svolik 2008); weak states stay open for want of means, a fall opens it. Weakness
needs somebody who makes use of it: where nobody else is left, a closed regime stays closed. A war
at home where no land is in contest is a war over who rules; who comes through it holds together and
rules alone for long (Slater 2010; Levitsky and Way 2012), whatever ended it. A patron has no term
of its own: it damps what would open (TR-16), so that a ceasefire or a mission alone moves next to
nothing.

Per quarter, ``linkage = engaged + public_west``::

    R += ((conditions * engaged + linkage) * (asked - R)+ / asked
          + weakness * (1 - capacity) * min(R / plural, 1) * (1 - R)) * (1 - damping * patron)
         + fall * upheaval * (1 - R) - rents * exporter * R - alone * V * R
         - consolidation * regime security * capacity * (1 - linkage) * R
           * min((1 - R) / (1 - checked), 1)
    V += mark * (war over who rules) * (1 - V) - fading * V
"""

from __future__ import annotations

import numpy as np

from sovsim.axes import Bid, ConflictStatus, Power
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask, Outcome, Term, rule
from sovsim.rules.forms import dyads_to_states, positive, stage_share
from sovsim.rules.unrest import patron
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=(
        "regime_type",
        "regime_security",
        "capacity",
        "energy_exporter",
        "bid_stage",
        "openness",
        "conditionality",
        "public_west",
        "upheaval",
        "victors",
        "conflict_status",
        "dyad_war",
        "hegemon_war",
        "rung",
        "presence",
        "deployment_days",
    ),
    terms={
        "regime_type": {
            "conditionality": Term(
                by=("bid_stage_eu", "openness_eu", "conditionality_eu"),
                sign="+",
                claims=("hadano-enp-instrument:topic", "hadano-eu-normative-hegemon:topic"),
            ),
            "linkage": Term(
                by="public_west", sign="+", why="ours: who looks to the West asks for its rules"
            ),
            "weakness": Term(
                by="capacity", sign="-", why="ours: a state without means cannot close"
            ),
            "consolidation": Term(
                by=("regime_security", "capacity"), sign="-", why="ours: who can, shuts the door"
            ),
            "rents": Term(
                by="energy_exporter", sign="-", why="ours: who lives on rents need not ask"
            ),
            "victors": Term(by="victors", sign="-", why="ours: who has won at home rules alone"),
            "upheaval": Term(
                by="upheaval", sign="+", claims=("overview-revolution-of-dignity:topic",)
            ),
            "noise": Term(by="draw", sign="+", why="ours: laws, courts and men"),
        },
        "victors": {
            "war_at_home": Term(
                by="conflict_status=fighting", sign="+", why="ours: a war over who rules binds"
            ),
            "fading": Term(by="victors", sign="-", why="ours: those who fought it grow old"),
        },
    },
    parameters=("regime",),
    claims=("overview-order-not-democracy:topic", "jcep-ref-resist-democratization:topic"),
)
def course(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move the kind of regime; see the head of the file for the equation."""
    p = parameters.regime
    held = world.regime_type
    undamped = 1.0 - p.damping * patron(world)
    missing = positive(p.asked - held) / p.asked * undamped
    unchecked = np.minimum((1.0 - held) / (1.0 - p.checked), 1.0)
    engaged = stage_share(world, Bid.EU) * np.minimum(world.openness[Power.EU] / p.open_door, 1.0)
    linked = np.minimum(engaged + p.public * world.public_west, 1.0)
    firm = world.regime_security * world.capacity
    used = np.minimum(held / p.plural, 1.0)
    return Outcome(
        terms={
            "regime_type": {
                "conditionality": p.conditions
                * engaged
                * (1.0 + world.conditionality[Power.EU])
                * missing,
                "linkage": p.linkage * linked * missing,
                "weakness": p.weakness * (1.0 - world.capacity) * used * (1.0 - held) * undamped,
                "consolidation": -p.consolidation * firm * (1.0 - linked) * held * unchecked,
                "rents": -p.rents * world.energy_exporter * held,
                "victors": -p.alone * world.victors * held,
                "upheaval": p.upheaval * world.upheaval * (1.0 - held),
                "noise": p.noise
                * noise.normal(Purpose.REGIME_TYPE, held.shape[-1])
                * 4.0
                * held
                * (1.0 - held),
            },
            "victors": {
                "war_at_home": p.mark * over_who_rules(world) * (1.0 - world.victors),
                "fading": -p.fading * world.victors,
            },
        }
    )


def over_who_rules(world: World) -> Mask:
    """Return where a war at home is fought over who rules, shape ``(run, state)``.

    No rival state and no hegemon fights in it, and no land of the state is in contest.
    """
    fighting = (world.conflict_status == ConflictStatus.FIGHTING) & (world.hegemon_war == 0)
    rivals = dyads_to_states(world, world.dyad_war, on_own_soil=True) > 0
    over_land = world.topology.state_contested_mask.any(axis=0)
    return fighting & ~rivals & ~over_land
