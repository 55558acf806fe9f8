"""What opens and closes a regime."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Rung
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import change, outcome, with_columns

SIGNS = (
    Sign("regime.course", "bid_stage_eu", "regime_type", UP, values=(0, 3)),
    Sign("regime.course", "public_west", "regime_type", UP),
    Sign("regime.course", "upheaval", "regime_type", UP, values=(0, 1)),
    Sign("regime.course", "energy_exporter", "regime_type", DOWN, values=(0, 1)),
    Sign("regime.course", "capacity", "regime_type", DOWN),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_a_patron_damps_what_opens_and_moves_nothing_of_its_own(
    start: Simulation, later: World
) -> None:
    alone = with_columns(later, {"bid_stage_eu": 0.0, "rung": 0.0, "upheaval": 0.0})
    backed = with_columns(alone, {"rung": float(Rung.REWARD)})
    before, after = (outcome("regime.course", start, world) for world in (alone, backed))
    moved = change(after, "regime_type") - change(before, "regime_type")
    assert (moved <= 0).all()
    assert np.abs(4.0 * moved).max() < 0.03
    mission = with_columns(alone, {"rung": float(Rung.PEACEKEEPERS), "presence": 0.2})
    moved = change(outcome("regime.course", start, mission), "regime_type") - change(
        before, "regime_type"
    )
    assert np.abs(4.0 * moved).max() < 0.005
