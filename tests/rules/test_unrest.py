"""Grievance, unrest, and how firmly a government sits."""

from __future__ import annotations

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, outcome, with_columns

SIGNS = (
    Sign("unrest.grievance", "bid_reversed", "grievance", UP, values=(0, 1)),
    Sign("unrest.grievance", "welfare", "grievance", DOWN, values=(0.1, 0.6)),
    Sign("unrest.grievance", "tenure", "grievance", UP, values=(0, 40)),
    Sign("unrest.unrest", "grievance", "unrest", UP),
    Sign("unrest.unrest", "agitation", "unrest", UP),
    Sign("unrest.unrest", "bid_reversed", "unrest", UP, values=(0, 1)),
    Sign("unrest.unrest", "regime_security", "unrest", DOWN),
    Sign("unrest.regime_security", "unrest", "regime_security", DOWN),
)

FADING = (
    ("unrest.grievance", "grievance"),
    ("unrest.regime_security", "regime_security"),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_want_that_lasts_is_borne_and_the_same_want_after_better_years_is_not(
    start: Simulation, later: World
) -> None:
    used, fallen = (
        change(
            outcome(
                "unrest.grievance",
                start,
                with_columns(later, {"welfare": 0.3, "usual_welfare": usual}),
            ),
            "grievance",
        )
        for usual in (0.3, 0.6)
    )
    assert (fallen > used + 0.01).all()
    better = with_columns(later, {"welfare": 0.6, "usual_welfare": 0.3})
    same = with_columns(later, {"welfare": 0.3, "usual_welfare": 0.3})
    for one in (better, same):
        assert not outcome("unrest.grievance", start, one).terms["grievance"]["welfare_loss"].any()


@cases_of("unrest")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
