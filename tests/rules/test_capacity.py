"""What builds the means of a state and what takes them away."""

from __future__ import annotations

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading

SIGNS = (
    Sign("capacity.growth", "welfare", "capacity", UP),
    Sign("capacity.growth", "wealth", "capacity", UP),
    Sign("capacity.growth", "conflict_intensity", "capacity", DOWN),
    Sign("capacity.growth", "territory_held", "capacity", UP),
)

FADING = (("capacity.growth", "capacity"),)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []
