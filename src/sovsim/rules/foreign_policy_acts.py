"""Stage 5, second part: states carry out what they chose.

A declared bid becomes an agreement, a candidacy, a membership as the work on it is done, and only
where the outer power goes along; the last step is the power's own. Bodies are joined and left, a
body that was proposed is founded where enough states want it, help is asked for.
"""

from __future__ import annotations

import numpy as np

from sovsim.axes import (
    Action,
    Bid,
    BidMove,
    BidStage,
    BodyMove,
    Founding,
    Institution,
    Offer,
)
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.bids import BODY
from sovsim.rules.contract import Mask, Occurrence, Outcome, Term, Transition, rule
from sovsim.rules.foreign_policy import REGIONAL_BODIES
from sovsim.rules.forms import near_pole, stage_share
from sovsim.shocks import Shocks
from sovsim.world import World

UNION = Institution.EAEU


@rule(
    reads=(
        "action",
        "bid_move",
        "body_move",
        "founding",
        "founded",
        "neutral",
        "dissent",
        "let_down",
        "abandoned",
        "bid_stage",
        "bid_progress",
        "offer",
        "near_pole",
        "european",
        "expected_bid",
        "public_west",
        "membership",
        "regime_type",
    ),
    terms={
        "bid_progress": {
            "work": Term("regime_type", "+", why="ours: a lawful state fulfils demands faster"),
            "next_stage": Term("bid_progress", "-", why="ours: each stage has work of its own"),
            "reversal": Term(
                "bid_move_eu=reverse", "-", ("overview-2013-yanukovych-reversal:sign",)
            ),
        },
        "expected_bid": {
            "bid": Term(
                "bid_stage",
                "+",
                ("overview-eu-bid-tension:topic", "overview-nato-bid-tension:topic"),
            ),
            "public": Term("public_west", "+", ("overview-maintain-influence:topic",)),
            "forgetting": Term("expected_bid", "-", why="ours: what is not renewed is forgotten"),
        },
        "dissent": {
            "words": Term("action=contest_words", "+", ("hadano-dissent-in-words:topic",)),
            "left_alone": Term(
                "abandoned",
                "+",
                ("hadano-dissent-in-words:topic", "hadano-2020-karabakh-missed:topic"),
            ),
            "leaving": Term(
                "body_move_csto=leave", "+", why="ours: to leave an alliance says more than words"
            ),
            "forgetting": Term("dissent", "-", why="ours: words are forgotten"),
        },
        "let_down": {
            "left_alone": Term("abandoned", "+", ("hadano-2020-karabakh-missed:topic",)),
            "forgetting": Term("let_down", "-", why="ours: what is long ago is forgotten"),
        },
    },
    transitions={
        "bid_stage": ("overview-eu-bid-tension:topic", "overview-nato-bid-tension:topic"),
        "bid_reversed": ("overview-2013-yanukovych-reversal:states",),
        "membership": ("hadano-regime-security-motive:topic",),
        "founded": ("hadano-new-institution:topic",),
        "neutral": (),
        "request": ("hadano-kazakhstan-request:topic",),
    },
    occurrences={
        "bid_declared": ("overview-eu-bid-tension:topic",),
        "bid_advanced": ("overview-eu-bid-tension:topic",),
        "bid_completed": ("jcep-ref-eu-enlargement:topic",),
        "bid_reversed": ("overview-2013-yanukovych-reversal:states",),
        "membership_joined": ("hadano-regime-security-motive:topic",),
        "membership_left": (),
        "body_founded": ("hadano-new-institution:topic",),
        "founding_failed": (),
        "neutrality_declared": (),
        "neutrality_given_up": (),
        "assistance_requested": ("hadano-kazakhstan-request:topic",),
        "contested_in_words": ("hadano-dissent-in-words:topic",),
        "resisted": ("overview-ukraine-survival:topic",),
    },
    parameters=("bids", "bodies", "founding"),
    claims=("overview-ukraine-survival:topic",),
)
def enact(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Carry decisions out: bids, memberships, the founding of a union, neutrality, requests.

    The hegemon goes on expecting a bid that was taken back: the expectation follows the stage and
    the public's wish, and is forgotten slowly. It expects none of a state that may not apply.
    """
    bids = _bids(world, parameters)
    changes, told = _memberships(world, parameters)
    p = parameters.bodies
    unsaid = 1.0 - world.dissent
    left = world.body_move[Institution.CSTO] == BodyMove.LEAVE
    return Outcome(
        terms={
            **bids.terms,
            "dissent": {
                "words": p.words * (world.action == Action.CONTEST_WORDS) * ~left * unsaid,
                "left_alone": p.words_when_alone * world.abandoned * ~left * unsaid,
                "leaving": p.words_of_leaving * left * unsaid,
                "forgetting": -p.words_forgotten * world.dissent,
            },
            "let_down": {
                "left_alone": p.remembered * world.abandoned * (1.0 - world.let_down),
                "forgetting": -p.forgiven * world.let_down,
            },
        },
        transitions=(*bids.transitions, *changes, *_neutrality(world), *_requests(world)),
        occurrences=(*bids.occurrences, *told, *_happened(world)),
    )


def _bids(world: World, parameters: Parameters) -> Outcome:
    p = parameters.bids
    work, next_stage, undone, expected = [], [], [], []
    transitions, occurrences = [], []
    for bid in Bid:
        stage, progress, offer = world.bid_stage[bid], world.bid_progress[bid], world.offer[bid]
        advancing = world.bid_move[bid] == BidMove.ADVANCE
        invited = (offer == Offer.OFFER) | (offer == Offer.ADVANCE)
        declared = advancing & (stage == BidStage.NONE)
        moved = advancing & invited & (stage > BidStage.NONE) & (stage < BidStage.MEMBER)
        pace = p.pace * (1.0 - p.lawful + p.lawful * world.regime_type)
        gain = np.where(moved, pace * np.where(offer == Offer.ADVANCE, p.helped, 1.0), 0.0)
        last = stage == BidStage.CANDIDATE
        done = moved & (progress + gain >= 1.0) & (~last | (offer == Offer.ADVANCE))
        taken_back = (
            (world.bid_move[bid] == BidMove.REVERSE)
            & (stage > BidStage.NONE)
            & (stage < BidStage.MEMBER)
        )
        work.append(gain)
        next_stage.append(np.where(done, -(progress + gain), 0.0))
        undone.append(np.where(taken_back, -progress, 0.0))
        expected.append(stage_share(world, bid))
        member = done & last
        for where, change, cause in (
            (declared | done, 1.0, "bid_advanced"),
            (taken_back, -1.0, "bid_reversed"),
        ):
            transitions.append(
                Transition("bid_stage", stage + change, cause=cause, where=where, index=(bid,))
            )
        transitions.append(Transition("bid_reversed", taken_back * 1.0, "choice", index=(bid,)))
        transitions.append(
            Transition("membership", 1.0, "accession", where=member, index=(BODY[bid],))
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
    seen = (p.seen_far + (1.0 - p.seen_far) * near_pole(world)) * world.european
    wish = p.expectation_from_public * world.public_west * seen * (1.0 - staged)
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


def _memberships(world: World, parameters: Parameters) -> tuple[list[Transition], list[Occurrence]]:
    """Join and leave, and found the union that was proposed where enough states want it."""
    transitions, occurrences = [], []
    for body in REGIONAL_BODIES:
        move, member = world.body_move[body], world.membership[body] > 0
        joining, leaving = (move == BodyMove.JOIN) & ~member, (move == BodyMove.LEAVE) & member
        there = world.founded[body] > 0
        if body == UNION:
            proposed = (world.founding[body] == Founding.PROPOSE) & ~there
            willing = (joining * 1.0).sum(axis=-1, keepdims=True)
            enough = proposed & (willing >= parameters.founding.fewest)
            there = there | enough
            transitions.append(Transition("founded", 1.0, "founding", where=enough, index=(body,)))
            for where, event in ((enough, "body_founded"), (proposed & ~enough, "founding_failed")):
                occurrences.append(
                    Occurrence(event, where, "hegemon", body.name, unit="system", cause="choice")
                )
        for where, value, event in (
            (joining & there, 1.0, "membership_joined"),
            (leaving, 0.0, "membership_left"),
        ):
            transitions.append(Transition("membership", value, event, where=where, index=(body,)))
            occurrences.append(Occurrence(event, where, target=body.name))
    return transitions, occurrences


def _neutral(world: World) -> tuple[Mask, Mask]:
    """Return where neutrality is declared, and where a turn to an alliance gives it up."""
    allied = (world.bid_move[Bid.NATO] == BidMove.ADVANCE) | (
        world.body_move[Institution.CSTO] == BodyMove.JOIN
    )
    declared = (world.action == Action.DECLARE_NEUTRAL) & ~allied
    return declared, allied & (world.neutral > 0)


def _neutrality(world: World) -> list[Transition]:
    declared, given_up = _neutral(world)
    return [
        Transition("neutral", 1.0, "neutrality_declared", where=declared),
        Transition("neutral", 0.0, "neutrality_given_up", where=given_up),
    ]


def _requests(world: World) -> list[Transition]:
    asked = (world.action == Action.REQUEST_ASSISTANCE) * 1.0
    return [Transition("request", asked, "choice")]


def _happened(world: World) -> list[Occurrence]:
    def chose(action: Action) -> Mask:
        return world.action == action

    declared, given_up = _neutral(world)
    return [
        Occurrence("assistance_requested", chose(Action.REQUEST_ASSISTANCE), target="CSTO"),
        Occurrence("contested_in_words", chose(Action.CONTEST_WORDS), target="hegemon"),
        Occurrence("resisted", chose(Action.RESIST), target="hegemon"),
        Occurrence("neutrality_declared", declared),
        Occurrence("neutrality_given_up", given_up),
    ]
