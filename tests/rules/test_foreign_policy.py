"""What moves a state to act, and how it chooses."""

from __future__ import annotations

import pytest

from sovsim.axes import Action, BidStage
from sovsim.schedule import RULES
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP
from tests.worlds import chances, with_columns

CHOOSE = "foreign_policy.choose"


@pytest.mark.parametrize(
    ("cause", "option", "sign"),
    [
        ("pressure", Action.ACCOMMODATE, UP),
        ("unrest", Action.REQUEST_ASSISTANCE, UP),
        ("threat_perception", Action.RESIST, UP),
        ("violation", Action.RESIST, UP),
        ("preference_autonomy", Action.ACCOMMODATE, DOWN),
        ("preference_russia", Action.CONTEST_WORDS, DOWN),
        ("preference_west_security", Action.DECLARE_NEUTRAL, DOWN),
    ],
)
def test_what_moves_a_state_to_act(
    cause: str, option: Action, sign: float, start: Simulation, later: World
) -> None:
    open_to_all = with_columns(
        later,
        {
            "bid_stage": BidStage.NONE,
            "membership_nato": 0.0,
            "neutral": 0.0,
            "supply": 0.8,
            "power_reach": 0.8,
            "openness": 0.8,
        },
    )
    low, high = (
        chances(start, with_columns(open_to_all, {cause: value}), CHOOSE)[option]
        for value in (0.1, 0.7)
    )
    assert (sign * (high - low)).mean() > 0


@pytest.mark.parametrize(
    ("openness", "dependence", "option"),
    [(0.8, 0.1, Action.RESIST), (0.0, 0.8, Action.ACCOMMODATE)],
    ids=["with somewhere to go they balance", "with nowhere to go they bandwagon"],
)
def test_threatened_states_balance_where_they_can_and_join_the_stronger_where_not(
    openness: float, dependence: float, option: Action, start: Simulation, later: World
) -> None:
    """Walt's conditions: `jcep-ref-balancing-bandwagoning` names the question, the form is ours."""
    placed = with_columns(
        later, {"openness": openness, "supply": 0.3, "power_reach": 0.5, "dependence": dependence}
    )
    low, high = (
        chances(start, with_columns(placed, {"threat_perception": value}), CHOOSE)[option]
        for value in (0.1, 0.7)
    )
    assert (high > low).mean() > 0.9


def test_a_small_state_has_aims_and_means_of_its_own(start: Simulation, later: World) -> None:
    attacked = with_columns(
        later, {"violation": 0.9, "conflict_intensity": 0.8, "threat_perception": 0.8}
    )
    own = chances(start, attacked, CHOOSE)
    at_peace = chances(start, with_columns(later, {"violation": 0.0}), CHOOSE)
    resisting = own[Action.RESIST] - at_peace[Action.RESIST]
    assert (resisting > 0).all()
    assert "survival" in RULES["foreign_policy.choose"].choices["action"]
