"""What the hegemon sees in a state: what is at stake and what is not given."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Bid
from sovsim.rules import stakes
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import with_columns, with_parameters


def test_nothing_is_at_stake_outside_the_sphere_and_never_more_than_all(
    start: Simulation, later: World
) -> None:
    full = {"compatriots": 1.0, "transit": 1.0, "basing": 1.0, "expected_bid": 1.0}
    inside = with_columns(later, {**full, "sphere": 1.0})
    assert (stakes.stake(with_columns(inside, {"sphere": 0.0}), start.parameters) == 0.0).all()
    everything = with_parameters(start, {"hegemon_policy.stake_base": 1.0})
    assert (stakes.stake(inside, everything.parameters) == 1.0).all()


def test_each_reason_adds_to_the_stake(start: Simulation, later: World) -> None:
    none = {"compatriots": 0.0, "transit": 0.0, "basing": 0.0, "expected_bid": 0.0, "sphere": 1.0}
    bare = with_columns(later, none)
    at_stake = stakes.stake(bare, start.parameters)
    for reason in ("compatriots", "transit", "basing", "expected_bid"):
        more = stakes.stake(with_columns(bare, {reason: 0.3}), start.parameters)
        assert (more > at_stake).all(), reason
    wooed = with_columns(bare, {"expected_bid": 0.3})
    assert np.array_equal(stakes.stake(wooed, start.parameters, bids=False), at_stake)


def test_a_bid_for_nato_counts_by_its_own_weight(start: Simulation, later: World) -> None:
    weighty = with_parameters(start, {"hegemon_policy.nato_over_eu": 3.0}).parameters
    for bid, share in ((Bid.EU, 0.25), (Bid.NATO, 0.75)):
        one = with_columns(later, {"expected_bid": 0.0})
        one = with_columns(one, {f"expected_bid_{bid.name.lower()}": 1.0})
        assert np.allclose(stakes.expected_bids(one, weighty), share)
    both = with_columns(later, {"expected_bid": 1.0})
    assert np.allclose(stakes.expected_bids(both, weighty), 1.0)


def test_a_breach_is_the_share_of_what_is_expected_that_is_not_given(
    start: Simulation, later: World
) -> None:
    asked = with_columns(later, {"expected_compliance": 0.8})
    for given, missing in ((0.0, 1.0), (0.6, 0.25), (0.8, 0.0), (1.0, 0.0)):
        world = with_columns(asked, {"alignment_russia": given})
        assert np.allclose(stakes.breach(world, start.parameters), missing), given


def test_a_wider_breach_is_worth_more_mending_but_ever_less_of_it(
    start: Simulation, later: World
) -> None:
    asked = with_columns(later, {"expected_compliance": 1.0})
    worth = [
        stakes.worth_mending(with_columns(asked, {"alignment_russia": 1.0 - gap}), start.parameters)
        for gap in (0.0, 0.5, 1.0)
    ]
    assert (worth[0] == 0.0).all()
    assert (worth[1] - worth[0] > worth[2] - worth[1]).all()
    assert (worth[2] > worth[1]).all()
