"""How the hegemon works on norms: by deeds, in words, through bodies; alike at both levels."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.axes import Institution, Level, Norm, NormRoute
from sovsim.parameters import find
from sovsim.rules.forms import BY_A_BODY, through_a_body
from sovsim.rules.norm_routes import PUT_IN, pay_offs
from sovsim.rules.quantal_response import settle
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.worlds import change, history, outcome, with_columns, with_parameters

CSTO = Institution.CSTO


def by_a_body(start: Simulation, world: World) -> dict[Level, np.ndarray]:
    """Return the chance of working through a body at each level."""
    choices = outcome("norm_routes.choose", start, world).choices
    return {
        level: sum(settle(choice).probability[way] for way in BY_A_BODY)
        for level, choice in zip(Level, choices, strict=True)
    }


def same_at_both_levels(world: World) -> World:
    norms = world.norm_strength.copy()
    norms[:, Level.REGIONAL] = norms[:, Level.GLOBAL]
    same = {"legitimacy": 0.5, "trust": 0.5, "founded": 1.0, "cohesion": 0.6}
    return with_columns(world, {"norm_strength": norms, **same})


def test_all_five_ways_are_used_at_both_levels() -> None:
    used = np.stack([world.norm_route for world in history(runs=32, steps=40)])
    for level in Level:
        assert set(np.unique(used[:, level]).astype(int)) == {int(way) for way in NormRoute}


def test_with_the_same_bodies_and_no_surplus_the_levels_choose_alike(
    start: Simulation, later: World
) -> None:
    none = with_parameters(
        start, {"norm_routes.regional_surplus": 0.0, "norm_routes.global_surplus": 0.0}
    )
    equal = same_at_both_levels(later)
    here, there = (pay_offs(equal, none.parameters, level) for level in Level)
    for motive in here:
        assert np.array_equal(here[motive], there[motive]), motive
    shares = by_a_body(none, equal)
    assert np.array_equal(shares[Level.REGIONAL], shares[Level.GLOBAL])


def test_the_surplus_of_the_region_is_put_in_and_says_so(start: Simulation, later: World) -> None:
    shares = by_a_body(start, same_at_both_levels(later))
    assert (shares[Level.REGIONAL] > shares[Level.GLOBAL]).all()
    declared = find("norm_routes.regional_surplus")
    assert declared.low < 0 < declared.high
    assert "PUT IN" in declared.meaning
    assert "put in" in PUT_IN
    assert find("norm_routes.global_surplus").value == 0.0


def test_partners_shift_no_forum_for_distrust_and_rivals_gain_nothing_from_acceptance(
    start: Simulation, later: World
) -> None:
    def motives(variant: str) -> set[str]:
        return set(outcome("norm_routes.choose", start, later, variant).choices[0].terms)

    assert motives("default") - motives("partners") == {"distrust"}
    assert motives("default") - motives("rivals") == {"acceptance", "trust"}


@pytest.mark.parametrize("way", NormRoute)
def test_work_on_norms_moves_them_where_there_is_any(
    start: Simulation, later: World, way: NormRoute
) -> None:
    quiet = with_columns(later, {"norm_route": float(NormRoute.DEEDS)})
    working = with_columns(later, {"norm_route": float(way)})
    gain = [
        change(outcome("norms.evolve", start, world), "norm_strength")[Norm.PEACEKEEPING_RUSSIAN]
        for world in (quiet, working)
    ]
    assert (gain[1] > gain[0]).all() == (way != NormRoute.DEEDS)
    assert (through_a_body(working, Level.REGIONAL) == float(way in BY_A_BODY)).all()


def test_a_new_body_gets_its_mandate_by_work_and_loses_it_by_idleness(
    start: Simulation, later: World
) -> None:
    idle, working = (
        change(
            outcome("legitimacy.alliance", start, with_columns(later, {"norm_route": float(way)})),
            "mandate_peacekeeping",
        )[CSTO]
        for way in (NormRoute.DEEDS, NormRoute.NEW_BODY)
    )
    assert (working > idle).all()


@cases_of("norm_routes")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
