"""What governments and publics wish, and what moves their wishes."""

from __future__ import annotations

import numpy as np

from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import DOWN, UP, Sign, contradicted, not_fading
from tests.worlds import change, outcome, with_columns

SIGNS = (
    Sign("opinion.governments", "pressure", "preference_russia", DOWN),
    Sign("opinion.governments", "soft_power", "preference_russia", UP),
    Sign("opinion.governments", "eurasianism", "preference_russia", UP),
    Sign("opinion.governments", "public_russia", "preference_russia", UP),
    Sign("opinion.governments", "threat_perception", "preference_west", UP),
    Sign("opinion.governments", "openness", "preference_west", UP),
    Sign("opinion.governments", "public_west", "preference_west", UP),
    Sign("opinion.publics", "pressure", "public_russia", DOWN),
    Sign("opinion.publics", "violation", "public_russia", DOWN),
    Sign("opinion.publics", "soft_power", "public_russia", UP),
    Sign("opinion.publics", "pressure", "preference_autonomy", UP),
    Sign("opinion.governments", "tide", "preference_west", UP),
    Sign("opinion.governments", "tide", "preference_russia", DOWN),
    Sign("opinion.publics", "tide", "public_west", UP),
    Sign("opinion.governments", "violation", "preference_west", UP),
    Sign("opinion.publics", "violation", "public_west", UP),
    Sign("opinion.publics", "bid_stage", "public_west", UP, values=(0, 3)),
)

FADING = (("opinion.governments", "preference_russia"), ("opinion.publics", "public_west"))


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_eurasianism_is_kinship_with_neighbours_and_no_hostility_to_the_west(
    start: Simulation, later: World
) -> None:
    official = with_columns(later, {"eurasianism": 0.6})
    before, after = (outcome("opinion.governments", start, world) for world in (later, official))
    assert np.array_equal(change(before, "preference_west"), change(after, "preference_west"))
    more = change(after, "preference_russia") - change(before, "preference_russia")
    kin, others = later.cultural_affinity > 0.6, later.cultural_affinity < 0.3
    assert (more >= 0).all()
    assert more[:, kin].mean() > more[:, others].mean()


def test_a_tide_carries_an_open_society_further_than_a_closed_one(
    start: Simulation, later: World
) -> None:
    high = with_columns(later, {"tide": 0.5, "preference_west": 0.5})
    moved = [
        outcome("opinion.governments", start, with_columns(high, {"regime_type": kind})).terms[
            "preference_west"
        ]["tide"]
        for kind in (0.1, 0.9)
    ]
    assert (moved[1] > moved[0]).all()
