"""When the leader proposes a union."""

from __future__ import annotations

import pytest

from sovsim.axes import Founding
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import chances, outcome, simulation, with_columns

PROPOSE = "founding.propose"


@pytest.mark.parametrize("cause", ["resources", "eurasianism", "self_image"])
def test_means_and_ideas_move_the_leader_to_propose(
    cause: str, start: Simulation, later: World
) -> None:
    before = with_columns(later, {"founded_eaeu": 0.0})
    low, high = (
        chances(start, with_columns(before, {cause: value}), PROPOSE)[Founding.PROPOSE]
        for value in (0.1, 0.9)
    )
    assert (high > low).all()


def test_nobody_proposes_what_is_there_or_what_the_region_does_not_know(
    start: Simulation, later: World
) -> None:
    there = outcome(PROPOSE, start, with_columns(later, {"founded_eaeu": 1.0})).choices[0]
    assert there.active is not None
    assert not there.active.any()
    toy = simulation("toy-two-states")
    unknown = outcome(PROPOSE, toy, toy.world).choices[0]
    assert unknown.active is not None
    assert not unknown.active.any()
