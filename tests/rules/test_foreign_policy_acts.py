"""Bids, memberships, and requests follow what was chosen."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Action, Bid, BidStage, Institution, Offer
from sovsim.rules.contract import Mask, Outcome
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import not_fading
from tests.worlds import outcome, with_columns

FADING = (("foreign_policy_acts.enact", "expected_bid"),)


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def enacted(start: Simulation, world: World, action: Action) -> Outcome:
    acting = with_columns(world, {"action": float(action)})
    return outcome("foreign_policy_acts.enact", start, acting)


def where(result: Outcome, variable: str, cause: str, *index: int) -> Mask:
    (found,) = [
        np.asarray(each.where)
        for each in result.transitions
        if (each.variable, each.cause, each.index) == (variable, cause, index)
    ]
    return found


def test_a_bid_rises_only_where_the_door_is_open(start: Simulation, later: World) -> None:
    none = with_columns(later, {"bid_stage": float(BidStage.NONE)})
    for offer, opened in (
        (Offer.WITHHOLD, False),
        (Offer.OFFER, True),
        (Offer.ADVANCE, True),
        (Offer.SLOW, False),
    ):
        result = enacted(start, with_columns(none, {"offer": float(offer)}), Action.ADVANCE_BID)
        for bid in Bid:
            assert (where(result, "bid_stage", "bid_advanced", bid) == opened).all(), offer


def test_a_candidate_whose_work_is_done_becomes_a_member(start: Simulation, later: World) -> None:
    ready = with_columns(
        later,
        {
            "bid_stage": float(BidStage.CANDIDATE),
            "bid_progress": 0.999,
            "offer": float(Offer.ADVANCE),
        },
    )
    for world, finished in ((ready, True), (with_columns(ready, {"bid_progress": 0.0}), False)):
        result = enacted(start, world, Action.ADVANCE_BID)
        for bid, body in ((Bid.EU, Institution.EU), (Bid.NATO, Institution.NATO)):
            assert (where(result, "membership", "accession", body) == finished).all()
            assert (where(result, "bid_stage", "bid_advanced", bid) == finished).all()


def test_a_bid_that_is_taken_back_loses_a_stage_and_its_work(
    start: Simulation, later: World
) -> None:
    made = with_columns(later, {"bid_stage": float(BidStage.AGREEMENT), "bid_progress": 0.5})
    result = enacted(start, made, Action.REVERSE_BID)
    assert where(result, "bid_stage", "bid_reversed", Bid.EU).all()
    assert np.allclose(result.terms["bid_progress"]["reversal"], -0.5)
    never = with_columns(made, {"bid_stage": float(BidStage.NONE)})
    assert not where(
        enacted(start, never, Action.REVERSE_BID), "bid_stage", "bid_reversed", 0
    ).any()


def test_a_state_joins_and_leaves_one_body_a_quarter(start: Simulation, later: World) -> None:
    bodies = (Institution.CIS, Institution.CSTO, Institution.EAEU)
    for action, cause, member in (
        (Action.DEEPEN_REGIONAL, "membership_joined", 0.0),
        (Action.LEAVE_REGIONAL, "membership_left", 1.0),
    ):
        world = with_columns(later, {"founded": 1.0})
        for body in bodies:
            world = with_columns(world, {f"membership_{body.name.lower()}": member})
        result = enacted(start, world, action)
        moved = np.stack([where(result, "membership", cause, body) for body in bodies])
        assert (moved.sum(axis=0) == 1).all(), cause
        still = enacted(start, world, Action.CONTINUE)
        assert not any(where(still, "membership", cause, body).any() for body in bodies)


def test_a_body_that_is_not_founded_cannot_be_joined(start: Simulation, later: World) -> None:
    outside = with_columns(later, {"founded": 0.0, "membership": 0.0})
    result = enacted(start, outside, Action.DEEPEN_REGIONAL)
    for body in (Institution.CIS, Institution.CSTO, Institution.EAEU):
        assert not where(result, "membership", "membership_joined", body).any()


def test_a_call_for_help_is_heard_in_the_quarter_in_which_it_is_made(
    start: Simulation, later: World
) -> None:
    for action, called in ((Action.REQUEST_ASSISTANCE, 1.0), (Action.CONTINUE, 0.0)):
        result = enacted(start, later, action)
        (request,) = [each for each in result.transitions if each.variable == "request"]
        assert request.where is None
        assert (np.asarray(request.value) == called).all()
