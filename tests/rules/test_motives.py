"""How strong each motive is, and where it counts."""

from __future__ import annotations

import numpy as np

from sovsim.rules.motives import MOTIVES, motive_strengths
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import with_columns

SIGNED = {"public_demand", "preference", "own_way"}
"""Wishes that can point both ways."""


def test_strengths_are_shares_and_signed_only_where_a_wish_points_both_ways(
    start: Simulation, later: World
) -> None:
    strengths = motive_strengths(later, start.parameters)
    assert set(strengths) == set(MOTIVES)
    for name, strength in strengths.items():
        assert (np.abs(strength) <= 1.0).all(), name
        assert (strength >= 0.0).all() or name in SIGNED, name


def test_who_leans_on_nobody_is_moved_by_no_pressure(start: Simulation, later: World) -> None:
    pressed = with_columns(later, {"dependence": 0.0, "pressure": 0.9})
    assert (motive_strengths(pressed, start.parameters)["dependence"] == 0.0).all()
