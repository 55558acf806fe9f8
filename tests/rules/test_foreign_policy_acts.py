"""Bids, memberships, and requests follow what was chosen."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Action, Bid, BidMove, BidStage, BodyMove, Institution, Offer
from sovsim.rules.contract import Mask, Outcome
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import not_fading
from tests.worlds import change, outcome, with_columns

FADING = (
    ("foreign_policy_acts.enact", "expected_bid"),
    ("foreign_policy_acts.enact", "dissent"),
    ("foreign_policy_acts.enact", "let_down"),
)


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def enacted(start: Simulation, world: World, **decided: float) -> Outcome:
    still = {"action": 0.0, "bid_move": 0.0, "body_move": 0.0, "founding": 0.0}
    return outcome("foreign_policy_acts.enact", start, with_columns(world, {**still, **decided}))


def where(result: Outcome, variable: str, cause: str, *index: int) -> Mask:
    (found,) = [
        np.asarray(each.where)
        for each in result.transitions
        if (each.variable, each.cause, each.index) == (variable, cause, index)
    ]
    return found


def test_a_bid_is_declared_freely_and_rises_only_where_the_door_is_open(
    start: Simulation, later: World
) -> None:
    for offer, opened in (
        (Offer.WITHHOLD, False),
        (Offer.OFFER, True),
        (Offer.ADVANCE, True),
        (Offer.SLOW, False),
    ):
        shut = with_columns(later, {"offer": float(offer), "bid_progress": 0.999})
        none = with_columns(shut, {"bid_stage": float(BidStage.NONE)})
        asked = with_columns(shut, {"bid_stage": float(BidStage.ASPIRANT)})
        for bid in Bid:
            declared = enacted(start, none, bid_move=float(BidMove.ADVANCE))
            assert where(declared, "bid_stage", "bid_advanced", bid).all()
            risen = enacted(start, asked, bid_move=float(BidMove.ADVANCE))
            assert (where(risen, "bid_stage", "bid_advanced", bid) == opened).all(), offer


def test_the_last_step_of_a_bid_is_the_powers_own(start: Simulation, later: World) -> None:
    ready = with_columns(later, {"bid_stage": float(BidStage.CANDIDATE), "bid_progress": 0.999})
    for offer, progress, finished in (
        (Offer.ADVANCE, 0.999, True),
        (Offer.ADVANCE, 0.0, False),
        (Offer.OFFER, 0.999, False),
    ):
        world = with_columns(ready, {"offer": float(offer), "bid_progress": progress})
        result = enacted(start, world, bid_move=float(BidMove.ADVANCE))
        for body in (Institution.EU, Institution.NATO):
            assert (where(result, "membership", "accession", body) == finished).all()


def test_the_two_bids_move_apart(start: Simulation, later: World) -> None:
    made = with_columns(later, {"bid_stage": float(BidStage.AGREEMENT), "bid_progress": 0.5})
    result = enacted(start, made, bid_move_eu=float(BidMove.REVERSE))
    assert where(result, "bid_stage", "bid_reversed", Bid.EU).all()
    assert not where(result, "bid_stage", "bid_reversed", Bid.NATO).any()
    assert np.allclose(result.terms["bid_progress"]["reversal"][Bid.EU], -0.5)
    never = with_columns(made, {"bid_stage": float(BidStage.NONE)})
    result = enacted(start, never, bid_move=float(BidMove.REVERSE))
    assert not where(result, "bid_stage", "bid_reversed", Bid.EU).any()


def test_bodies_are_joined_and_left_one_by_one(start: Simulation, later: World) -> None:
    for move, cause, member in (
        (BodyMove.JOIN, "membership_joined", 0.0),
        (BodyMove.LEAVE, "membership_left", 1.0),
    ):
        world = with_columns(later, {"founded": 1.0, "membership": member})
        result = enacted(start, world, body_move_csto=float(move))
        for body in (Institution.CIS, Institution.CSTO, Institution.EAEU):
            moved = where(result, "membership", cause, body)
            assert (moved == (body == Institution.CSTO)).all()


def test_a_union_is_founded_by_proposal_and_three_who_want_it(
    start: Simulation, later: World
) -> None:
    before = with_columns(later, {"founded_eaeu": 0.0, "membership_eaeu": 0.0})
    join = float(BodyMove.JOIN)
    for proposed, willing, founded in (
        (1.0, 3, True),
        (1.0, 2, False),
        (0.0, 14, False),
    ):
        world = with_columns(before, {"founding_eaeu": proposed, "body_move": 0.0})
        for unit in range(willing):
            world = with_columns(world, {"body_move_eaeu": join}, unit)
        result = outcome("foreign_policy_acts.enact", start, world)
        assert (where(result, "founded", "founding", Institution.EAEU) == founded).all()
        joined = where(result, "membership", "membership_joined", Institution.EAEU)
        assert (joined.sum(axis=-1) == (willing if founded else 0)).all()


def test_a_turn_to_an_alliance_gives_neutrality_up(start: Simulation, later: World) -> None:
    neutral = with_columns(later, {"neutral": 1.0})
    turning = enacted(start, neutral, bid_move_nato=float(BidMove.ADVANCE))
    assert where(turning, "neutral", "neutrality_given_up").all()
    assert not where(enacted(start, neutral), "neutral", "neutrality_given_up").any()


def test_a_call_for_help_is_heard_in_the_quarter_in_which_it_is_made(
    start: Simulation, later: World
) -> None:
    for action, called in ((Action.REQUEST_ASSISTANCE, 1.0), (Action.CONTINUE, 0.0)):
        result = enacted(start, later, action=float(action))
        (request,) = [each for each in result.transitions if each.variable == "request"]
        assert request.where is None
        assert (np.asarray(request.value) == called).all()


def test_one_refusal_opens_no_door_but_refusals_and_words_together_do(
    start: Simulation, later: World
) -> None:
    """After one refusal a member has spoken up less than it takes to leave."""
    calm = {"membership": 1.0, "dissent": 0.0, "let_down": 0.0, "abandoned": 1.0}
    needed = start.parameters["bodies.words_before_leaving"]
    silent = change(enacted(start, with_columns(later, calm)), "dissent")
    assert (silent > 0.0).all()
    assert (silent < needed).all()
    spoken = {**calm, "dissent": float(silent.max())}
    loud = enacted(start, with_columns(later, spoken), action=float(Action.CONTEST_WORDS))
    assert (silent + change(loud, "dissent") > needed).all()


def test_a_refusal_is_remembered_for_years(start: Simulation, later: World) -> None:
    alone, helped = (
        change(
            enacted(start, with_columns(later, {"let_down": 0.0, "abandoned": value})), "let_down"
        )
        for value in (1.0, 0.0)
    )
    left = alone * (1.0 - start.parameters["bodies.forgiven"]) ** 12
    assert (left > alone / 2).all()
    assert (helped == 0.0).all()


def test_no_bid_is_expected_of_who_may_make_none(start: Simulation, later: World) -> None:
    none = {"bid_stage": 0.0, "expected_bid": 0.0, "public_west": 0.9}
    for european, expected in ((1.0, True), (0.0, False)):
        world = with_columns(later, {**none, "european": european})
        assert ((change(enacted(start, world), "expected_bid") > 0) == expected).all()


def test_leaving_the_alliance_says_more_than_words_and_is_not_forgotten_for_years(
    start: Simulation, later: World
) -> None:
    calm = with_columns(later, {"membership": 1.0, "dissent": 0.0})
    said = {
        name: change(enacted(start, calm, **decided), "dissent")
        for name, decided in (
            ("words", {"action": float(Action.CONTEST_WORDS)}),
            ("leaving", {"body_move": float(BodyMove.LEAVE)}),
        )
    }
    assert (said["leaving"] > said["words"]).all()
    faded = said["leaving"] * (1.0 - start.parameters["bodies.words_forgotten"]) ** 8
    assert (faded > start.parameters["bodies.words_before_joining"]).all()
