"""What moves outer powers to let a state come nearer."""

from __future__ import annotations

import pytest

from sovsim.axes import Bid, BidStage, Offer
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP
from tests.worlds import chances, with_columns


@pytest.mark.parametrize("index", [0, 1], ids=["EU", "NATO"])
@pytest.mark.parametrize(
    ("cause", "sign"),
    [
        ("openness", UP),
        ("regime_type", UP),
        ("nuclear_signal", DOWN),
        ("near_pole", UP),
        ("power_cohesion", UP),
    ],
)
def test_what_moves_the_west_to_advance_a_bid(
    index: int, cause: str, sign: float, start: Simulation, later: World
) -> None:
    near = with_columns(
        later,
        {
            "bid_stage": BidStage.ASPIRANT,
            "sphere": 1.0,
            "conditionality": 0.7,
            "alignment_west": 0.7,
            "membership": 0.0,
        },
    )
    low, high = (
        chances(start, with_columns(near, {cause: value}), "offers.outer_powers", index)[
            Offer.ADVANCE
        ]
        for value in (0.1, 0.7)
    )
    assert (sign * (high - low) > 0).all()


def test_a_state_with_unsettled_land_is_kept_waiting_by_nato_above_all(
    start: Simulation, later: World
) -> None:
    """Nothing in it is about the state's name: land that is held again opens the door again."""
    placed = with_columns(
        later, {"bid_stage": BidStage.ASPIRANT, "conflict_status": 0.0, "alignment_west": 0.8}
    )
    whole, lost = (
        [
            chances(
                start, with_columns(placed, {"territory_held": held}), "offers.outer_powers", bid
            )[Offer.ADVANCE]
            for bid in Bid
        ]
        for held in (1.0, 0.9)
    )
    assert (lost[Bid.EU] < whole[Bid.EU]).all()
    assert (lost[Bid.NATO] / whole[Bid.NATO] < lost[Bid.EU] / whole[Bid.EU]).all()


def test_a_body_that_the_region_lacks_offers_nothing(start: Simulation, later: World) -> None:
    without = with_columns(later, {"founded_eu": 0.0, "founded_nato": 0.0})
    for bid in Bid:
        assert (chances(start, without, "offers.outer_powers", bid)[Offer.OFFER] == 0.0).all()
