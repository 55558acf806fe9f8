"""How well a state lives, and what takes it away."""

from __future__ import annotations

from sovsim.axes import Rung
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, outcome, with_columns

SIGNS = (
    Sign("welfare.course", "rung", "welfare", DOWN, values=(0, Rung.ECONOMIC_COERCION)),
    Sign("welfare.course", "conflict_intensity", "welfare", DOWN),
    Sign("welfare.course", "energy_price", "welfare", UP, values=(0.1, 0.3)),
    Sign("welfare.course", "energy_exporter", "welfare", UP, values=(0, 1)),
    Sign("welfare.course", "support", "welfare", UP),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_a_people_grows_used_to_how_it_lives_worse_or_better(
    start: Simulation, later: World
) -> None:
    for usual, sign in ((0.7, -1), (0.2, 1)):
        lives = with_columns(later, {"welfare": 0.45, "usual_welfare": usual})
        moved = change(outcome("welfare.course", start, lives), "usual_welfare")
        assert (sign * moved > 0).all()


def test_welfare_comes_back_where_nothing_keeps_it_down(start: Simulation, later: World) -> None:
    assert not_fading([("welfare.course", "welfare")], start, later) == []
