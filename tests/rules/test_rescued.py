"""What a rescue leaves behind works for two sides with equal means (RH-04)."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.axes import Action
from sovsim.rules.rescued import rescued
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import chances, change, outcome, with_columns, with_parameters

WEIGHT = {"owed": "collective_security.owed", "used": "collective_security.used"}
TOWARD = {"owed": 1.0, "used": -1.0}
"""Which way each works toward the hegemon where its weight is above 0."""


@pytest.fixture
def remembered(later: World) -> World:
    """Every state was rescued; all have as much capacity as is expected of them."""
    level = {"debt": 0.5, "deployment_days": 0.0, "perceived_expectation": 0.4, "capacity": 0.4}
    return with_columns(later, level)


def test_both_are_neutral_by_default(start: Simulation, remembered: World) -> None:
    assert all((pull == 0.0).all() for pull in rescued(remembered, start.parameters).values())


@pytest.mark.parametrize("name", WEIGHT)
@pytest.mark.parametrize("weight", [1.0, -1.0])
def test_each_moves_freedom_course_and_acts_by_the_sign_of_its_weight(
    start: Simulation, remembered: World, name: str, weight: float
) -> None:
    given = with_parameters(start, {WEIGHT[name]: weight})
    toward = weight * TOWARD[name]

    def gain(rule: str, variable: str) -> np.ndarray:
        acting, idle = (change(outcome(rule, sim, remembered), variable) for sim in (given, start))
        return np.asarray(acting - idle)

    assert (np.sign(gain("alignment.conduct", "alignment_russia")) == toward).all()
    assert (np.sign(gain("autonomy.relaxation", "autonomy")) == -toward).all()
    acting, idle = (
        chances(sim, remembered, "foreign_policy.choose")[Action.ACCOMMODATE]
        for sim in (given, start)
    )
    assert (np.sign(acting - idle) == toward).all()


def test_nothing_works_while_the_troops_are_there(start: Simulation, remembered: World) -> None:
    given = with_parameters(start, dict.fromkeys(WEIGHT.values(), 1.0))
    there = with_columns(remembered, {"deployment_days": 30.0})
    assert all((pull == 0.0).all() for pull in rescued(there, given.parameters).values())


def test_one_weight_means_as_much_for_one_side_as_for_the_other(
    start: Simulation, remembered: World
) -> None:
    given = with_parameters(start, dict.fromkeys(WEIGHT.values(), 1.0))
    terms = outcome("autonomy.relaxation", given, remembered).terms["autonomy"]
    assert np.allclose(terms["owed"], -np.asarray(terms["used"]))
