"""A state follows whom it wants to follow, and whom it must; the two sides are not tied."""

from __future__ import annotations

import numpy as np

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, onward, outcome, quiet, with_columns

SIGNS = (
    Sign("alignment.conduct", "preference_russia", "alignment_russia", UP),
    Sign("alignment.conduct", "preference_west", "alignment_west", UP),
    Sign("alignment.conduct", "perceived_expectation", "alignment_russia", UP, values=(0.2, 0.95)),
    Sign("alignment.conduct", "dependence", "alignment_west", DOWN),
    Sign("alignment.conduct", "debt", "alignment_russia", UP),
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


@cases_of("alignment")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
