"""An alliance is asked, votes, acts or stays away, and leaves again."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Action, ConflictStatus, Mission, Rung, Trigger
from sovsim.rules.quantal_response import settle
from sovsim.shocks import Override
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import (
    onward,
    outcome,
    place,
    quiet,
    simulation,
    with_columns,
    with_parameters,
)

RUNS = 8
KAZ, KGZ, TJK = (place(code) for code in ("KAZ", "KGZ", "TJK"))

SIGNS = (
    Sign("collective_security.deploy", "mission", "unrest", DOWN, values=(0, Mission.ACT)),
    Sign("collective_security.deploy", "mission", "regime_security", UP, values=(0, Mission.ACT)),
)

UNFORCED = {"dyad_war": 0.0, "conflict_status": 0.0, "hegemon_war": 0.0, "rung": 0.0}
"""No war, and no force of the leader's own."""

FADING = (("collective_security.withdrawal", "debt"),)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_a_mission_comes_within_days_and_leaves_within_the_year(start: Simulation) -> None:
    calm = simulation("csto-kazakhstan-2022", runs=RUNS)
    called = quiet(
        calm,
        Override("action", Action.REQUEST_ASSISTANCE, start=1, unit=KAZ),
        Override("mission", Mission.ACT, start=1, unit=KAZ),
    )
    passed = onward(called, 6)
    assert (passed[1].trigger[:, KAZ] == Trigger.REGIME).all()
    assert (passed[1].mission[:, KAZ] == Mission.ACT).all()
    assert start.parameters["collective_security.lag_days"] < 30
    assert (passed[4].deployment_days[:, KAZ] == 0).all()
    assert (passed[5].presence[:, KAZ] < 0.1).all()


def test_nobody_is_rescued_who_did_not_ask(start: Simulation, later: World) -> None:
    unasked = with_columns(
        later, {"request": 0.0, "dyad_war": 0.0, "conflict_status": 0.0, "conflict_intensity": 0.0}
    )
    (trigger,) = outcome("collective_security.council", start, unasked).transitions
    assert (np.asarray(trigger.value) == Trigger.NONE).all()


def test_an_alliance_that_is_asked_may_act_or_stay_away(start: Simulation, later: World) -> None:
    asked = with_columns(later, {"membership_csto": 1.0, "request": 1.0, **UNFORCED})
    leader = outcome("collective_security.council", start, asked).choices[2]
    chances = settle(leader).probability
    assert leader.decision == "leader_mission"
    for option in (Mission.ACT, Mission.ABSTAIN):
        assert (chances[option] > 0.01).all()
        assert (chances[option] < 0.99).all()


def test_threats_to_a_regime_and_wars_are_different_triggers(
    start: Simulation, later: World
) -> None:
    peace = with_columns(later, {"membership_csto": 1.0, "request": 1.0, **UNFORCED})
    (asked,) = outcome("collective_security.council", start, peace).transitions
    assert (np.asarray(asked.value) == Trigger.REGIME).all()
    war = with_columns(peace, {"dyad_war": 1.0, "war_quarters": 1.0})
    (fought,) = outcome("collective_security.council", start, war).transitions
    assert (np.asarray(fought.value)[:, [KGZ, TJK]] == Trigger.WAR).all()


def test_a_war_is_brought_up_when_it_breaks_out_and_when_the_member_asks_and_not_each_quarter(
    start: Simulation, later: World
) -> None:
    peace = with_columns(later, {"membership_csto": 1.0, **UNFORCED})
    for war in ({"dyad_war": 1.0}, {"conflict_status": float(ConflictStatus.FIGHTING)}):
        rivals = "dyad_war" in war
        for quarters, asked, case in ((1.0, 0.0, rivals), (5.0, 0.0, False), (5.0, 1.0, True)):
            world = with_columns(peace, {**war, "war_quarters": quarters, "request": asked})
            (trigger,) = outcome("collective_security.council", start, world).transitions
            brought_up = (np.asarray(trigger.value) == Trigger.WAR)[:, [KGZ, TJK]]
            assert (brought_up == case).all(), (war, quarters, asked)


def test_votes_are_counted_by_weight_and_the_leader_can_be_outvoted_only_where_votes_are_equal(
    start: Simulation, later: World
) -> None:
    asked = with_columns(
        later, {"membership_csto": 1.0, "trigger": float(Trigger.REGIME), "leader_weight": 0.9}
    )
    against = with_columns(asked, {"vote_regime": 0.0, "leader_mission": float(Mission.ACT)})
    alone = with_columns(asked, {"vote_regime": 1.0, "leader_mission": float(Mission.ABSTAIN)})
    decided = {
        variant: [
            settle(outcome("collective_security.decide", start, world, variant).choices[0]).chosen
            for world in (against, alone)
        ]
        for variant in ("default", "equal_votes", "leader_decides")
    }
    for variant in ("default", "leader_decides"):
        assert (decided[variant][0] == Mission.ACT).all(), variant
        assert (decided[variant][1] == Mission.ABSTAIN).all(), variant
    assert (decided["equal_votes"][0] == Mission.ABSTAIN).all()
    assert (decided["equal_votes"][1] == Mission.ACT).all()


