"""Tides that a region shares, and the hegemon's own distance from the West."""

from __future__ import annotations

import numpy as np

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import change, outcome, with_columns

SIGNS = (
    Sign("tides.distance", "self_image", "hegemon_distance", UP),
    Sign("tides.distance", "membership_nato", "hegemon_distance", UP, values=(0, 1)),
    Sign("tides.distance", "sanction_burden", "hegemon_distance", UP),
    Sign("tides.distance", "alarm", "hegemon_distance", UP),
    Sign("tides.distance", "ties_with_west", "hegemon_distance", DOWN),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_a_tide_ebbs(start: Simulation, later: World) -> None:
    for height in (-0.5, 0.5):
        ebb = outcome("tides.tide", start, with_columns(later, {"tide": height})).terms["tide"]
        assert (ebb["ebb"] * height < 0).all()


def test_a_war_of_its_own_takes_the_hegemon_away_from_the_west(
    start: Simulation, later: World
) -> None:
    peace = with_columns(later, {"hegemon_war": 0.0, "conflict_intensity": 0.7})
    war = with_columns(peace, {"hegemon_war": 1.0}, 0)
    before, after = (
        change(outcome("tides.distance", start, world), "hegemon_distance")
        for world in (peace, war)
    )
    assert (after > before).all()
    assert (after - before).mean() > 0.01
    assert np.isfinite(after).all()


def test_a_fall_nearby_is_laid_at_the_door_of_a_rival(start: Simulation, later: World) -> None:
    def moved(alarm: float, distance: float) -> np.ndarray:
        world = with_columns(later, {"alarm": alarm, "hegemon_distance": distance})
        return change(outcome("tides.distance", start, world), "hegemon_distance")

    friend, rival = (moved(0.8, at) - moved(0.0, at) for at in (0.05, 0.5))
    assert (friend > 0).all()
    assert (rival > 3 * friend).all()
