"""Like rules, like friends: what a change of regime and a fall next door do to wishes."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Domain
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import change, outcome, with_columns

SIGNS = (
    Sign("likeness.wishes", "regime_type", "core_preference_west", UP),
    Sign("likeness.wishes", "regime_type", "core_preference_russia", DOWN),
    Sign("likeness.wishes", "usual_regime", "core_preference_west", DOWN),
    Sign("likeness.wishes", "upheaval", "preference_west", DOWN, values=(0, 1)),
    Sign("likeness.wishes", "upheaval", "preference_russia", UP, values=(0, 1)),
)

CALM = {"regime_type": 0.4, "usual_regime": 0.4, "upheaval": 0.0}


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_has_lasted_moves_nothing(start: Simulation, later: World) -> None:
    for kind in (0.1, 0.9):
        lasting = with_columns(later, {**CALM, "regime_type": kind, "usual_regime": kind})
        result = outcome("likeness.wishes", start, lasting)
        for core in ("core_preference_west", "core_preference_russia"):
            assert np.allclose(change(result, core), 0.0)


def test_it_says_nothing_of_the_economy(start: Simulation, later: World) -> None:
    result = outcome("likeness.wishes", start, with_columns(later, {**CALM, "regime_type": 0.2}))
    moved = change(result, "core_preference_west")
    assert (moved[Domain.ECONOMIC] == 0).all()
    assert (moved[Domain.POLITICAL] <= 0).all()
    assert (moved[Domain.POLITICAL] < moved[Domain.SECURITY]).mean() > 0.9


def test_a_fall_next_door_frightens_the_closed_and_not_the_open(
    start: Simulation, later: World
) -> None:
    def shunned(kind: float) -> np.ndarray:
        fallen = {**CALM, "regime_type": kind, "usual_regime": kind, "upheaval": 1.0}
        world = with_columns(later, {**fallen, "preference_west": 0.5})
        return -change(outcome("likeness.wishes", start, world), "preference_west")[0]

    assert (shunned(0.1) > 5 * shunned(0.9)).any()
    assert (shunned(1.0) == 0).all()
