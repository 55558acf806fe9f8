"""When the hegemon talks; that talks and force are no alternatives (TR-15)."""

from __future__ import annotations

import numpy as np

from sovsim.axes import ConflictStatus, Rung, Talks
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import chances, history, with_columns

RULE = "talks.talks"


def test_talks_go_with_any_rung_and_with_none_less_than_with_another(
    start: Simulation, later: World
) -> None:
    for rung in Rung:
        acting = with_columns(later, {"rung": float(rung)})
        assert (chances(start, acting, RULE)[Talks.NEGOTIATE] > 0.02).all()
    passed = history(runs=32, steps=40)
    both = [(world.rung > Rung.OPEN_THREAT) & (world.talks > Talks.NONE) for world in passed]
    assert np.stack(both).any()


def test_a_war_of_its_own_does_not_end_talks(start: Simulation, later: World) -> None:
    at_war = with_columns(
        later, {"hegemon_war": 1.0, "conflict_status": float(ConflictStatus.FIGHTING)}
    )
    assert (chances(start, at_war, RULE)[Talks.NEGOTIATE] > 0.1).all()


def test_tension_brings_negotiation_and_only_a_conflict_is_mediated(
    start: Simulation, later: World
) -> None:
    calm, tense = (
        chances(start, with_columns(later, {"pressure": value}), RULE)[Talks.NEGOTIATE]
        for value in (0.0, 1.0)
    )
    assert (tense >= calm).all()
    assert (tense > calm).any()
    settled = with_columns(later, {"conflict_status": float(ConflictStatus.SETTLED)})
    assert (chances(start, settled, RULE)[Talks.MEDIATE] == 0).all()
