"""What the hegemon needs of a small state."""

from __future__ import annotations

import pytest

from sovsim.rules.bargaining import bargaining
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import with_columns

NEEDED = {"sanction_burden": 0.6, "isolation_west": 0.6, "alignment_west": 0.3}


@pytest.mark.parametrize(
    ("column", "sign"),
    [
        ("transit", 1),
        ("basing", 1),
        ("sanction_burden", 1),
        ("isolation_west", 1),
        ("relation_hegemon", 1),
        ("alignment_west", -1),
    ],
)
def test_a_need_gives_a_small_state_something_to_bargain_with(
    start: Simulation, later: World, column: str, sign: int
) -> None:
    world = with_columns(later, NEEDED)
    low, high = (
        bargaining(with_columns(world, {column: value}), start.parameters) for value in (0.1, 0.9)
    )
    assert (sign * (high - low) > 0).all()
    assert (low >= 0).all()
    assert (high <= 1).all()


def test_who_has_nothing_that_is_needed_cannot_bargain(start: Simulation, later: World) -> None:
    none = dict.fromkeys(("transit", "basing", "sanction_burden", "isolation_west"), 0.0)
    assert (bargaining(with_columns(later, none), start.parameters) == 0).all()
