"""What moves a state towards the EU and towards NATO, and what bars it."""

from __future__ import annotations

import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import Bid, BidMove, BidStage, Offer
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP
from tests.worlds import chances, outcome, with_columns

CHOOSE = "bids.choose"
FREE = {
    "european": 1.0,
    "bid_stage": BidStage.AGREEMENT,
    "offer": Offer.OFFER,
    "membership": 0.0,
}


@pytest.mark.parametrize(
    ("cause", "bid", "move", "sign"),
    [
        ("public_west", Bid.EU, BidMove.ADVANCE, UP),
        ("public_west", Bid.EU, BidMove.REVERSE, DOWN),
        ("pressure", Bid.EU, BidMove.REVERSE, UP),
        ("preference_west_economic", Bid.EU, BidMove.ADVANCE, UP),
        ("preference_west_security", Bid.NATO, BidMove.ADVANCE, UP),
        ("preference_russia_security", Bid.NATO, BidMove.ADVANCE, DOWN),
        ("welfare", Bid.EU, BidMove.ADVANCE, DOWN),
        ("regime_type", Bid.NATO, BidMove.ADVANCE, UP),
        ("near_pole", Bid.EU, BidMove.ADVANCE, UP),
        ("neutral", Bid.NATO, BidMove.ADVANCE, DOWN),
    ],
)
def test_what_moves_a_bid(
    cause: str, bid: Bid, move: BidMove, sign: float, start: Simulation, later: World
) -> None:
    low, high = (
        chances(start, with_columns(later, {**FREE, cause: value}), CHOOSE, bid)[move]
        for value in (0.1, 0.7)
    )
    assert (sign * (high - low)).mean() > 0


def test_what_is_wanted_of_one_bid_is_not_wanted_of_the_other(
    start: Simulation, later: World
) -> None:
    """Wealth and markets speak for the EU alone; with all shared wishes held, cover for NATO."""
    for cause, moved, still in (("welfare", Bid.EU, Bid.NATO), ("neutral", Bid.NATO, Bid.EU)):
        low, high = (
            [
                chances(start, with_columns(later, {**FREE, cause: value}), CHOOSE, bid)
                for bid in Bid
            ]
            for value in (0.0, 1.0)
        )
        assert (low[moved] != high[moved]).any()
        assert (low[still] == high[still]).all()


def test_bids_are_closed_to_who_belongs_to_the_other_side(start: Simulation, later: World) -> None:
    none = with_columns(later, {**FREE, "bid_stage": BidStage.NONE})
    asked = with_columns(none, {"bid_stage": BidStage.ASPIRANT, "offer": Offer.ADVANCE})
    for world, body, bid in ((none, "csto", Bid.NATO), (asked, "eaeu", Bid.EU)):
        inside = with_columns(world, {f"membership_{body}": 1.0})
        for place, open_ in ((world, True), (inside, False)):
            choice = outcome(CHOOSE, start, place).choices[bid]
            assert (choice.eligible[BidMove.ADVANCE] == open_).all()


def test_bids_are_closed_to_who_is_not_european(start: Simulation, later: World) -> None:
    """Not even a bid that was forced on it comes further; it can still be taken back."""
    for stage in (BidStage.NONE, BidStage.AGREEMENT):
        world = with_columns(later, {**FREE, "bid_stage": stage, "european": 0.0})
        for bid in Bid:
            eligible = outcome(CHOOSE, start, world).choices[bid].eligible
            assert not eligible[BidMove.ADVANCE].any()
            assert (eligible[BidMove.REVERSE] == (stage > BidStage.NONE)).all()


def test_who_sells_dear_energy_seeks_the_unions_wealth_less(
    start: Simulation, later: World
) -> None:
    def advance(exporter: float, price: float) -> FloatArray:
        drawn = {"preference_west": 0.6, "preference_russia": 0.3, "welfare": 0.4}
        sells = {"energy_exporter": exporter, "energy_price": price, **drawn}
        world = with_columns(later, {**FREE, **sells})
        return chances(start, world, CHOOSE, Bid.EU)[BidMove.ADVANCE]

    assert (advance(1.0, 0.9) < advance(1.0, 0.1)).all()
    assert (advance(0.0, 0.9) == advance(0.0, 0.1)).all()


def test_a_region_without_the_two_bodies_knows_no_bids(start: Simulation, later: World) -> None:
    without = with_columns(later, {**FREE, "bid_stage": 0.0, "founded": 0.0})
    for bid in Bid:
        choice = outcome(CHOOSE, start, without).choices[bid]
        assert choice.active is not None
        assert not choice.active.any()
