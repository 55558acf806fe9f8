"""Stage 5, second part: states carry out what they chose.

Bids move by stages: a declared bid becomes an agreement, a candidacy, a membership as the work on
it is done, and only where the outer power goes along. Memberships of regional bodies, requests for
assistance follow the chosen action.
"""

from __future__ import annotations

import numpy as np

from sovsim.axes import (
    Action,
    Bid,
    BidStage,
    Institution,
    Offer,
)
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Mask, Occurrence, Outcome, Transition, rule
from sovsim.rules.foreign_policy import REGIONAL_BODIES
from sovsim.rules.forms import stage_share
from sovsim.shocks import Shocks
from sovsim.world import World

_ORDER_OF_LEAVING = (Institution.CSTO, Institution.EAEU, Institution.CIS)
_ACCESSION = {Bid.EU: Institution.EU, Bid.NATO: Institution.NATO}


@rule(
    reads=(
        "action",
        "bid_stage",
        "bid_progress",
        "offer",
        "western_reach",
        "expected_bid",
        "public_west",
        "membership",
        "founded",
        "regime_type",
    ),
    terms={
        "bid_progress": {
            "work": ("hadano-enp-instrument",),
            "next_stage": (),
            "reversal": ("overview-2013-yanukovych-reversal",),
        },
        "expected_bid": {
            "bid": ("overview-eu-bid-tension", "overview-nato-bid-tension"),
            "public": ("overview-maintain-influence",),
            "forgetting": (),
        },
    },
    transitions={
        "bid_stage": ("overview-eu-bid-tension", "overview-nato-bid-tension"),
        "bid_reversed": ("overview-2013-yanukovych-reversal",),
        "membership": ("hadano-regime-security-motive",),
        "request": ("hadano-kazakhstan-request",),
    },
    occurrences={
        "bid_declared": ("overview-eu-bid-tension",),
        "bid_advanced": ("overview-eu-bid-tension",),
        "bid_completed": ("jcep-ref-eu-enlargement",),
        "bid_reversed": ("overview-2013-yanukovych-reversal",),
        "membership_joined": ("hadano-regime-security-motive",),
        "membership_left": (),
        "assistance_requested": ("hadano-kazakhstan-request",),
        "contested_in_words": ("hadano-dissent-in-words",),
        "resisted": ("overview-ukraine-survival",),
    },
    parameters=("foreign_policy",),
    claims=("overview-ukraine-survival",),
)
def enact(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Carry the actions out: bids, memberships, requests.

    The hegemon goes on expecting a bid that was taken back: the expectation follows the stage and
    the public's wish, and is forgotten slowly.
    """
    bids = _bids(world, parameters)
    changes, joined_and_left = _memberships(world)
    return Outcome(
        terms=bids.terms,
        transitions=(*bids.transitions, *changes, *_requests(world)),
        occurrences=(*bids.occurrences, *joined_and_left, *_happened(world)),
    )


def _bids(world: World, parameters: Parameters) -> Outcome:
    p = parameters.foreign_policy
    advancing = world.action == Action.ADVANCE_BID
    reversing = world.action == Action.REVERSE_BID
    work, next_stage, undone, expected = [], [], [], []
    transitions, occurrences = [], []
    for bid in Bid:
        stage, progress, offer = world.bid_stage[bid], world.bid_progress[bid], world.offer[bid]
        open_door = (offer == Offer.OFFER) | (offer == Offer.ADVANCE)
        moved = advancing & open_door & (stage < BidStage.MEMBER)
        declared = moved & (stage == BidStage.NONE)
        pace = p.pace * (0.5 + 0.5 * world.regime_type) * np.where(offer == Offer.ADVANCE, 2.0, 1.0)
        gain = np.where(moved & ~declared, pace, 0.0)
        done = (progress + gain >= 1.0) & (stage < BidStage.MEMBER)
        taken_back = reversing & (stage > BidStage.NONE) & (stage < BidStage.MEMBER)
        work.append(gain)
        next_stage.append(np.where(done, -(progress + gain), 0.0))
        undone.append(np.where(taken_back, -progress, 0.0))
        expected.append(stage_share(world, bid))
        risen = declared | done
        member = done & (stage == BidStage.CANDIDATE)
        for where, change, cause in (
            (risen, 1.0, "bid_advanced"),
            (taken_back, -1.0, "bid_reversed"),
        ):
            transitions.append(
                Transition("bid_stage", stage + change, cause=cause, where=where, index=(bid,))
            )
        transitions.append(Transition("bid_reversed", taken_back * 1.0, "choice", index=(bid,)))
        transitions.append(
            Transition("membership", 1.0, "accession", where=member, index=(_ACCESSION[bid],))
        )
        for where, event in (
            (declared, "bid_declared"),
            (done & ~member, "bid_advanced"),
            (member, "bid_completed"),
            (taken_back, "bid_reversed"),
        ):
            occurrences.append(Occurrence(event, where, target=bid.name, cause="choice"))
    held = world.expected_bid
    staged = np.stack(expected)
    wish = p.expectation_from_public * world.public_west * world.western_reach * (1.0 - staged)
    return Outcome(
        terms={
            "bid_progress": {
                "work": np.stack(work),
                "next_stage": np.stack(next_stage),
                "reversal": np.stack(undone),
            },
            "expected_bid": {
                "bid": p.expectation_rate * staged,
                "public": p.expectation_rate * wish,
                "forgetting": -p.expectation_rate * held,
            },
        },
        transitions=tuple(transitions),
        occurrences=tuple(occurrences),
    )


def _memberships(world: World) -> tuple[list[Transition], list[Occurrence]]:
    """Join the first body not yet joined, leave the first in the order of leaving."""
    transitions, occurrences = [], []
    for option, joining, value in (
        (Action.DEEPEN_REGIONAL, True, 1.0),
        (Action.LEAVE_REGIONAL, False, 0.0),
    ):
        event = "membership_joined" if joining else "membership_left"
        for body, where in _bodies(world.action == option, world, joining=joining):
            transitions.append(Transition("membership", value, event, where=where, index=(body,)))
            occurrences.append(Occurrence(event, where, target=body.name))
    return transitions, occurrences


def _bodies(acting: Mask, world: World, *, joining: bool) -> list[tuple[Institution, Mask]]:
    """Return for each body the states that join or leave it, one body a state and quarter."""
    free = acting
    result = []
    for body in REGIONAL_BODIES if joining else _ORDER_OF_LEAVING:
        member = world.membership[body] > 0
        fits = free & (~member & (world.founded[body] > 0) if joining else member)
        result.append((body, fits))
        free = free & ~fits
    return result


def _requests(world: World) -> list[Transition]:
    asked = (world.action == Action.REQUEST_ASSISTANCE) * 1.0
    return [Transition("request", asked, "choice")]


def _happened(world: World) -> list[Occurrence]:
    def chose(action: Action) -> Mask:
        return world.action == action

    return [
        Occurrence("assistance_requested", chose(Action.REQUEST_ASSISTANCE), target="CSTO"),
        Occurrence("contested_in_words", chose(Action.CONTEST_WORDS), target="hegemon"),
        Occurrence("resisted", chose(Action.RESIST), target="hegemon"),
    ]
