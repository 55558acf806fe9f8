"""Norms erode and recover, slowly, by words and by deeds, at two levels."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Institution, Level, Norm, Rung
from sovsim.rules.norms import aims
from sovsim.simulation import Simulation
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.worlds import change, history, outcome, with_columns

RUNS = 8
CSTO = Institution.CSTO


def test_violations_erode_the_norm_and_an_answer_restores_it(
    start: Simulation, later: World
) -> None:
    key = (Norm.NON_INTERVENTION, Level.REGIONAL)
    peace = with_columns(later, {"violation": 0.0, "condemnation": 0.0, "sanction_burden": 0.0})
    force = with_columns(peace, {"violation": 0.9})
    answered = with_columns(force, {"condemnation": 0.7, "sanction_burden": 0.7})
    moved = [
        change(outcome("norms.evolve", start, world), "norm_strength")[key]
        for world in (peace, force, answered)
    ]
    assert (moved[1] < moved[0]).all()
    assert (moved[2] > moved[1]).all()


def test_norms_move_at_least_five_times_more_slowly_than_institutions(start: Simulation) -> None:
    passed = history(runs=RUNS, steps=24)
    norms = np.stack([world.norm_strength for world in passed])
    cohesion = np.stack([world.cohesion[Institution.CSTO] for world in passed])
    slow, fast = (np.abs(np.diff(series, axis=0)).mean() for series in (norms, cohesion))
    assert slow * 5 < fast


def test_peacekeeping_has_two_meanings_that_move_apart(start: Simulation, later: World) -> None:
    keeping = with_columns(later, {"rung": float(Rung.PEACEKEEPERS)})
    calm = with_columns(later, {"rung": float(Rung.RESPECT)})
    moved = [
        change(outcome("norms.evolve", start, world), "norm_strength")[:, Level.REGIONAL]
        for world in (calm, keeping)
    ]
    russian = moved[1] - moved[0]
    assert (russian[Norm.PEACEKEEPING_RUSSIAN] > 0).all()
    assert (russian[Norm.PEACEKEEPING_UN] <= 0).all()


def test_norms_are_held_at_two_levels(later: World) -> None:
    assert VARIABLES["norm_strength"].axes == (Norm, Level)
    assert not np.allclose(later.norm_strength[:, 0], later.norm_strength[:, 1])
    assert "norm_strength_non_intervention_regional" in COMPONENTS


@cases_of("norms")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)


def test_what_the_hegemon_wants_of_a_norm_hangs_on_its_stance_and_on_its_own_meaning(
    start: Simulation, later: World
) -> None:
    stances = {"stance_global": 0.5, "stance_regional": -0.5}
    wanted = aims(with_columns(later, stances), start.parameters)
    assert (wanted[Norm.NON_INTERVENTION, Level.GLOBAL] > 0).all()
    assert (wanted[Norm.NON_INTERVENTION, Level.REGIONAL] < 0).all()
    assert (wanted[Norm.PEACEKEEPING_RUSSIAN] > 0).all()
    assert (wanted[Norm.PEACEKEEPING_UN] < 0).all()
    assert (wanted[Norm.SANCTIONS] == 0).all()
