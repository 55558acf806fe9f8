"""Who comes before the alliance, and how its votes are counted."""

from __future__ import annotations

import numpy as np

from sovsim.axes import ConflictStatus, Mission, Trigger
from sovsim.rules.council_votes import counted, members_for, triggers
from sovsim.rules.forms import dyads_to_states
from sovsim.rules.quantal_response import settle
from sovsim.world import World
from tests.worlds import with_columns

PEACE = {
    "membership_csto": 1.0,
    "dyad_war": 0.0,
    "conflict_status": 0.0,
    "hegemon_war": 0.0,
    "request": 0.0,
    "war_quarters": 5.0,
}
OWN_WAR = {"conflict_status": float(ConflictStatus.FIGHTING)}


def test_a_regime_and_fighting_at_home_come_up_when_the_member_asks(later: World) -> None:
    for changed, expected in (
        ({}, Trigger.NONE),
        ({"request": 1.0}, Trigger.REGIME),
        (OWN_WAR, Trigger.NONE),
        ({**OWN_WAR, "request": 1.0}, Trigger.WAR),
        ({**OWN_WAR, "war_quarters": 1.0}, Trigger.NONE),
        ({**OWN_WAR, "request": 1.0, "hegemon_war": 1.0}, Trigger.NONE),
        ({"request": 1.0, "membership_csto": 0.0}, Trigger.NONE),
    ):
        world = with_columns(later, {**PEACE, **changed})
        assert (triggers(world) == expected).all(), changed


def test_a_war_with_a_rival_comes_up_when_it_breaks_out_and_is_no_new_case_while_it_goes_on(
    later: World,
) -> None:
    for changed, expected in (
        ({"war_quarters": 1.0}, Trigger.WAR),
        ({"war_quarters": 5.0}, Trigger.NONE),
        ({"war_quarters": 5.0, "request": 1.0}, Trigger.WAR),
        ({"war_quarters": 1.0, "membership_csto": 0.0}, Trigger.NONE),
    ):
        world = with_columns(later, {**PEACE, "dyad_war": 1.0, **changed})
        rivals = dyads_to_states(world, world.dyad_war) > 0
        assert rivals.any()
        assert (triggers(world)[rivals] == expected).all(), changed


def voting(later: World, trigger: Trigger, regime: float, war: float) -> World:
    return with_columns(
        later,
        {
            "membership_csto": 1.0,
            "trigger": float(trigger),
            "vote_regime": regime,
            "vote_war": war,
        },
    )


def test_a_case_is_voted_on_by_its_kind(later: World) -> None:
    for trigger, regime, war, share in (
        (Trigger.REGIME, 1.0, 0.0, 1.0),
        (Trigger.WAR, 1.0, 0.0, 0.0),
        (Trigger.WAR, 0.0, 1.0, 1.0),
    ):
        assert np.allclose(members_for(voting(later, trigger, regime, war)), share), trigger


def test_nobody_votes_on_its_own_case_and_outsiders_on_none(later: World) -> None:
    first, second, third = 0, 1, 2
    world = with_columns(later, {"membership_csto": 0.0, "trigger": float(Trigger.REGIME)})
    for unit in (first, second, third):
        world = with_columns(world, {"membership_csto": 1.0}, unit)
    world = with_columns(world, {"vote_regime": 1.0})
    world = with_columns(world, {"vote_regime": 0.0}, second)
    share = members_for(world)
    assert np.allclose(share[:, first], 0.5)
    assert np.allclose(share[:, second], 1.0)
    alone = with_columns(with_columns(world, {"membership_csto": 0.0}), {"membership_csto": 1.0}, 0)
    assert np.allclose(members_for(alone)[:, 0], 0.0)


def test_more_than_half_of_the_weight_carries(later: World) -> None:
    for leader, members, weight, decision in (
        (Mission.ACT, 0.0, 0.6, Mission.ACT),
        (Mission.ACT, 0.0, 0.4, Mission.ABSTAIN),
        (Mission.ABSTAIN, 1.0, 0.4, Mission.ACT),
        (Mission.ABSTAIN, 1.0, 0.6, Mission.ABSTAIN),
    ):
        world = voting(later, Trigger.REGIME, members, 0.0)
        world = with_columns(world, {"leader_mission": float(leader)})
        (choice,) = counted(world, weight).choices
        assert (settle(choice).chosen == decision).all(), (leader, members, weight)


def test_an_exact_tie_carries_nothing(later: World) -> None:
    for leader, members in ((Mission.ACT, 0.0), (Mission.ABSTAIN, 1.0)):
        world = voting(later, Trigger.REGIME, members, 0.0)
        world = with_columns(world, {"leader_mission": float(leader)})
        for weight in (0.5, 0.5 + 1e-15, 0.5 - 1e-15):
            (choice,) = counted(world, weight).choices
            assert (settle(choice).chosen == Mission.ABSTAIN).all()
