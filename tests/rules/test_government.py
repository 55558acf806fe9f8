"""Who governs: votes, successions, and what a new government wants."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, Relation, Rung
from sovsim.rules.contract import Outcome
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, onward, outcome, with_columns, with_parameters

DUE = {"election_clock": 0.0, "regime_type": 0.5, "grievance": 0.3, "contested_election": 0.0}


def test_votes_come_when_they_are_due_and_the_next_is_a_term_away(
    start: Simulation, later: World
) -> None:
    result = outcome("government.elections", start, with_columns(later, DUE))
    assert (change(result, "election_clock") > 5.0).all()
    waiting = outcome(
        "government.elections", start, with_columns(later, {**DUE, "election_clock": 6.0})
    )
    assert np.allclose(change(waiting, "election_clock"), -1.0)
    assert not _written(waiting, "contested_election").any()


def test_grievance_votes_a_government_out_and_a_sole_ruler_cannot_be_voted_out(
    start: Simulation, later: World
) -> None:
    sure = with_parameters(start, {"government.odds": 50.0, "government.held": 1.0})
    clean = with_parameters(sure, {"government.contested": 0.0, "government.succession": 0.0})
    open_, closed = (with_columns(later, {**DUE, "regime_type": kind}) for kind in (0.5, 0.1))
    assert _written(outcome("government.elections", clean, open_), "new_government").all()
    assert not _written(outcome("government.elections", clean, closed), "new_government").any()


def test_a_disputed_vote_leaves_the_incumbent_in_and_brings_people_out(
    start: Simulation, later: World
) -> None:
    stolen = with_parameters(start, {"government.odds": 50.0, "government.contested": 1.0})
    result = outcome("government.elections", stolen, with_columns(later, DUE))
    assert _written(result, "contested_election").all()
    assert not _written(result, "new_government").any()
    before, after = (
        change(
            outcome("unrest.unrest", start, with_columns(later, {"contested_election": value})),
            "unrest",
        )
        for value in (0.0, 1.0)
    )
    assert (after > before).all()


def test_a_new_government_stands_closer_to_its_public_and_keeps_what_domains_ask_for(
    start: Simulation, later: World
) -> None:
    calm = with_parameters(start, {"government.men": 0.0, "government.camps": 0.0})
    new = with_columns(
        later, {"new_government": 1.0, "upheaval": 1.0, "public_west": 0.9, "preference_west": 0.3}
    )
    moved = change(outcome("government.takes_office", calm, new), "preference_west")
    assert (moved > 0.3).all()
    assert np.allclose(moved[0], moved[1])
    none = with_columns(new, {"new_government": 0.0})
    assert not change(outcome("government.takes_office", start, none), "preference_west").any()


def test_years_in_office_are_counted_and_end_with_the_government(
    start: Simulation, later: World
) -> None:
    for new, expected in ((0.0, 1.0), (1.0, -20.0)):
        world = with_columns(later, {"tenure": 20.0, "new_government": new})
        assert (
            change(outcome("government.takes_office", start, world), "tenure") == expected
        ).all()


def test_where_a_people_is_divided_the_other_camp_comes_to_power(
    start: Simulation, later: World
) -> None:
    calm = with_parameters(start, {"government.men": 0.0})
    divided = with_columns(
        later,
        {"new_government": 1.0, "public_west": 0.5, "preference_west": 0.6, "cleavage": 0.8},
    )
    united = with_columns(divided, {"cleavage": 0.0})
    far, near = (
        change(outcome("government.takes_office", calm, world), "preference_west")
        for world in (divided, united)
    )
    assert (far < near).all()


def test_a_rescued_incumbent_with_no_other_door_owes_and_leans(
    start: Simulation, later: World
) -> None:
    columns = {"disputed": 0.8, "rung": float(Rung.REWARD), "relation_west": 0.1, "debt": 0.0}
    cold = outcome("government.rescue", start, with_columns(later, columns))
    warm = outcome(
        "government.rescue", start, with_columns(later, {**columns, "relation_west": 0.9})
    )
    unbacked = outcome(
        "government.rescue", start, with_columns(later, {**columns, "rung": float(Rung.RESPECT)})
    )
    assert (change(cold, "debt") > change(warm, "debt")).all()
    assert (change(cold, "dependence")[Channel.TRADE] > 0).all()
    assert not change(unbacked, "debt").any()
    assert (change(cold, "relation")[Relation.WEST] < 0).all()


def test_first_votes_do_not_fall_together_and_each_run_has_its_own(start: Simulation) -> None:
    world = onward(start, 1)[-1]
    assert world.election_clock.std() > 1.0
    assert world.election_clock.std(axis=0).min() > 0.1


def _written(result: Outcome, variable: str) -> FloatArray:
    (found,) = [each.value for each in result.transitions if each.variable == variable]
    return np.asarray(found)
