"""Stage 5: what each state does about its bid for the EU, and about its bid for NATO.

Two decisions with a draw each. The reasons that move foreign policy move both (`foreign_policy`);
beside them the EU is sought for wealth and at the cost of reform, NATO for cover. Both are open to
European states alone (Article O of the treaty of 1992, Article 10 of that of 1949). Such a state
may declare a bid by itself; to go further it needs a door that is open. A member of the hegemon's
alliance makes no bid for the other one, a member of its customs union none beyond a declaration.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import along
from sovsim.axes import Bid, BidMove, BidStage, Domain, Institution, Offer, Power
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.contract import Along, Choice, Mask, Outcome, Term, Utility, rule
from sovsim.rules.forms import near_pole
from sovsim.rules.leanings import LEANING_READS, leaning_along, leaning_terms
from sovsim.rules.motives import STRENGTH_READS, motive_terms, shared_terms
from sovsim.rules.quantal_response import open_to
from sovsim.shocks import Shocks
from sovsim.world import World

BODY = {Bid.EU: Institution.EU, Bid.NATO: Institution.NATO}
"""What a bid is for."""

_DRAWS = {Bid.EU: Purpose.BID_EU, Bid.NATO: Purpose.BID_NATO}
_FORWARD = along(BidMove, {BidMove.ADVANCE: 1.0, BidMove.REVERSE: -1.0})
_TOWARD = along(BidMove, {BidMove.ADVANCE: -1.0, BidMove.REVERSE: 1.0})
_ADVANCE = along(BidMove, {BidMove.ADVANCE: 1.0})
SHARED = {
    "dependence": "reverse",
    "public_demand": "advance",
    "balancing": "advance",
    "bandwagoning": "reverse",
    "preference": "advance",
    "survival": "advance",
}
"""Shared motives of both bids, with the option that each speaks for."""

AGAINST = {"regime_security": "advance", "soft_power": "advance", "hedging": "advance"}
"""Shared motives that speak against an option."""


@rule(
    reads=(
        *STRENGTH_READS,
        *LEANING_READS,
        "near_pole",
        "european",
        "offer",
        "bid_stage",
        "membership",
        "founded",
        "welfare",
        "energy_exporter",
        "energy_price",
        "conditionality",
        "neutral",
    ),
    choices={
        "bid_move": {
            "base_rate": Term("", "-", of="advance", why="ours: a bid is a rare step"),
            **motive_terms(SHARED),
            **motive_terms(AGAINST, "-"),
            **leaning_terms("reverse"),
            "wealth": Term(
                "welfare",
                "-",
                ("jcep-ref-eu-enlargement:topic",),
                of="advance",
            ),
            "law": Term("regime_type", "+", ("hadano-eu-normative-hegemon:topic",), of="advance"),
            "cover": Term(
                "preference_west_security",
                "+",
                ("jcep-west-aspiration-conflict:topic",),
                of="advance",
            ),
            "near": Term("near_pole", "+", ("jcep-ref-eu-enlargement:topic",), of="advance"),
            "invited": Term(
                ("offer_eu=advance", "offer_nato=advance"),
                "+",
                ("jcep-role-eu:topic", "jcep-role-nato:topic"),
                of="advance",
            ),
            "guarantor": Term(
                "power_reach_turkey",
                "-",
                of="advance",
                why="ours: who has another guarantor needs this one less",
            ),
            "neutral": Term(
                "neutral", "-", of="advance", why="ours: a neutral state asks for no alliance"
            ),
        }
    },
    parameters=("bids", "dependence", "foreign_policy", "society"),
    claims=("overview-eu-bid-tension:topic", "overview-nato-bid-tension:topic"),
)
def choose(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Let every state advance, keep or take back each of its bids."""
    common = shared_terms("bids", (*SHARED, *AGAINST), BidMove, world, parameters)
    common |= leaning_along(_TOWARD, world, parameters)
    p = parameters.bids
    near = near_pole(world)
    pressed = p.invited * (world.offer == Offer.ADVANCE)
    own = {Bid.EU: _for_wealth, Bid.NATO: _for_cover}
    states = world.capacity.shape[-1]
    choices = []
    for bid in Bid:
        eligible = open_moves(world, bid)
        choices.append(
            Choice(
                decision="bid_move",
                options=BidMove,
                terms={
                    **common,
                    "near": Along(_ADVANCE, getattr(p, f"near_{bid.name.lower()}") * near[bid]),
                    "invited": Along(_ADVANCE, pressed[int(bid)]),
                    **own[bid](world, parameters),
                },
                eligible=eligible,
                draw=noise.uniform(_DRAWS[bid], states),
                scale=p.scale,
                active=eligible[BidMove.ADVANCE] | eligible[BidMove.REVERSE],
                index=(int(bid),),
            )
        )
    return Outcome(choices=tuple(choices))


def open_moves(world: World, bid: Bid) -> Mask:
    """Return which moves are open, shape ``(move, run, state)``.

    None is open where there is no such body, and no step to it where a state is not European.
    """
    stage, offered = world.bid_stage[bid], world.offer[int(bid)]
    invited = (offered == Offer.OFFER) | (offered == Offer.ADVANCE)
    declared, member = stage > BidStage.NONE, stage >= BidStage.MEMBER
    union, alliance = world.membership[Institution.EAEU], world.membership[Institution.CSTO]
    bound = (union > 0) & declared if bid == Bid.EU else alliance > 0
    there = (world.founded[BODY[bid]] > 0) & (world.european > 0)
    return open_to(
        BidMove,
        stage.shape,
        {
            BidMove.ADVANCE: there & ~member & ~bound & (~declared | invited),
            BidMove.REVERSE: declared & ~member,
        },
    )


def _for_wealth(world: World, parameters: Parameters) -> dict[str, Utility]:
    p = parameters.bids
    wish = world.preference_west[Domain.ECONOMIC] - world.preference_russia[Domain.ECONOMIC]
    missing = 1.0 - world.welfare
    unsold = 1.0 - p.rents * world.energy_exporter * world.energy_price
    reform = world.conditionality[Power.EU] * (1.0 - world.regime_type)
    return {
        "base_rate": along(BidMove, {BidMove.ADVANCE: p.advance_eu, BidMove.REVERSE: p.reverse_eu}),
        "wealth": Along(_FORWARD, unsold * (p.wish_for_markets * wish + p.wealth * missing)),
        "law": Along(
            along(BidMove, {BidMove.ADVANCE: -p.law, BidMove.REVERSE: p.law_undone}), reform
        ),
    }


def _for_cover(world: World, parameters: Parameters) -> dict[str, Utility]:
    p = parameters.bids
    wish = world.preference_west[Domain.SECURITY] - world.preference_russia[Domain.SECURITY]
    others = np.maximum(
        world.openness[Power.CHINA] * world.power_reach[Power.CHINA],
        world.openness[Power.TURKEY] * world.power_reach[Power.TURKEY],
    )
    return {
        "base_rate": along(
            BidMove, {BidMove.ADVANCE: p.advance_nato, BidMove.REVERSE: p.reverse_nato}
        ),
        "cover": Along(_FORWARD, p.cover * wish),
        "law": Along(_ADVANCE, -p.arms_reform * (1.0 - world.regime_type)),
        "guarantor": Along(_ADVANCE, -p.guarantor * others),
        "neutral": Along(_ADVANCE, -p.neutral * world.neutral),
    }
