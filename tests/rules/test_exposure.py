"""What the hegemon could do to a state, and what shields it."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import Domain
from sovsim.rules.exposure import exposure, reach
from sovsim.rules.forms import dependence_by_domain
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import REGION, outcome, with_columns

BARE: dict[str, float | FloatArray] = {
    "dependence": 0.0,
    "presence": 0.0,
    "presence_unasked": 0.0,
    "membership_nato": 0.0,
    "capacity": 0.4,
    "readiness": 0.5,
}
MORE = {
    "proximity": ((0.5, 1.0), 1),
    "readiness": ((0.2, 0.8), 1),
    "presence": ((0.0, 0.5), 1),
    "capacity": ((0.2, 0.8), -1),
    "membership_nato": ((0.0, 1.0), -1),
}


def test_a_state_that_leans_on_nobody_is_exposed_all_the_same(start: Simulation) -> None:
    exposed = exposure(with_columns(start.world, BARE), start.parameters)
    assert (exposed > 0.0).all()
    assert (exposed[Domain.SECURITY] > exposed[Domain.POLITICAL]).all()
    assert (exposed[Domain.POLITICAL] > exposed[Domain.ECONOMIC]).all()


@pytest.mark.parametrize("column", MORE)
def test_what_brings_force_near_and_what_keeps_it_away(start: Simulation, column: str) -> None:
    (low, high), sign = MORE[column]
    less, more = (
        reach(with_columns(start.world, {**BARE, "resolve": 0.5, column: value}), start.parameters)
        for value in (low, high)
    )
    change = sign * (more - less)
    assert (change >= 0.0).all()
    assert (change > 0.0).any()


def test_troops_without_consent_expose_and_troops_asked_for_only_bring_force_near(
    start: Simulation,
) -> None:
    near = with_columns(start.world, {**BARE, "proximity": 1.0})
    asked = exposure(with_columns(near, {"presence": 0.5}), start.parameters)
    unasked = exposure(with_columns(near, {"presence_unasked": 0.5}), start.parameters)
    assert np.allclose(asked, exposure(near, start.parameters))
    assert (unasked > asked).all()


def test_exposure_is_never_below_dependence_nor_above_one(start: Simulation, later: World) -> None:
    for world in (start.world, later, with_columns(later, {"presence_unasked": 1.0})):
        exposed = exposure(world, start.parameters)
        assert (exposed >= dependence_by_domain(world, start.parameters) - 1e-12).all()
        assert (exposed <= 1.0).all()


def test_the_rule_writes_down_what_the_reading_says(start: Simulation, later: World) -> None:
    (written,) = outcome("exposure.laid_open", start, later).transitions
    assert np.array_equal(np.asarray(written.value), exposure(later, start.parameters))


def test_proximity_follows_the_borders_of_the_region() -> None:
    expected = [1.0 if state.borders_hegemon else 0.5 for state in REGION.states]
    assert REGION.initial["proximity"].values.tolist() == expected
