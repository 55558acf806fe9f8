"""The two reasons to lean to the hegemon have equal means (RH-15)."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.rules.leanings import PULLS, leanings
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import change, outcome, with_columns, with_parameters

WEIGHT = {"lean_compelled": "foreign_policy.compelled", "lean_inclined": "foreign_policy.inclined"}
DECISIONS = {
    "action": "foreign_policy.choose",
    "bid_move": "bids.choose",
    "body_move": "bodies.choose",
}


def test_both_are_neutral_by_default(start: Simulation, later: World) -> None:
    assert all((pull == 0.0).all() for pull in leanings(later, start.parameters).values())
    terms = outcome("alignment.conduct", start, later).terms["alignment_russia"]
    assert all((np.asarray(terms[name]) == 0.0).all() for name in PULLS)


@pytest.mark.parametrize("decision", DECISIONS)
def test_both_stand_in_every_decision_along_the_same_options(
    start: Simulation, later: World, decision: str
) -> None:
    given = with_parameters(start, dict.fromkeys(WEIGHT.values(), 1.0))
    for choice in outcome(DECISIONS[decision], given, later).choices:
        compelled, inclined = (choice.terms[name] for name in PULLS)
        assert compelled.table is inclined.table
        assert compelled.table.sum() == 0.0


@pytest.mark.parametrize("pull", PULLS)
@pytest.mark.parametrize("weight", [1.0, -1.0])
def test_a_pull_moves_conduct_by_the_sign_of_its_weight(
    start: Simulation, later: World, pull: str, weight: float
) -> None:
    given = with_parameters(start, {WEIGHT[pull]: weight})
    felt = leanings(later, given.parameters)
    assert (np.sign(felt[pull]) == weight).all()
    moved = with_columns(later, {pull: weight})
    gain = change(outcome("alignment.conduct", given, moved), "alignment_russia") - change(
        outcome("alignment.conduct", given, later), "alignment_russia"
    )
    assert (np.sign(gain) == weight).all()


def test_pulls_are_of_one_size_at_their_usual_strength(start: Simulation, later: World) -> None:
    given = with_parameters(start, dict.fromkeys(WEIGHT.values(), 1.0))
    means = [pull.mean() for pull in leanings(later, given.parameters).values()]
    assert all(0.4 < mean < 2.5 for mean in means)
    assert 0.5 < means[0] / means[1] < 2.0
