"""The order of international society enters choices: norms, standing, trust, precedent."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.axes import Level, Norm, Power, Rung, Talks
from sovsim.rules import ladder, society
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import with_columns

CALM = {"request": 0.0, "armistice": 0.0, "hegemon_war": 0.0}


def utility(start: Simulation, world: World, rung: Rung) -> np.ndarray:
    """Return what the order adds to a rung, against respect."""
    given = start.parameters
    terms = society.order_terms(world, given, ladder.intrusion(given), ladder.force(given)).values()
    total = sum(np.broadcast_to(term, (len(Rung), world.runs, 14)) for term in terms)
    return total[rung] - total[Rung.RESPECT]


@pytest.mark.parametrize(
    ("column", "rung", "sign"),
    [
        ("norm_strength_non_intervention_global", Rung.INVASION, -1),
        ("norm_strength_non_intervention_regional", Rung.INVASION, -1),
        ("norm_strength_great_power_management_global", Rung.INVASION, 1),
        ("norm_strength_great_power_management_regional", Rung.INVASION, 1),
        ("norm_strength_sanctions_regional", Rung.ECONOMIC_COERCION, 1),
        ("norm_strength_peacekeeping_un_global", Rung.PEACEKEEPERS, -1),
        ("norm_strength_peacekeeping_un_regional", Rung.PEACEKEEPERS, -1),
        ("norm_strength_peacekeeping_russian_global", Rung.PEACEKEEPERS, 1),
        ("norm_strength_peacekeeping_russian_regional", Rung.PEACEKEEPERS, 1),
        ("stance_regional", Rung.OPEN_THREAT, -1),
        ("trust_osce", Rung.OPEN_THREAT, -1),
        ("trust_un", Rung.OPEN_THREAT, -1),
        ("isolation_world", Rung.SUBVERSION, -1),
        ("isolation_west", Rung.SUBVERSION, -1),
        ("ties_with_west", Rung.OPEN_THREAT, -1),
        ("sanction_burden", Rung.INVASION, -1),
        ("nuclear_signal", Rung.INVASION, 1),
        ("secession_precedent", Rung.ANNEXATION, 1),
        ("secession_precedent", Rung.INVASION, 1),
        ("mandate_peacekeeping_csto", Rung.PEACEKEEPERS, 1),
        ("legitimacy_csto_un_majority", Rung.PEACEKEEPERS, 1),
    ],
)
def test_every_part_of_the_order_speaks_for_or_against_an_act(
    start: Simulation, later: World, column: str, rung: Rung, sign: int
) -> None:
    low, high = (
        utility(start, with_columns(later, {**CALM, column: value}), rung) for value in (0.1, 0.9)
    )
    assert (sign * (high - low) > 1e-6).all()


def test_keepers_that_were_asked_for_are_less_in_dispute(start: Simulation, later: World) -> None:
    unasked = with_columns(later, CALM)
    asked = with_columns(unasked, {"request": 1.0})

    def matters(world: World) -> np.ndarray:
        strict, lax = (
            society.cost_of_sending(
                with_columns(world, {"norm_strength_peacekeeping_un_global": value}),
                start.parameters,
            )
            for value in (0.9, 0.1)
        )
        return strict - lax

    assert (matters(unasked) > matters(asked)).all()
    assert (matters(asked) > 0).all()


def test_standing_is_heard_and_carries_duty(start: Simulation, later: World) -> None:
    low, high = (with_columns(later, {"status": value}) for value in (0.1, 0.9))
    for reading in (society.hearing, society.duty):
        assert (reading(high, start.parameters) > reading(low, start.parameters)).all()
    mediated = [society.talks_terms(world, start.parameters)["heard"] for world in (low, high)]
    assert (mediated[1][Talks.MEDIATE] > mediated[0][Talks.MEDIATE]).all()


def test_leverage_holds_back_one_power_and_partners_soften_sanctions(
    start: Simulation, later: World
) -> None:
    held = society.held_back(with_columns(later, {"leverage_turkey": 0.8}), start.parameters)
    assert (held[Power.TURKEY] > 0).all()
    assert (held[Power.CHINA] == 0).all()
    sanctioned = with_columns(later, {"sanction_burden": 0.5})
    alone, befriended = (
        society.withheld(with_columns(sanctioned, {"isolation_world": value}), start.parameters)
        for value in (0.9, 0.1)
    )
    assert (alone > befriended).all()
    assert (befriended > 0).all()


def test_a_norm_is_read_at_both_levels(later: World) -> None:
    read = society.norm(later, Norm.SANCTIONS)
    assert np.allclose(read, later.norm_strength[Norm.SANCTIONS][list(Level)].mean(axis=0))
