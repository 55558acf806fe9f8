"""Stage 9: a war of the hegemon on a state: force, course and end.

A war is a state of the world and not an act of one quarter. It begins with an invasion, or with an
annexation that is met with arms, and lasts until the hegemon freezes it, troops staying, or gives
it up. While it lasts it violates, the front moves, and occupation comes to its full reach, so that
a ceasefire which leaves the troops in place frees nobody (TR-16). Per quarter::

    occupation += advance * (1 - held_back * support) * (pitch * war - x)+ - ebb * (x - unasked)+
    territory  -= front * (readiness - defence * capacity - help * support) * war * x
    V(freeze)   = base + exhaustion + talks        V(withdraw) = base + exhaustion + losing

An attack on a member of its own alliance ends that membership and costs the alliance dear.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray, along
from sovsim.axes import ConflictStatus, Institution, Rung, Talks, WarEnd
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules import ladder
from sovsim.rules.conflict import land_is_lost
from sovsim.rules.contract import Along, Choice, Mask, Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.forms import by_code, positive
from sovsim.rules.presence import asked, seized_by_force, un_mandated
from sovsim.rules.quantal_response import open_to
from sovsim.shocks import Shocks
from sovsim.world import World

_ENDS = along(WarEnd, {WarEnd.FREEZE: 1.0, WarEnd.WITHDRAW: 1.0})
_FREEZES = along(WarEnd, {WarEnd.FREEZE: 1.0})
_WITHDRAWS = along(WarEnd, {WarEnd.WITHDRAW: 1.0})
_ALLIANCE = along(Institution, {Institution.CSTO: 1.0})


@rule(
    reads=("rung", "request", "armistice", "hegemon_war", "mandate_peacekeeping"),
    transitions={
        "violation": (
            "overview-crimea-sovereignty-violation:states",
            "hadano-peacekeeping-contested-term:topic",
        )
    },
    occurrences={
        "annexation": ("overview-2014-crimea-annexation:states",),
        "invasion": ("overview-2022-invasion:states",),
    },
    parameters=("ladder", "presence", "war"),
    claims=("overview-crimea-sovereignty-violation:states",),
)
def force(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """State what force the hegemon uses this quarter; a war that goes on goes on violating.

    Keepers who come with consent or under the UN's mandate violate nothing, others do.
    """
    p = parameters.war
    keepers = world.rung == Rung.PEACEKEEPERS
    lawful = asked(world) | un_mandated(world, parameters)
    used = np.where(
        keepers,
        np.where(lawful, 0.0, p.unasked_force),
        by_code(ladder.force(parameters), world.rung),
    )
    return Outcome(
        transitions=(
            Transition("violation", np.maximum(used, p.goes_on * world.hegemon_war), "deeds"),
        ),
        occurrences=(
            Occurrence("annexation", world.rung == Rung.ANNEXATION, actor="hegemon"),
            Occurrence("invasion", world.rung == Rung.INVASION, actor="hegemon"),
        ),
    )


def superiority(world: World, parameters: Parameters) -> FloatArray:
    """Return the invader's strength over the defender's and its helpers', ``(run, state)``."""
    p = parameters.war
    strength: FloatArray = world.readiness - p.defence * world.capacity - p.help * world.support
    return strength


