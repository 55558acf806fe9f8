"""What draws a state into a regional body and out of it."""

from __future__ import annotations

import pytest

from sovsim.axes import BidStage, BodyMove
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP
from tests.worlds import chances, outcome, with_columns

CHOOSE = "bodies.choose"
CIS, CSTO, EAEU = range(3)
OUTSIDE = {
    "membership": 0.0,
    "founded": 1.0,
    "sphere": 1.0,
    "bid_stage": 0.0,
    "neutral": 0.0,
    "diplomatic_relations": 0.0,
    "hegemon_war": 0.0,
    "dissent": 0.0,
}
INSIDE = {**OUTSIDE, "membership": 1.0, "dissent": 0.9}


@pytest.mark.parametrize(
    ("cause", "body", "sign"),
    [
        ("preference_russia_security", CSTO, UP),
        ("rivalry", CSTO, UP),
        ("neutral", CSTO, DOWN),
        ("dependence_trade", EAEU, UP),
        ("preference_russia_economic", EAEU, UP),
        ("preference_autonomy", EAEU, DOWN),
        ("public_west", CIS, DOWN),
    ],
)
def test_what_draws_a_state_in(
    cause: str, body: int, sign: float, start: Simulation, later: World
) -> None:
    low, high = (
        chances(start, with_columns(later, {**OUTSIDE, cause: value}), CHOOSE, body)
        for value in (0.1, 0.7)
    )
    assert (sign * (high - low))[BodyMove.JOIN].mean() > 0


def test_members_dissent_in_words_before_they_leave(start: Simulation, later: World) -> None:
    at_peace = {**INSIDE, "violation": 0.0, "abandoned": 0.0, "let_down": 0.0}
    for values, open_ in (
        ({"dissent": 0.2}, False),
        ({"dissent": 0.6}, True),
        ({"dissent": 0.0, "violation": 0.8}, True),
        ({"dissent": 0.0, "abandoned": 1.0, "let_down": 1.0}, False),
    ):
        world = with_columns(later, {**at_peace, **values})
        for choice in outcome(CHOOSE, start, world).choices:
            assert (choice.eligible[BodyMove.LEAVE] == open_).all(), values


def test_a_member_that_was_left_alone_leaves_the_alliance_sooner_once_it_has_spoken(
    start: Simulation, later: World
) -> None:
    never, alone = (
        chances(start, with_columns(later, {**INSIDE, "let_down": value}), CHOOSE, CSTO)
        for value in (0.0, 0.8)
    )
    assert (alone[BodyMove.LEAVE] > never[BodyMove.LEAVE]).all()


def test_each_body_is_closed_to_who_belongs_to_its_rival(start: Simulation, later: World) -> None:
    for body, column, stage in (
        (CSTO, "bid_stage_nato", BidStage.ASPIRANT),
        (EAEU, "bid_stage_eu", BidStage.AGREEMENT),
    ):
        for value, open_ in ((float(BidStage.NONE), True), (float(stage), False)):
            world = with_columns(later, {**OUTSIDE, column: value})
            choice = outcome(CHOOSE, start, world).choices[body]
            assert (choice.eligible[BodyMove.JOIN] == open_).all()


@pytest.mark.parametrize("column", ["diplomatic_relations", "hegemon_war"])
def test_nobody_joins_who_has_broken_with_the_leader_or_is_at_war_with_it(
    column: str, start: Simulation, later: World
) -> None:
    world = with_columns(later, {**OUTSIDE, column: 1.0})
    for choice in outcome(CHOOSE, start, world).choices:
        assert not choice.eligible[BodyMove.JOIN].any()


def test_nobody_joins_who_speaks_up_against_the_leader(start: Simulation, later: World) -> None:
    for dissent, open_ in ((0.1, True), (0.6, False)):
        world = with_columns(later, {**OUTSIDE, "dissent": dissent})
        for choice in outcome(CHOOSE, start, world).choices:
            assert (choice.eligible[BodyMove.JOIN] == open_).all()


def test_a_union_that_is_not_founded_can_be_joined_only_when_it_is_proposed(
    start: Simulation, later: World
) -> None:
    for proposed in (0.0, 1.0):
        world = with_columns(later, {**OUTSIDE, "founded_eaeu": 0.0, "founding_eaeu": proposed})
        choice = outcome(CHOOSE, start, world).choices[EAEU]
        assert (choice.eligible[BodyMove.JOIN] == (proposed > 0)).all()
