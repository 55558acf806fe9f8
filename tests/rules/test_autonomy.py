"""What frees a state and what binds it."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, outcome, quiet, with_columns, with_parameters

SIGNS = (
    Sign("autonomy.relaxation", "capacity", "autonomy", UP),
    Sign("autonomy.relaxation", "exposure", "autonomy", DOWN),
    Sign("autonomy.relaxation", "expected_compliance", "autonomy", DOWN),
    Sign("autonomy.relaxation", "sovereignty_conception", "autonomy", UP),
    Sign("autonomy.relaxation", "pressure", "autonomy", DOWN),
    Sign("autonomy.relaxation", "territory_held", "autonomy", UP),
    Sign("autonomy.relaxation", "supply", "autonomy", UP),
    Sign("autonomy.relaxation", "support", "autonomy", UP),
    Sign("autonomy.relaxation", "norm_strength", "autonomy", UP),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", DOWN),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", UP, "west_frees"),
    Sign("autonomy.relaxation", "dependence_west", "autonomy", DOWN, "west_binds"),
    Sign("autonomy.relaxation", "dependence_china", "autonomy", DOWN),
    Sign("autonomy.relaxation", "debt", "autonomy", DOWN),
)

FADING = (("autonomy.relaxation", "autonomy"),)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def with_force(world: World, **columns: float) -> World:
    """Return the world in which every state is at war with the hegemon, or occupied by it."""
    peace = {"hegemon_war": 0.0, "conflict_intensity": 0.0, "occupation": 0.0}
    return with_columns(world, {**peace, **columns})


def test_what_ties_to_the_west_do_may_go_either_way_and_the_sides_mirror_each_other(
    start: Simulation, later: World
) -> None:
    """RH-09: at half of autonomy, openings of a weight undo demands of it; below 0 they swap."""
    middle = with_columns(later, {"autonomy": 0.5, "conditionality_eu": 1.0})

    def moved(openings: float, demands: float) -> dict[str, np.ndarray]:
        weighed = {"autonomy.western_openings": openings, "autonomy.western_demands": demands}
        result = outcome("autonomy.relaxation", with_parameters(start, weighed), middle)
        terms = result.terms["autonomy"]
        return {name: terms[f"western_{name}"] for name in ("openings", "demands")}

    both, swapped, still = moved(1.0, 1.0), moved(-1.0, -1.0), moved(0.0, 0.0)
    assert (both["openings"] > 0).all()
    assert np.allclose(both["openings"], -both["demands"], atol=1e-15)
    assert np.allclose(swapped["demands"], both["openings"], atol=1e-15)
    assert not still["openings"].any()
    assert not still["demands"].any()


def test_where_poles_are_told_apart_their_supply_frees_by_its_own_weight_alone(
    start: Simulation, later: World
) -> None:
    more = with_columns(later, {"supply_china_trade": 0.9, "openness_china": 0.9})

    def gained(offers: float) -> np.ndarray:
        weighed = with_parameters(start, {"autonomy.pole_offers": offers})
        less, much = (
            change(outcome("autonomy.relaxation", weighed, world, "poles_apart"), "autonomy")
            for world in (later, more)
        )
        difference: np.ndarray = much - less
        return difference

    assert np.allclose(gained(0.0), 0.0, atol=1e-15)
    assert (gained(1.0) >= 0).all()
    assert gained(1.0).max() > 1e-4
    assert np.allclose(gained(-1.0), -gained(1.0), atol=1e-15)


@pytest.mark.parametrize("cause", ["globalisation", "conduct"])
def test_what_rh_22_holds_against_each_other_may_take_or_give(
    start: Simulation, later: World, cause: str
) -> None:
    took, gave = (
        outcome(
            "autonomy.relaxation", with_parameters(start, {f"autonomy.{cause}": weight}), tied
        ).terms["autonomy"][cause]
        for weight in (1.0, -1.0)
        for tied in (with_columns(later, {"globalisation": 0.5}),)
    )
    assert (took <= 0).all()
    assert took.min() < 0
    assert np.array_equal(took, -gave)


def test_a_ceasefire_that_leaves_the_troops_in_place_frees_nobody(
    start: Simulation, later: World
) -> None:
    war = with_force(later, hegemon_war=1.0, conflict_intensity=0.6, occupation=0.6)
    ceasefire = with_force(later, hegemon_war=0.0, conflict_intensity=0.1, occupation=0.6)
    fought, stopped = (
        change(outcome("autonomy.relaxation", start, world), "autonomy")
        for world in (war, ceasefire)
    )
    assert np.allclose(fought, stopped, atol=1e-15)


def test_war_and_occupation_weigh_most_on_security_and_whichever_is_larger_counts(
    start: Simulation, later: World
) -> None:
    even = with_columns(later, {"autonomy": 0.5})
    peace = change(outcome("autonomy.relaxation", start, with_force(even)), "autonomy")
    lost = {}
    for name, columns in {
        "war": {"hegemon_war": 1.0, "conflict_intensity": 0.6},
        "occupation": {"occupation": 0.6},
        "both": {"hegemon_war": 1.0, "conflict_intensity": 0.6, "occupation": 0.3},
    }.items():
        result = outcome("autonomy.relaxation", start, with_force(even, **columns))
        lost[name] = peace - change(result, "autonomy")
    assert np.allclose(lost["war"], lost["occupation"])
    assert np.allclose(lost["war"], lost["both"])
    politics, security, economy = lost["war"].mean(axis=(1, 2))
    assert security > politics > economy > 0.0


def test_fighting_that_is_not_the_hegemons_is_no_interference(
    start: Simulation, later: World
) -> None:
    rivals = with_force(later, conflict_intensity=0.9)
    terms = outcome("autonomy.relaxation", start, rivals).terms["autonomy"]
    assert (terms["war"] == 0.0).all()


def test_a_state_recovers_when_the_troops_have_gone_and_sooner_with_support(
    start: Simulation, later: World
) -> None:
    gone = with_columns(
        with_force(later),
        {"presence": 0.0, "presence_unasked": 0.0, "conflict_status": 0.0, "territory_held": 1.0},
    )
    recovered = {}
    for support in (0.0, 0.8):
        world = with_columns(gone, {"autonomy": 0.2, "support": support})
        for _ in range(12):
            world = with_columns(quiet(start).step(world), {"support": support})
        recovered[support] = world.autonomy.mean(axis=0)
    assert (recovered[0.0] > 0.25).all()
    assert (recovered[0.8] > recovered[0.0] + 0.01).mean() > 0.9


@cases_of("autonomy")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
