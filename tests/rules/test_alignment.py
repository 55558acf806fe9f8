"""A state follows whom it wants to follow, and whom it must; the two sides are not tied."""

from __future__ import annotations

import numpy as np

from sovsim.axes import BidMove, BodyMove
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, onward, outcome, quiet, with_columns, with_parameters

SIGNS = (
    Sign("alignment.conduct", "preference_russia", "alignment_russia", UP),
    Sign("alignment.conduct", "preference_west", "alignment_west", UP),
    Sign("alignment.conduct", "perceived_expectation", "alignment_russia", UP, values=(0.2, 0.95)),
    Sign("alignment.conduct", "dependence", "alignment_west", DOWN),
    Sign("alignment.conduct", "debt", "alignment_russia", UP),
    Sign("alignment.conduct", "hegemon_distance", "alignment_russia", DOWN, values=(0.4, 0.9)),
    Sign("alignment.conduct", "bid_move_nato", "alignment_west", UP, values=(0, BidMove.ADVANCE)),
    Sign("alignment.conduct", "body_move_csto", "alignment_russia", UP, values=(0, BodyMove.JOIN)),
    Sign("alignment.accustoming", "hegemon_distance", "accustomed_distance", UP),
)

FADING = (("alignment.conduct", "alignment_russia"), ("alignment.conduct", "alignment_west"))


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_a_state_can_be_close_to_both_sides_at_once(start: Simulation) -> None:
    both = with_columns(
        start.world,
        {
            "preference_russia": 0.8,
            "preference_west": 0.8,
            "dependence": 0.1,
            "core_preference_russia": 0.8,
            "core_preference_west": 0.8,
            "public_russia": 0.8,
            "public_west": 0.8,
            "core_public_russia": 0.8,
            "core_public_west": 0.8,
        },
    )
    last = onward(quiet(start), 24, both)[-1]
    close = (last.alignment_russia > 0.55) & (last.alignment_west > 0.55)
    assert close.mean() > 0.6


def test_the_two_alignments_are_not_tied(start: Simulation, later: World) -> None:
    both = with_columns(
        later,
        {"preference_russia": 0.8, "preference_west": 0.8, "dependence": 0.1, "pressure": 0.0},
    )
    moved = outcome("alignment.conduct", start, both)
    other = with_columns(both, {"alignment_west": 0.9})
    again = outcome("alignment.conduct", start, other)
    assert np.array_equal(change(moved, "alignment_russia"), change(again, "alignment_russia"))


def test_a_hegemon_that_moves_away_leaves_states_behind_and_none_nearer_to_the_west(
    start: Simulation, later: World
) -> None:
    here = with_columns(later, {"hegemon_distance": 0.4, "accustomed_distance": 0.4})
    moved = with_columns(here, {"hegemon_distance": 0.8})
    before, after = (outcome("alignment.conduct", start, world) for world in (here, moved))
    assert (change(after, "alignment_russia") < change(before, "alignment_russia")).all()
    assert np.array_equal(change(after, "alignment_west"), change(before, "alignment_west"))
    forced = with_columns(
        moved,
        {"dependence": 1.0, "expected_compliance": 1.0, "capacity": 0.0, "pressure": 1.0},
    )
    held = outcome("alignment.conduct", start, forced).terms["alignment_russia"]["left_behind"]
    free = after.terms["alignment_russia"]["left_behind"]
    assert (held > free).all(), "who must follow, follows"


def test_the_region_grows_used_to_where_the_hegemon_stands(start: Simulation) -> None:
    moved = with_columns(start.world, {"hegemon_distance": 0.9, "accustomed_distance": 0.4})
    for _ in range(12):
        step = change(outcome("alignment.accustoming", start, moved), "accustomed_distance")
        moved = with_columns(moved, {"accustomed_distance": moved.accustomed_distance[0] + step})
    assert (moved.hegemon_distance - moved.accustomed_distance < 0.05).all()


@cases_of("alignment")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)


def test_a_bid_for_the_eu_binds_conduct_the_more_the_further_it_has_come(
    start: Simulation, later: World
) -> None:
    none, agreed, member = (
        outcome(
            "alignment.conduct",
            start,
            with_columns(later, {"bid_stage_eu": stage, "membership_eu": 0.0}),
        ).terms["alignment_west"]["commitment"]
        for stage in (0.0, 2.0, 4.0)
    )
    assert (none == 0).all()
    assert (agreed > 0).all()
    assert (member > agreed).all()


def test_the_cis_and_bonds_of_old_draw_conduct_near_alike_where_both_are_full(
    start: Simulation, later: World
) -> None:
    """RH-17: one share for both, each by its own weight, and nothing by default."""
    full = with_columns(later, {"membership_cis": 1.0, "dependence_society": 1.0})
    usual = change(outcome("alignment.conduct", start, full), "alignment_russia")
    moved = [
        change(
            outcome("alignment.conduct", with_parameters(start, {name: 0.5}), full),
            "alignment_russia",
        )
        - usual
        for name in ("dependence.commonwealth", "dependence.inheritance")
    ]
    assert (moved[0] > 0).all()
    np.testing.assert_allclose(moved[0], moved[1], atol=1e-12)
