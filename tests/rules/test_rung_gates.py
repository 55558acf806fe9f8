"""Which rungs are open: force needs a fresh opening, and a war shuts what does not go with it."""

from __future__ import annotations

import numpy as np

from sovsim.axes import ConflictStatus, Holder, Rung
from sovsim.rules import rung_gates
from sovsim.rules.contract import Mask
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import with_columns, with_parameters

OPEN = {
    "sphere": 1.0,
    "hegemon_war": 0.0,
    "opening_disorder": 0.6,
    "opening_bid": 0.0,
    "spent": 0.0,
    "territory_held": 1.0,
    "occupation": 0.0,
    "cleavage": 0.5,
    "holder": float(Holder.PARENT),
    "compatriots": 0.3,
    "proximity": 1.0,
}


def gates(start: Simulation, later: World, **columns: float) -> Mask:
    """Return the rungs that are open in a world in which force has an opening."""
    return rung_gates.eligible_rungs(with_columns(later, {**OPEN, **columns}), start.parameters)


def test_force_needs_an_opening_that_is_fresh_and_not_used_up(
    start: Simulation, later: World
) -> None:
    assert gates(start, later)[Rung.INVASION].all()
    assert gates(start, later, opening_disorder=0.0, opening_bid=0.6)[Rung.INVASION].all()
    for closed in ({"opening_disorder": 0.1}, {"spent": 0.9}, {"sphere": 0.0}):
        for rung in (Rung.ANNEXATION, Rung.INVASION):
            assert not gates(start, later, **closed)[rung].any(), (closed, rung)


def test_a_break_or_a_breach_alone_opens_nothing(start: Simulation, later: World) -> None:
    """The window closes again, however far a state has turned away."""
    lost = {"opening_disorder": 0.0, "alignment_russia": 0.0, "diplomatic_relations": 2.0}
    assert not gates(start, later, **lost)[Rung.INVASION].any()


def test_each_theory_can_be_taken_away_without_the_other(start: Simulation, later: World) -> None:
    without = {
        "disorder": with_parameters(start, {"hegemon_policy.opportunity": 0.0}),
        "bid": with_parameters(start, {"hegemon_policy.stake_bids": 0.0}),
    }
    for kind, other in (("disorder", "bid"), ("bid", "disorder")):
        only = {"opening_disorder": 0.0, "opening_bid": 0.0, f"opening_{kind}": 0.6}
        assert not gates(without[kind], later, **only)[Rung.INVASION].any(), kind
        assert gates(without[other], later, **only)[Rung.INVASION].all(), kind


def test_while_it_is_at_war_with_a_state_it_neither_rewards_nor_keeps_nor_invades_it(
    start: Simulation, later: World
) -> None:
    at_war = {"hegemon_war": 1.0, "request": 1.0, "conflict_status": float(ConflictStatus.FIGHTING)}
    opened = gates(start, later, **at_war)
    for rung in (Rung.REWARD, Rung.PEACEKEEPERS, Rung.INVASION):
        assert not opened[rung].any(), rung


def test_in_a_war_only_land_that_is_occupied_may_be_annexed(
    start: Simulation, later: World
) -> None:
    at_war = {"hegemon_war": 1.0}
    assert not gates(start, later, **at_war)[Rung.ANNEXATION].any()
    assert gates(start, later, **at_war, occupation=0.6)[Rung.ANNEXATION].all()


def test_land_is_annexed_from_a_parent_that_holds_it_or_from_a_divided_state_without_units(
    start: Simulation, later: World
) -> None:
    held = gates(start, later)[Rung.ANNEXATION]
    apart = gates(start, later, holder=float(Holder.SECESSION))[Rung.ANNEXATION]
    united = gates(start, later, cleavage=0.0)[Rung.ANNEXATION]
    own = rung_gates._own_units(later, later.holder >= Holder.PARENT) > 0
    assert held.all()
    assert np.array_equal(apart, ~own)
    assert np.array_equal(united, own)


def test_without_units_of_its_own_a_state_loses_land_only_to_kin_on_the_border(
    start: Simulation, later: World
) -> None:
    own = rung_gates._own_units(later, later.holder >= Holder.PARENT) > 0
    apart = {"presence": 0.0, "presence_unasked": 0.0}
    for missing in ({"compatriots": 0.0, "citizenship": 0.0}, {"proximity": 0.5, **apart}):
        assert np.array_equal(gates(start, later, **missing)[Rung.ANNEXATION], own), missing


def test_what_is_held_and_recognised_is_little_prize(start: Simulation, later: World) -> None:
    own = rung_gates._own_units(later, later.holder >= Holder.PARENT) > 0
    apart = with_columns(
        later,
        {"holder": float(Holder.SECESSION), "hegemon_recognition": 0.0, "compatriots": 0.5},
    )
    assert (rung_gates.prize(apart, start.parameters) == 1.0).all()
    taken = rung_gates.prize(with_columns(apart, {"hegemon_recognition": 1.0}), start.parameters)
    assert (taken[own] < 1.0).all()
    assert (taken[~own] == 1.0).all()
    kinless = with_columns(apart, {"compatriots": 0.0, "citizenship": 0.0})
    assert (rung_gates.prize(kinless, start.parameters)[~own] < 0.5).all()
