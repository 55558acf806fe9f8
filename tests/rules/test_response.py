"""Sanctions, support, signals and isolation after what the hegemon does."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Engagement, Rung
from sovsim.rules.response import votes_against
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import UP, Sign, contradicted, not_fading
from tests.worlds import change, history, outcome, with_columns, with_parameters

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


def test_who_condemns_may_turn_away_and_who_does_not_may_draw_nearer_or_the_reverse(
    start: Simulation, later: World
) -> None:
    """RH-13: the two push against each other on the same room, and either may push back."""
    war = with_columns(
        later, {"violation": 0.9, "rung": float(Rung.INVASION), "isolation_world": 0.3}
    )

    def moved(away: float, nearer: float) -> np.ndarray:
        weighed = {"response.turned_away": away, "response.drawn_nearer": nearer}
        result = outcome("response.standing", with_parameters(start, weighed), war)
        terms = result.terms["isolation_world"]
        return np.asarray(terms["turned_away"] + terms["drawn_nearer"])

    assert (moved(1.0, 0.0) > 0).all()
    assert (moved(0.0, 1.0) < 0).all()
    assert (moved(-1.0, 0.0) < 0).all()
    assert (moved(0.0, -1.0) > 0).all()
    assert (moved(0.5, 0.5) < moved(0.5, 0.0)).all()
    assert not moved(0.0, 0.0).any()


def test_isolation_in_the_world_sways_later_votes_where_it_is_let(
    start: Simulation, later: World
) -> None:
    """RH-13: by default the vote does not look at who has turned away before."""
    little, much = (with_columns(later, {"isolation_world": value}) for value in (0.1, 0.5))

    def more(swayed: float) -> np.ndarray:
        parameters = with_parameters(start, {"response.swayed": swayed}).parameters
        votes = [votes_against(each, parameters, 0.5) for each in (little, much)]
        return np.asarray(votes[1] - votes[0])

    assert (more(0.5) > 0).all()
    assert not more(0.0).any()


def test_diplomacy_in_others_conflicts_may_strain_ties_with_the_west_or_warm_them(
    start: Simulation, later: World
) -> None:
    busy = with_columns(later, {"engagement": float(Engagement.MEDIATE), "ties_with_west": 0.5})
    strained, warmed = (
        outcome(
            "response.answers", with_parameters(start, {"response.strain": strain}), busy
        ).terms["ties_with_west"]["brokering"]
        for strain in (0.05, -0.05)
    )
    assert (strained < 0).all()
    assert np.array_equal(strained, -warmed)


def texts(start: Simulation, world: World) -> np.ndarray:
    """Return the votes on a text in many quarters of one world, 0 where none comes."""
    return np.concatenate(
        [
            np.asarray(each.value)
            for step in range(40)
            for each in outcome("response.standing", start, world.replace({}, step)).transitions
        ]
    )


def test_texts_come_again_in_a_war_fewer_of_them_later_and_fewest_of_what_is_left_of_it(
    start: Simulation, later: World
) -> None:
    calm = with_columns(
        later, {"violation": 0.0, "rung": 0.0, "hegemon_war": 0.0, "presence_unasked": 0.0}
    )
    war = with_columns(calm, {"violation": 0.8, "hegemon_war": 1.0, "spent": 0.9})
    old = with_columns(war, {"spent": 0.0})
    left = with_columns(calm, {"presence_unasked": 0.6, "spent": 0.0})
    act = with_columns(calm, {"violation": 1.0, "rung": float(Rung.INVASION)})
    often = [float((texts(start, world) > 0).mean()) for world in (act, war, old, left, calm)]
    assert often[0] == 1.0
    assert often == sorted(often, reverse=True)
    assert 0.0 < often[3] < 0.1 < often[2] < often[1] - 0.1
    assert often[4] == 0.0
    wide, narrow = (
        np.median(votes[votes > 0]) for votes in (texts(start, act), texts(start, left))
    )
    assert wide > narrow > 0.3


def test_a_nuclear_threat_answers_help_and_not_the_war_by_itself(
    start: Simulation, later: World
) -> None:
    def threats(support: float, resolve: float) -> float:
        war = with_columns(later, {"violation": 0.9, "support": support, "resolve": resolve})
        sent = [
            outcome("response.answers", start, war.replace({}, step)).terms["nuclear_signal"]
            for step in range(20)
        ]
        return float(np.mean([each["sent"] > 0 for each in sent]))

    assert threats(0.0, 0.0) == 0.0
    assert 0.0 < threats(0.0, 1.0) < threats(0.9, 1.0)
    assert threats(0.9, 0.0) > 0.3


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
