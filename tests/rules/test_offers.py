"""What moves outer powers to let a state come nearer."""

from __future__ import annotations

import pytest

from sovsim.axes import BidStage, Offer
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP
from tests.worlds import chances, with_columns


@pytest.mark.parametrize("index", [0, 1], ids=["EU", "NATO"])
@pytest.mark.parametrize(
    ("cause", "sign"), [("openness", UP), ("regime_type", UP), ("nuclear_signal", DOWN)]
)
def test_what_moves_the_west_to_advance_a_bid(
    index: int, cause: str, sign: float, start: Simulation, later: World
) -> None:
    near = with_columns(
        later,
        {
            "western_reach": 0.6,
            "bid_stage": BidStage.ASPIRANT,
            "sphere": 1.0,
            "conditionality": 0.7,
        },
    )
    low, high = (
        chances(start, with_columns(near, {cause: value}), "offers.outer_powers", index)[
            Offer.ADVANCE
        ]
        for value in (0.1, 0.7)
    )
    assert (sign * (high - low) > 0).all()
