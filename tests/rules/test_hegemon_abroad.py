"""The hegemon outside its region: engagements, words and deeds, votes, means and identity."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sovsim.axes import Engagement, GlobalVote, Level, Rung
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.rules.signs import UP, Sign, contradicted, not_fading
from tests.worlds import chances, change, outcome, with_columns, with_parameters

SIGNS = (
    Sign("hegemon_abroad.engagement_effects", "engagement", "status", UP, values=(0, 1)),
    Sign("hegemon_abroad.engagement_effects", "engagement", "leverage_turkey", UP, values=(0, 1)),
)

FADING = (
    ("hegemon_abroad.engagement_effects", "status"),
    ("hegemon_abroad.engagement_effects", "leverage_turkey"),
    ("hegemon_abroad.engagement_effects", "attention_out_of_area"),
    ("hegemon_abroad.words_and_deeds", "rhetoric_respect"),
    ("hegemon_abroad.words_and_deeds", "action_respect"),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_what_the_hegemon_says_and_what_it_does_are_two_variables(
    start: Simulation, later: World
) -> None:
    assert {"rhetoric_respect", "action_respect"} <= set(VARIABLES)
    harsh = with_columns(later, {"rung": float(Rung.INVASION)})
    mild = with_columns(later, {"rung": float(Rung.RESPECT)})
    words, deeds = (
        [
            change(outcome("hegemon_abroad.words_and_deeds", start, world), name)
            for world in (mild, harsh)
        ]
        for name in ("rhetoric_respect", "action_respect")
    )
    assert np.array_equal(*words)
    assert (deeds[1] < deeds[0]).all()


def test_a_mediator_needs_no_troops_and_gains_standing_though_it_fails(
    start: Simulation, later: World
) -> None:
    unarmed = with_columns(later, {"readiness": 0.0, "out_of_area_scope": 0.0})
    assert (chances(start, unarmed, "hegemon_abroad.engage")[Engagement.MEDIATE] > 0.05).all()
    never = with_parameters(start, {"hegemon_abroad.success_rate": 0.0})
    trying = with_columns(unarmed, {"engagement": float(Engagement.MEDIATE)})
    terms = outcome("hegemon_abroad.engagement_effects", never, trying).terms["status"]
    assert (terms["success"] == 0).all()
    assert (terms["attempt"] > 0).all()


def test_an_attempt_may_cost_standing_and_then_in_the_measure_of_what_there_is(
    start: Simulation, later: World
) -> None:
    trying = with_columns(later, {"engagement": float(Engagement.MEDIATE), "status": 0.2})
    won, lost = (
        outcome(
            "hegemon_abroad.engagement_effects",
            with_parameters(start, {"hegemon_abroad.status_of_attempt": size}),
            trying,
        ).terms["status"]["attempt"]
        for size in (0.05, -0.05)
    )
    assert np.allclose(won, 0.05 * 0.8)
    assert np.allclose(lost, -0.05 * 0.2)


def test_a_failure_may_cost_what_a_success_brings_and_cold_ties_may_wear_standing(
    start: Simulation, later: World
) -> None:
    trying = with_columns(
        later,
        {"engagement": float(Engagement.MEDIATE), "status": 0.5, "ties_with_west": 0.2},
    )

    def terms(rate: float) -> Mapping[str, np.ndarray]:
        weighed = {
            "hegemon_abroad.success_rate": rate,
            "hegemon_abroad.status_of_success": 0.05,
            "hegemon_abroad.status_of_failure": 0.05,
            "hegemon_abroad.company": 1.0,
        }
        settled = with_parameters(start, weighed)
        return outcome("hegemon_abroad.engagement_effects", settled, trying).terms["status"]

    always, never = terms(1.0), terms(0.0)
    assert np.allclose(always["success"], 0.025)
    assert np.allclose(never["failure"], -0.025)
    assert not np.asarray(always["failure"]).any()
    assert (always["company"] < 0).all()


def test_engagement_elsewhere_gives_leverage_over_turkey(start: Simulation, later: World) -> None:
    busy = with_columns(later, {"engagement": float(Engagement.INTERVENE), "leverage_turkey": 0.1})
    idle = with_columns(busy, {"engagement": 0.0})
    more, less = (
        change(outcome("hegemon_abroad.engagement_effects", start, world), "leverage_turkey")
        for world in (busy, idle)
    )
    assert (more > less).all()


def test_the_hegemon_upholds_the_uns_authority_when_others_use_force(
    start: Simulation, later: World
) -> None:
    war = with_columns(later, {"others_force": 1.0, "stance_global": 0.4, "ties_with_west": 0.4})
    votes = chances(start, war, "hegemon_abroad.global_vote")
    assert (votes[GlobalVote.AGAINST] > votes[GlobalVote.FOR]).all()
    upheld = with_columns(war, {"global_vote": float(GlobalVote.AGAINST)})
    stance = outcome("hegemon_abroad.words_and_deeds", start, upheld).terms["stance"]["votes"]
    assert (stance[Level.GLOBAL] > 0).all()
    assert (stance[Level.REGIONAL] == 0).all()


def test_a_proposed_order_seldom_succeeds_and_brings_standing(
    start: Simulation, later: World
) -> None:
    proposing = with_columns(later, {"engagement": float(Engagement.PROPOSE)})
    terms = outcome("hegemon_abroad.engagement_effects", start, proposing).terms["status"]
    assert (terms["attempt"] > 0).all()
    assert (terms["success"] == 0).all()


def test_the_stance_in_the_region_is_carried_into_the_world_kept_apart_or_turned_round(
    start: Simulation, later: World
) -> None:
    against = {}
    for weight in (-1.0, 0.0, 1.0):
        acting = with_parameters(start, {"hegemon_abroad.carried": weight})
        low, high = (
            chances(
                acting,
                with_columns(later, {"others_force": 1.0, "stance_regional": stance}),
                "hegemon_abroad.global_vote",
            )[GlobalVote.AGAINST]
            for stance in (-0.5, 0.5)
        )
        against[weight] = high - low
    assert (against[-1.0] < 0).all()
    assert (against[0.0] == 0).all()
    assert (against[1.0] > 0).all()
