"""Who comes before the alliance, and how its votes are counted.

No rule by itself: `sovsim.rules.collective_security` asks and decides with these.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import ConflictStatus, Institution, Mission, Trigger
from sovsim.rules.contract import Choice, Outcome
from sovsim.rules.forms import dyads_to_states
from sovsim.world import World

_FOR = np.array([0.0, 1.0])[:, None, None]
_ACT = np.array([0.0, 1.0, 0.0])[:, None, None]
"""Options that a utility counts for: the vote for a mission, and acting."""


def triggers(world: World) -> FloatArray:
    """Return what brings each state before the alliance this quarter, codes of `Trigger`.

    A member that asks and is not at war is a threatened regime. A war, with a rival or on a
    member's own soil with another than the alliance's leader, comes up when it breaks out and
    whenever the member asks.
    """
    member = world.membership[Institution.CSTO] > 0
    at_war = dyads_to_states(world, world.dyad_war) > 0
    own_war = (world.conflict_status == ConflictStatus.FIGHTING) & (world.violation < 0.5)
    asked = world.request > 0
    breaks_out = world.war_quarters < 1
    war = member & (at_war | own_war) & (asked | breaks_out)
    regime = member & asked & ~(at_war | own_war)
    result: FloatArray = np.where(war, Trigger.WAR, np.where(regime, Trigger.REGIME, Trigger.NONE))
    return result * 1.0


def for_mission(utility: FloatArray) -> FloatArray:
    """Return the utility of a vote for a mission beside that of one against, which is 0."""
    return _FOR * utility


def for_acting(utility: FloatArray) -> FloatArray:
    """Return the utility of acting beside those of not being asked and of abstaining, 0."""
    return _ACT * utility


def members_for(world: World) -> FloatArray:
    """Return the share of the other members that vote for acting on each state's case."""
    member = world.membership[Institution.CSTO]
    votes = np.where(world.trigger == Trigger.WAR, 1.0, 0.0)
    shares = []
    for ballot in (world.vote_regime, world.vote_war):
        voices = (ballot * member).sum(axis=-1, keepdims=True) - ballot * member
        voters = member.sum(axis=-1, keepdims=True) - member
        shares.append(voices / np.maximum(voters, 1.0))
    result: FloatArray = shares[0] + votes * (shares[1] - shares[0])
    return result


def counted(world: World, weight: FloatArray | float) -> Outcome:
    """Count the votes: more than half of the weight carries; chance plays no part."""
    leader = (world.leader_mission == Mission.ACT) * 1.0
    asked = world.trigger > 0
    return Outcome(
        choices=(
            Choice(
                decision="mission",
                options=Mission,
                terms={
                    "leader": for_acting(weight * (leader - 0.5)),
                    "members": for_acting((1.0 - weight) * (members_for(world) - 0.5)),
                },
                eligible=np.stack([~asked, asked, asked]),
                draw=np.full(world.trigger.shape, 0.5),
                scale=0.01,
                active=asked,
                idle=int(Mission.NOT_ASKED),
                actor="CSTO",
            ),
        )
    )
