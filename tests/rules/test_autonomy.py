"""What frees a state and what binds it."""

from __future__ import annotations

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading

SIGNS = (
    Sign("autonomy.relaxation", "capacity", "autonomy", UP),
    Sign("autonomy.relaxation", "dependence", "autonomy", DOWN),
    Sign("autonomy.relaxation", "expected_compliance", "autonomy", DOWN),
    Sign("autonomy.relaxation", "sovereignty_conception", "autonomy", UP),
    Sign("autonomy.relaxation", "pressure", "autonomy", DOWN),
    Sign("autonomy.relaxation", "territory_held", "autonomy", UP),
    Sign("autonomy.relaxation", "supply", "autonomy", UP),
    Sign("autonomy.relaxation", "norm_strength", "autonomy", UP),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", DOWN),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", UP, "west_frees"),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", DOWN, "west_binds"),
    Sign("autonomy.relaxation", "dependence_china", "autonomy", DOWN),
    Sign("autonomy.relaxation", "debt", "autonomy", DOWN),
    Sign("autonomy.relaxation", "globalisation", "autonomy", DOWN, "global_forces"),
    Sign("autonomy.capacity", "welfare", "capacity", UP),
    Sign("autonomy.capacity", "conflict_intensity", "capacity", DOWN),
    Sign("autonomy.capacity", "membership_cis", "capacity", UP, "cooperation_builds", (0, 1)),
)

FADING = (("autonomy.relaxation", "autonomy"), ("autonomy.capacity", "capacity"))


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


@cases_of("autonomy")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
