"""When an opening for force comes, and that it closes by itself and is used up by use."""

from __future__ import annotations

import numpy as np

from sovsim.axes import BidStage, ConflictStatus, Rung
from sovsim.rules.contract import Outcome
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, outcome, with_columns

QUIET = {
    "unrest": 0.2,
    "usual_unrest": 0.2,
    "agitation": 0.0,
    "upheaval": 0.0,
    "conflict_status": float(ConflictStatus.NONE),
    "hegemon_war": 0.0,
    "dyad_war": 0.0,
    "war_quarters": 0.0,
    "bid_stage": 0.0,
    "expected_bid": 0.0,
    "openness": 0.4,
    "expected_openness": 0.4,
    "rung": 0.0,
    "sphere": 1.0,
    "opening_disorder": 0.0,
    "opening_bid": 0.0,
    "spent": 0.0,
}


def moved(start: Simulation, later: World, **columns: float) -> Outcome:
    """Return what the rule does to a quiet world in which some columns differ."""
    return outcome("openings.change", start, with_columns(later, {**QUIET, **columns}))


def test_a_quiet_country_is_no_opening(start: Simulation, later: World) -> None:
    for stock in ("opening_disorder", "opening_bid", "spent"):
        assert (change(moved(start, later), stock) == 0).all(), stock


def test_disorder_opens_by_what_is_above_the_usual(start: Simulation, later: World) -> None:
    """A country that is always in disorder is no more open than a quiet one (RH-10 B)."""
    fresh = change(moved(start, later, unrest=0.6), "opening_disorder")
    used_to = change(moved(start, later, unrest=0.6, usual_unrest=0.6), "opening_disorder")
    stirred = change(moved(start, later, unrest=0.6, agitation=0.5), "opening_disorder")
    assert (fresh > 0.3).all()
    assert (used_to == 0).all()
    assert (stirred < fresh).all(), "what the hegemon stirs up itself is no opening"


def test_a_fall_and_a_flare_up_open_but_a_war_of_rivals_does_not(
    start: Simulation, later: World
) -> None:
    fighting = {"conflict_status": float(ConflictStatus.FIGHTING)}
    assert (change(moved(start, later, upheaval=1.0), "opening_disorder") > 0.3).all()
    flare = change(moved(start, later, **fighting), "opening_disorder")
    assert (flare > 0.3).all()
    own = change(moved(start, later, **fighting, hegemon_war=1.0), "opening_disorder")
    old = change(moved(start, later, **fighting, war_quarters=8.0), "opening_disorder")
    rivals = change(moved(start, later, **fighting, dyad_war=1.0), "opening_disorder")
    assert (own == 0).all()
    assert (old == 0).all()
    assert ((rivals == 0) | (rivals == flare)).all()
    assert (rivals == 0).any()


def test_a_promise_opens_only_where_somebody_bids_and_only_while_it_is_news(
    start: Simulation, later: World
) -> None:
    bids = {"bid_stage_nato": float(BidStage.ASPIRANT), "expected_bid": 1.0}
    promised = change(moved(start, later, **bids, openness=0.6), "opening_bid")
    stands = change(moved(start, later, **bids, openness=0.6, expected_openness=0.6), "opening_bid")
    nobody = change(moved(start, later, openness=0.6), "opening_bid")
    assert (promised > 0.3).all()
    assert (stands == 0).all()
    assert (nobody == 0).all()


def test_a_step_that_was_expected_opens_nothing(start: Simulation, later: World) -> None:
    step = {"bid_stage_nato": float(BidStage.ASPIRANT)}
    assert (change(moved(start, later, **step), "opening_bid") > 0).all()
    assert (change(moved(start, later, **step, expected_bid=1.0), "opening_bid") == 0).all()


def test_an_opening_closes_within_a_year_or_two_and_a_use_is_remembered_longer(
    start: Simulation, later: World
) -> None:
    opened = {"opening_disorder": 0.8, "opening_bid": 0.8, "spent": 0.8}
    closing = moved(start, later, **opened)
    for stock in ("opening_disorder", "opening_bid"):
        left = 0.8 + change(closing, stock)
        assert np.allclose(left / 0.8, left.flat[0] / 0.8)
        assert (0.8 * (left / 0.8) ** 8 < 0.1).all(), stock
    assert (change(closing, "spent") < 0).all()
    assert (change(closing, "spent") > change(closing, "opening_bid")).all()


def test_only_a_seizure_or_an_invasion_uses_an_opening_up(start: Simulation, later: World) -> None:
    for rung in Rung:
        used = change(moved(start, later, rung=float(rung)), "spent")
        if rung in (Rung.ANNEXATION, Rung.INVASION):
            assert (used > 0.5).all(), rung
        else:
            assert (used == 0).all(), rung
