"""Sanctions, support, signals and isolation after what the hegemon does."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Rung
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import UP, Sign, contradicted, not_fading
from tests.worlds import change, history, outcome, with_columns

SIGNS = (
    Sign("response.standing", "violation", "isolation_west", UP, values=(0.0, 0.9)),
    Sign("response.answers", "violation", "sanction_burden", UP, values=(0.0, 0.9)),
    Sign("response.answers", "violation", "support", UP, values=(0.0, 0.9)),
    Sign("response.answers", "sanction_burden", "counter_sanctions", UP),
    Sign("response.answers", "action_respect", "ties_with_west", UP),
)

FADING = (
    ("response.standing", "isolation_west"),
    ("response.standing", "isolation_world"),
    ("response.answers", "sanction_burden"),
    ("response.answers", "counter_sanctions"),
    ("response.answers", "support"),
    ("response.answers", "nuclear_signal"),
    ("response.answers", "ties_with_west"),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_friends_soften_isolation_in_the_world_and_not_from_the_west(
    start: Simulation, later: World
) -> None:
    war = with_columns(later, {"violation": 0.9, "rung": float(Rung.INVASION)})
    none, loyal = (
        outcome("response.standing", start, war, variant)
        for variant in ("everywhere", "friends_stay")
    )
    world = [change(each, "isolation_world") for each in (none, loyal)]
    west = [change(each, "isolation_west") for each in (none, loyal)]
    assert (world[1] < world[0]).all()
    assert np.array_equal(*west)


def test_a_nuclear_signal_dampens_help_and_wears_out(start: Simulation, later: World) -> None:
    war = with_columns(later, {"violation": 0.9, "support": 0.3})
    silent = with_columns(war, {"nuclear_signal": 0.0, "nuclear_credibility": 1.0})
    loud = with_columns(war, {"nuclear_signal": 0.8, "nuclear_credibility": 1.0})
    worn = with_columns(loud, {"nuclear_credibility": 0.2})
    help_given = [
        change(outcome("response.answers", start, world), "support")
        for world in (silent, loud, worn)
    ]
    assert (help_given[1] < help_given[2]).all()
    assert (help_given[2] < help_given[0]).all()
    sent = outcome("response.answers", start, loud)
    signalled = sent.terms["nuclear_signal"]["sent"] > 0
    assert signalled.any()
    assert (sent.terms["nuclear_credibility"]["worn"][signalled] < 0).all()


def test_ties_with_the_west_begin_well_and_can_turn_both_ways(start: Simulation) -> None:
    assert (start.world.ties_with_west > 0.5).all()
    ties = np.stack([world.ties_with_west for world in history(runs=16, steps=60)])
    moves = np.diff(ties, axis=0)
    assert (moves > 0.001).any(axis=0).mean() > 0.5
    assert (moves < -0.001).any(axis=0).mean() > 0.5


@cases_of("response")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
