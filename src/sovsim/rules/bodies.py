"""Stage 5: whether each state joins or leaves the CIS, the CSTO and the customs union.

One decision a body, with a draw each. The reasons that move foreign policy move all of them
(`foreign_policy`); beside them each body is wanted for what it is about: politics, security, the
economy. The alliance is closed to who asks for another one's cover, the customs union to who has
an agreement with the other union. Members dissent in words before they leave, unless the leader
turns on them (hadano-dissent-in-words: a title; the order is ours). To be left alone in need adds
to their words and is remembered, for leaving and against coming back; it opens no door by itself.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import along
from sovsim.axes import Bid, BidStage, BodyMove, Channel, Founding, Institution, Relations
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Choice, Mask, Outcome, Term, Utility, rule
from sovsim.rules.foreign_policy import (
    BODY_DOMAIN,
    REGIONAL_BODIES,
)
from sovsim.rules.forms import dyads_to_states, stage_share
from sovsim.rules.leanings import LEANING_READS, leaning_along, leaning_terms
from sovsim.rules.motives import STRENGTH_READS, motive_terms, shared_terms
from sovsim.rules.quantal_response import open_to
from sovsim.shocks import Shocks
from sovsim.world import World

_DRAWS = {
    Institution.CIS: Purpose.BODY_CIS,
    Institution.CSTO: Purpose.BODY_CSTO,
    Institution.EAEU: Purpose.BODY_EAEU,
}
_IN = along(BodyMove, {BodyMove.JOIN: 1.0, BodyMove.LEAVE: -1.0})
_TOWARD = along(BodyMove, {BodyMove.JOIN: 1.0, BodyMove.LEAVE: -1.0})
_JOIN = along(BodyMove, {BodyMove.JOIN: 1.0})
SHARED = {
    "dependence": "join",
    "regime_security": "join",
    "public_demand": "leave",
    "soft_power": "join",
    "balancing": "leave",
    "bandwagoning": "join",
    "own_way": "leave",
    "survival": "leave",
}
"""Shared motives of membership, with the option that each speaks for."""


@rule(
    reads=(
        *STRENGTH_READS,
        *LEANING_READS,
        "membership",
        "founded",
        "founding",
        "sphere",
        "bid_stage",
        "diplomatic_relations",
        "hegemon_war",
        "rivalry",
        "let_down",
        "presence_unasked",
        "neutral",
        "dissent",
    ),
    choices={
        "body_move": {
            "base_rate": Term("", "-", of="leave", why="ours: membership is inert"),
            **motive_terms(SHARED),
            **leaning_terms("join"),
            "belonging": Term(
                "preference_russia", "+", ("jcep-priority-to-russian-interests:topic",), of="join"
            ),
            "insecurity": Term(
                "rivalry", "+", of="join", why="ours: who has a rival looks for an ally"
            ),
            "abandoned": Term(
                "let_down",
                "free",
                ("hadano-2020-karabakh-missed:topic",),
                of="leave",
                why="no document says that an ally left alone leaves",
            ),
            "troops": Term(
                "presence_unasked",
                "-",
                of="join",
                why="ours: whom the leader garrisons unasked looks elsewhere for cover",
            ),
            "neutral": Term(
                "neutral", "-", of="join", why="ours: a neutral state enters no alliance"
            ),
            "markets": Term("dependence_trade", "+", ("jcep-ties-as-leverage:topic",), of="join"),
            "delegation": Term(
                "preference_autonomy",
                "-",
                of="join",
                why="ours: a union decides for its members, a loose body or an alliance less",
            ),
            "other_union": Term("bid_stage_eu", "-", ("overview-eu-bid-tension:topic",), of="join"),
            "asked": Term(
                "founding_eaeu",
                "+",
                of="join",
                why="ours: founders are courted",
            ),
        }
    },
    parameters=("bodies", "dependence", "foreign_policy", "society"),
    claims=("hadano-regime-security-motive:topic", "hadano-protective-integration:topic"),
)
def choose(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let every state join, keep or leave each regional body."""
    common = shared_terms("bodies", tuple(SHARED), BodyMove, world, parameters)
    common |= leaning_along(_TOWARD, world, parameters)
    choices = []
    for body in REGIONAL_BODIES:
        eligible = open_moves(world, parameters, body)
        choices.append(
            Choice(
                decision="body_move",
                options=BodyMove,
                terms={**common, **_own(world, parameters, body)},
                eligible=eligible,
                draw=noise.uniform(_DRAWS[body], world.capacity.shape[-1]),
                scale=parameters.bodies.scale,
                active=eligible[BodyMove.JOIN] | eligible[BodyMove.LEAVE],
                index=(int(body),),
            )
        )
    return Outcome(choices=tuple(choices))


def _own(world: World, parameters: Parameters, body: Institution) -> dict[str, Utility]:
    """Return what speaks for this body alone."""
    p, name = parameters.bodies, body.name.lower()
    wish = world.preference_russia[BODY_DOMAIN[body]] - p.half_hearted
    rates = along(
        BodyMove,
        {BodyMove.JOIN: getattr(p, f"join_{name}"), BodyMove.LEAVE: getattr(p, f"leave_{name}")},
    )
    terms: dict[str, Utility] = {
        "base_rate": rates,
        "belonging": Along(_IN, getattr(p, f"belonging_{name}") * wish),
    }
    if body == Institution.CSTO:
        terms["insecurity"] = Along(_IN, p.insecurity * dyads_to_states(world, world.rivalry))
        terms["abandoned"] = Along(_IN, -p.abandoned * world.let_down)
        terms["troops"] = Along(_JOIN, -p.troops * world.presence_unasked)
        terms["neutral"] = Along(_JOIN, -p.neutral * world.neutral)
    elif body == Institution.EAEU:
        terms["delegation"] = Along(_IN, -p.delegation * world.preference_autonomy)
        terms["markets"] = Along(_IN, p.markets * world.dependence[Channel.TRADE])
        terms["other_union"] = Along(_JOIN, -p.other_union * stage_share(world, Bid.EU))
        terms["asked"] = Along(_JOIN, p.asked * (world.founding[body] == Founding.PROPOSE))
    return terms


def open_moves(world: World, parameters: Parameters, body: Institution) -> Mask:
    """Return which moves are open, shape ``(move, run, state)``.

    Open to states of the sphere alone, and to none that has broken with the leader or is at war
    with it, nor to who still speaks up against the leader or has left its alliance lately; a
    member may leave once it has dissented in words, or when the leader attacks it.
    """
    p = parameters.bodies
    member = world.membership[body] > 0
    there = world.founded[body] > 0
    if body == Institution.EAEU:
        there = there | (world.founding[body] == Founding.PROPOSE)
    rival = np.zeros_like(member)
    if body == Institution.CSTO:
        rival = world.bid_stage[Bid.NATO] > BidStage.NONE
    elif body == Institution.EAEU:
        rival = world.bid_stage[Bid.EU] >= BidStage.AGREEMENT
    heard = world.dissent > p.words_before_leaving
    turned_on = (world.violation > p.attacked) | (world.hegemon_war > 0)
    on_terms = (world.diplomatic_relations == Relations.OPEN) & (world.hegemon_war == 0)
    friendly = world.dissent < p.words_before_joining
    return open_to(
        BodyMove,
        member.shape,
        {
            BodyMove.JOIN: ~member & there & ~rival & on_terms & friendly & (world.sphere > 0),
            BodyMove.LEAVE: member & (heard | turned_on),
        },
    )
