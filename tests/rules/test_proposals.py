"""Votes in the world win or cost the hegemon friends; legitimate bodies bring a following."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Domain, GlobalVote, NormRoute, Relation
from sovsim.rules.proposals import line_taken
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import outcome, with_columns

PROPOSING = {"norm_route_global": float(NormRoute.WORDS), "others_force": 0.0, "sphere": 1.0}


def test_upholding_in_the_world_wins_friends_and_revising_costs_them(
    start: Simulation, later: World
) -> None:
    for stance, sign in ((0.6, 1), (-0.6, -1)):
        world = with_columns(later, {**PROPOSING, "stance_global": stance})
        terms = outcome("proposals.votes", start, world).terms
        assert (sign * terms["relation"]["votes"][Relation.HEGEMON] > 0).all()
        assert (terms["relation"]["votes"][Relation.WEST] == 0).all()
        assert (sign * terms["alignment_russia"]["votes"][Domain.POLITICAL] > 0).all()
        assert (terms["alignment_russia"]["votes"][Domain.SECURITY] == 0).all()


def test_where_nothing_is_put_to_a_vote_no_line_is_taken(later: World) -> None:
    silent = with_columns(later, {"norm_route_global": float(NormRoute.DEEDS), "others_force": 0.0})
    assert (line_taken(silent) == 0).all()
    war = with_columns(silent, {"others_force": 1.0, "global_vote": float(GlobalVote.AGAINST)})
    assert (line_taken(war) == 1).all()


def test_who_wants_its_own_way_most_minds_most(start: Simulation, later: World) -> None:
    world = with_columns(later, {**PROPOSING, "stance_global": 0.6, "relation": 0.5})
    low, high = (
        outcome("proposals.votes", start, with_columns(world, {"preference_autonomy": value}))
        .terms["relation"]["votes"][Relation.HEGEMON]
        .mean()
        for value in (0.1, 0.9)
    )
    assert high > low


def test_a_body_brings_its_leader_a_following_among_its_members_alone(
    start: Simulation, later: World
) -> None:
    accepted = with_columns(later, {"legitimacy": 0.8})
    inside, outside = (
        outcome(
            "proposals.votes",
            start,
            with_columns(accepted, {"membership_cis": member, "membership_csto": member}),
        ).terms["alignment_russia"]["followed"]
        for member in (1.0, 0.0)
    )
    assert (inside > 0).all()
    assert np.array_equal(outside, np.zeros_like(outside))
