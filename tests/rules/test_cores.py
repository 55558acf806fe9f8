"""Where wishes settle, and what moves it."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Domain
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted
from tests.worlds import change, outcome, with_columns, with_parameters

SIGNS = (
    Sign("cores.governments", "violation", "core_preference_russia", DOWN),
    Sign("cores.governments", "violation", "core_preference_west", UP),
    Sign("cores.governments", "membership_nato", "core_preference_west", UP, values=(0, 1)),
    Sign("cores.governments", "membership_eu", "core_preference_russia", DOWN, values=(0, 1)),
    Sign("cores.publics", "membership_nato", "core_public_russia", DOWN, values=(0, 1)),
    Sign("cores.publics", "violation", "core_public_russia", DOWN),
    Sign("cores.publics", "membership_eu", "core_public_west", UP, values=(0, 1)),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_lost_land_takes_its_voters_and_land_regained_brings_them_back(
    start: Simulation, later: World
) -> None:
    for gone, sign in ((0.0, -1.0), (0.4, 1.0)):
        held = with_columns(later, {"territory_held": 0.8, "voters_gone": gone, "compatriots": 0.2})
        result = outcome("cores.publics", start, held)
        assert (sign * change(result, "public_russia") > 0).all()
        assert (sign * change(result, "public_west") < 0).all()
    settled = with_columns(later, {"territory_held": 0.8, "voters_gone": 0.2})
    assert np.allclose(change(outcome("cores.publics", start, settled), "public_russia"), 0.0)


def test_who_is_left_alone_loses_faith_in_that_protection_alone_and_the_sign_is_open(
    start: Simulation, later: World
) -> None:
    alone, helped = (with_columns(later, {"abandoned": value}) for value in (1.0, 0.0))
    for size, sign in ((0.06, -1.0), (-0.06, 1.0)):
        chosen = with_parameters(start, {"cores.guarantor_failed": size})
        moved = change(
            outcome("cores.governments", chosen, alone), "core_preference_russia"
        ) - change(outcome("cores.governments", chosen, helped), "core_preference_russia")
        assert (sign * moved[Domain.SECURITY] >= 0).all()
        assert (sign * moved[Domain.SECURITY] > 0).any()
        assert np.allclose(moved[Domain.POLITICAL], 0.0)