@rule(
    reads=("hegemon_war", "rung", "war_exhaustion", "talks", "readiness", "capacity", "support"),
    choices={
        "war_end": {
            "base_rate": Term(
                "", "-", of="freeze", why="ours: a war goes on unless something ends it"
            ),
            "exhaustion": Term("war_exhaustion", "+", of="freeze", why="ours: wars wear out"),
            "talks": Term("talks", "+", ("overview-goal-stop-fighting:sign",), "freeze"),
            "losing": Term(
                ("capacity", "support"),
                "+",
                ("overview-local-power-dynamics:topic",),
                "withdraw",
            ),
        }
    },
    parameters=("war",),
    claims=("overview-talks-during-war:topic", "overview-goal-stop-fighting:topic"),
)
def end(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let the hegemon go on with its war, freeze it where it stands, or give it up."""
    p = parameters.war
    ones = np.ones_like(world.capacity)
    may_end = (world.hegemon_war > 0) & ~seized_by_force(world)
    talking = (world.talks > Talks.NONE) * 1.0
    return Outcome(
        choices=(
            Choice(
                decision="war_end",
                options=WarEnd,
                terms={
                    "base_rate": (p.freeze_base * _FREEZES + p.withdraw_base * _WITHDRAWS) * ones,
                    "exhaustion": Along(_ENDS, p.end_exhaustion * world.war_exhaustion * ones),
                    "talks": Along(_FREEZES, p.end_talks * talking),
                    "losing": Along(_WITHDRAWS, -p.end_losing * superiority(world, parameters)),
                },
                eligible=open_to(
                    WarEnd, ones.shape, {WarEnd.FREEZE: may_end, WarEnd.WITHDRAW: may_end}
                ),
                draw=noise.uniform(Purpose.WAR_END, ones.shape[-1]),
                scale=p.scale,
                active=may_end,
                idle=int(WarEnd.GO_ON),
                actor="hegemon",
            ),
        )
    )


def met_with_arms(world: World, parameters: Parameters, noise: Noise) -> Mask:
    """Return where an invasion, or a seizure that is resisted, is met with arms this quarter."""
    draw = noise.uniform(Purpose.CONFLICT_ONSET, world.rung.shape[-1])
    resisted = (world.rung == Rung.ANNEXATION) & (draw < parameters.war.resisted)
    return (world.rung == Rung.INVASION) | resisted


@rule(
    reads=("hegemon_war", "war_end", "rung", "holder"),
    transitions={
        "hegemon_war": ("overview-2022-invasion:states", "overview-goal-stop-fighting:topic"),
        "conflict_status": ("jcep-sphere-causes-frozen-conflict:topic",),
    },
    occurrences={
        "war_begins": ("overview-2022-invasion:states",),
        "war_frozen": ("overview-goal-stop-fighting:topic",),
        "war_given_up": ("overview-goal-stop-fighting:topic",),
    },
    parameters=("war",),
    claims=("overview-neighbour-conflict:topic",),
)
def course(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Begin a war of the hegemon's own, and end it as it chose; an end leaves a frozen conflict.

    Only where nobody but the parent holds land does a war that is given up leave nothing behind.
    """
    at_war = world.hegemon_war > 0
    begins = met_with_arms(world, parameters, noise) & ~at_war
    frozen = at_war & (world.war_end == WarEnd.FREEZE)
    given_up = at_war & (world.war_end == WarEnd.WITHDRAW)
    clear = given_up & ~land_is_lost(world)
    return Outcome(
        transitions=(
            Transition("hegemon_war", 1.0, "war_begins", where=begins),
            Transition("hegemon_war", 0.0, "war_ends", where=frozen | given_up),
            Transition(
                "conflict_status", float(ConflictStatus.FIGHTING), "war", where=begins | at_war
            ),
            Transition(
                "conflict_status",
                float(ConflictStatus.FROZEN),
                "war_ends",
                where=frozen | given_up,
            ),
            Transition(
                "conflict_status", float(ConflictStatus.SETTLED), "war_given_up", where=clear
            ),
        ),
        occurrences=(
            Occurrence("war_begins", begins, actor="hegemon"),
            Occurrence("war_frozen", frozen, actor="hegemon"),
            Occurrence("war_given_up", given_up, actor="hegemon"),
        ),
    )


@rule(
    reads=(
        "hegemon_war",
        "war_end",
        "rung",
        "occupation",
        "presence_unasked",
        "territory_held",
        "readiness",
        "capacity",
        "support",
        "conflict_intensity",
        "war_exhaustion",
    ),
    terms={
        "occupation": {
            "advance": Term("hegemon_war", "+", ("overview-ukraine-survival:topic",)),
            "annexed": Term("rung=annexation", "+", ("overview-2014-crimea-annexation:sign",)),
            "withdrawn": Term("war_end=withdraw", "-", why="ours: who gives a war up leaves"),
            "ebb": Term("presence_unasked", "+", why="ours: troops hold an occupation up"),
        },
        "territory_held": {
            "annexed": Term("rung=annexation", "-", ("overview-2014-crimea-annexation:states",)),
            "lost": Term("readiness", "-", ("overview-2022-invasion:topic",)),
            "won_back": Term("support", "+", ("overview-us-aid-ukraine:topic",)),
            "evacuated": Term("war_end=withdraw", "+", why="ours: who gives a war up leaves"),
        },
        "war_exhaustion": {
            "wars": Term(("hegemon_war",), "+", why="ours: wars wear out"),
            "recovery": Term("war_exhaustion", "-", why="ours: peace restores"),
        },
    },
    parameters=("war",),
    claims=("overview-ukraine-keeps-claim:topic",),
)
def effects(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move occupation, the land that the government holds in fact, and the invader's exhaustion."""
    p = parameters.war
    war, occupied, held = world.hegemon_war, world.occupation, world.territory_held
    given_up = ((world.war_end == WarEnd.WITHDRAW) & (war == 0)) * 1.0
    annexed = (world.rung == Rung.ANNEXATION) * 1.0
    over = superiority(world, parameters)
    fiercest = (war * world.conflict_intensity).max(axis=-1, keepdims=True)
    return Outcome(
        terms={
            "occupation": {
                "advance": p.advance
                * (1.0 - p.held_back * world.support)
                * positive(p.pitch * war - occupied),
                "annexed": p.annexed_reach * annexed * (1.0 - occupied),
                "withdrawn": -p.evacuated * given_up * occupied,
                "ebb": -p.ebb * (1.0 - war) * positive(occupied - world.presence_unasked),
            },
            "territory_held": {
                "annexed": -p.annexed * annexed * held,
                "lost": -p.front * war * positive(over) * held,
                "won_back": p.front * war * positive(-over) * (1.0 - held),
                "evacuated": p.evacuated * given_up * (1.0 - held),
            },
            "war_exhaustion": {
                "wars": p.wears * fiercest * (1.0 - world.war_exhaustion),
                "recovery": -p.recovers * world.war_exhaustion,
            },
        }
    )


@rule(
    reads=("rung", "membership", "cohesion", "credibility"),
    terms={
        "cohesion": {
            "member_attacked": Term(
                ("rung=annexation", "rung=invasion"), "-", ("overview-protect-allies:topic",)
            )
        },
        "credibility": {
            "member_attacked": Term(
                ("rung=annexation", "rung=invasion"), "-", ("overview-protect-allies:topic",)
            )
        },
    },
    transitions={"membership": ("overview-protect-allies:topic",)},
    occurrences={"membership_left": ("overview-protect-allies:topic",)},
    parameters=("war",),
    claims=("overview-protect-allies:topic",),
)
def broken_pact(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """End the membership of an ally whom the alliance's leader attacks; all the others see it."""
    attacked = seized_by_force(world) & (world.membership[Institution.CSTO] > 0)
    seen = attacked.any(axis=-1, keepdims=True) * _ALLIANCE
    lost = parameters.war.pact_broken * seen
    return Outcome(
        terms={
            "cohesion": {"member_attacked": -lost * world.cohesion},
            "credibility": {"member_attacked": -lost * world.credibility},
        },
        transitions=(
            Transition(
                "membership", 0.0, "attacked", where=attacked, index=(int(Institution.CSTO),)
            ),
        ),
        occurrences=(Occurrence("membership_left", attacked, target="CSTO", cause="attacked"),),
    )
