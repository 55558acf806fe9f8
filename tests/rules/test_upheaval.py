"""When a government falls, and what the hegemon makes of it."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Rung
from sovsim.rules.upheaval import hazard
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import change, outcome, with_columns, with_parameters

MIDDLE = {"regime_type": 0.45, "usual_unrest": 0.1, "unrest": 0.35, "rung": 0.0}

SIGNS = (
    Sign("upheaval.alarm", "upheaval", "alarm", UP, values=(0, 1)),
    Sign("upheaval.alarm", "alarm", "alarm", DOWN),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_a_government_falls_by_what_is_new_and_not_by_what_people_are_used_to(
    start: Simulation, later: World
) -> None:
    used = {**MIDDLE, "usual_unrest": 0.35}
    assert (_chance(start, later, MIDDLE) > 5.0 * _chance(start, later, used)).all()


def test_closed_regimes_and_settled_democracies_seldom_fall(
    start: Simulation, later: World
) -> None:
    middle = _chance(start, later, MIDDLE)
    for kind in (0.1, 0.85):
        assert (_chance(start, later, {**MIDDLE, "regime_type": kind}) < 0.3 * middle).all()


def test_a_firm_seat_full_coffers_and_a_patron_hold_a_government(
    start: Simulation, later: World
) -> None:
    base = _chance(start, later, {**MIDDLE, "energy_exporter": 0.0})
    assert (_chance(start, later, {**MIDDLE, "regime_security": 1.0, "capacity": 0.9}) < base).all()
    assert (_chance(start, later, {**MIDDLE, "energy_exporter": 1.0}) < base).all()
    backed = {**MIDDLE, "energy_exporter": 0.0, "rung": float(Rung.REWARD)}
    assert (_chance(start, later, backed) < base).all()


def test_who_falls_leaves_office_and_takes_grievance_along(start: Simulation, later: World) -> None:
    sure = with_parameters(start, {"upheaval.base": 50.0})
    result = outcome("upheaval.falls", sure, with_columns(later, MIDDLE))
    fallen, new = result.transitions
    assert (np.asarray(fallen.value) == 1.0).all()
    assert new.variable == "new_government"
    assert new.where is not None
    assert new.where.all()
    assert (change(result, "grievance") < 0).all()


def _chance(start: Simulation, later: World, columns: dict[str, float]) -> FloatArray:
    return hazard(with_columns(later, columns), start.parameters)
