"""What states lean on beside the hegemon."""

from __future__ import annotations

from sovsim.axes import Power
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import UP, Sign, contradicted, not_fading

SIGNS = (
    Sign("outer_ties.drift", "alignment_west", "dependence_west", UP),
    Sign("outer_ties.drift", "bid_stage", "dependence_west", UP, values=(0, 3)),
    Sign("outer_ties.drift", "support", "dependence_west", UP),
    Sign("outer_ties.drift", "supply", "dependence_china", UP),
    Sign("outer_ties.drift", "supply", "dependence_turkey", UP),
)

FADING = (
    ("outer_ties.drift", "dependence_west"),
    ("outer_ties.drift", "dependence_china"),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_there_are_more_poles_than_two() -> None:
    assert {Power.CHINA, Power.TURKEY} < set(Power)