def test_where_nobody_asked_nothing_is_decided(start: Simulation, later: World) -> None:
    unasked = with_columns(later, {"trigger": float(Trigger.NONE)})
    (choice,) = outcome("collective_security.decide", start, unasked).choices
    assert (settle(choice).chosen == Mission.NOT_ASKED).all()


def test_a_guarantor_that_does_not_act_has_left_its_ally_alone(
    start: Simulation, later: World
) -> None:
    for mission, alone in ((Mission.ABSTAIN, 1.0), (Mission.ACT, 0.0), (Mission.NOT_ASKED, 0.0)):
        decided = with_columns(later, {"mission": float(mission), "rung": 0.0})
        (flow,) = outcome("collective_security.deploy", start, decided).transitions
        assert flow.variable == "abandoned"
        assert (np.asarray(flow.value) == alone).all()


def test_a_member_whom_the_leader_helps_by_itself_is_not_left_alone(
    start: Simulation, later: World
) -> None:
    refused = {"mission": float(Mission.ABSTAIN), "armistice": 0.0, "hegemon_war": 0.0}
    for rung, request, alone in (
        (Rung.PEACEKEEPERS, 1.0, 0.0),
        (Rung.PEACEKEEPERS, 0.0, 1.0),
        (Rung.REWARD, 1.0, 1.0),
    ):
        world = with_columns(later, {**refused, "rung": float(rung), "request": request})
        (flow,) = outcome("collective_security.deploy", start, world).transitions
        assert (np.asarray(flow.value) == alone).all(), (rung, request)


def test_mandate_legitimacy_and_the_own_meaning_of_peacekeeping_win_votes(
    start: Simulation, later: World
) -> None:
    asked = with_columns(later, {"membership_csto": 1.0, "request": 1.0, **UNFORCED})
    for column in (
        "mandate_peacekeeping_csto",
        "legitimacy_csto_members",
        "norm_strength_peacekeeping_russian_regional",
    ):
        votes = [
            settle(
                outcome(
                    "collective_security.council", start, with_columns(asked, {column: value})
                ).choices[0]
            ).probability[1]
            for value in (0.1, 0.9)
        ]
        assert (votes[1] > votes[0]).all(), column


@cases_of("collective_security")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)


def test_what_the_leader_has_to_say_decides_between_it_and_the_members(
    start: Simulation, later: World
) -> None:
    """RH-03: of half of the weight, from the members alone to the leader alone."""
    split = with_columns(
        later,
        {
            "trigger": float(Trigger.REGIME),
            "membership_csto": 1.0,
            "founded_csto": 1.0,
            "leader_weight_csto": 0.5,
            "leader_mission": float(Mission.ACT),
            "vote_regime": 0.0,
        },
    )
    for say, expected in ((-0.5, Mission.ABSTAIN), (0.5, Mission.ACT)):
        acting = with_parameters(start, {"collective_security.say": say})
        decided = settle(outcome("collective_security.decide", acting, split).choices[0])
        assert (decided.chosen[:, KAZ] == expected).all()


def test_the_guarantee_stands_for_any_danger_and_fear_for_whoever_is_shaken(
    start: Simulation, later: World
) -> None:
    """RH-16: neither motive names a kind of danger, and both are silent by default."""
    peace = with_columns(later, {"membership_csto": 1.0, "request": 1.0, **UNFORCED})
    war = with_columns(peace, {"dyad_war": 1.0, "war_quarters": 1.0})
    for motive, moved in (("guarantee", "alignment_russia"), ("fear", "unrest")):
        acting = with_parameters(start, {f"collective_security.{motive}": 1.0})
        for ballot, danger in ((0, peace), (1, war)):
            low, high = (
                outcome("collective_security.council", acting, with_columns(danger, {moved: value}))
                for value in (0.2, 0.8)
            )
            for number in (ballot, 2):
                gained = (
                    np.asarray(high.choices[number].terms[motive])[1]
                    - np.asarray(low.choices[number].terms[motive])[1]
                )
                assert (gained[:, KGZ] > 0).all(), (motive, number)
            silent = outcome("collective_security.council", start, danger).choices[2]
            assert (np.asarray(silent.terms[motive]) == 0).all()
