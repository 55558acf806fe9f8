"""What weighs for and against force: reach, allies, wars elsewhere, papers, needs, alarm."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import Rung
from sovsim.rules.rung_motives import rung_terms
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import place, with_columns, with_parameters

FORCE = (Rung.ANNEXATION, Rung.INVASION)


def terms(start: Simulation, later: World, **columns: float) -> dict[str, FloatArray]:
    """Return the terms of the rungs in a world of the sphere in which some columns differ."""
    return rung_terms(with_columns(later, {"sphere": 1.0, **columns}), start.parameters)


@pytest.mark.parametrize(
    ("motive", "cause", "rung", "sign"),
    [
        ("opportunity", "opening_disorder", Rung.ANNEXATION, 1),
        ("bid_opening", "opening_bid", Rung.INVASION, 1),
        ("reach", "proximity", Rung.INVASION, 1),
        ("ally", "membership_csto", Rung.INVASION, -1),
        ("means", "war_exhaustion", Rung.INVASION, -1),
        ("means", "readiness", Rung.INVASION, 1),
        ("resistance", "capacity", Rung.INVASION, -1),
        ("justification", "citizenship", Rung.INVASION, 1),
        ("alarm", "alarm", Rung.SUBVERSION, 1),
        ("purse", "resources", Rung.ECONOMIC_COERCION, 1),
        ("leverage", "dependence_energy", Rung.ECONOMIC_COERCION, 1),
        ("dissent", "alignment_russia", Rung.INVASION, 1),
    ],
)
def test_a_motive_moves_with_what_it_is_about(
    motive: str, cause: str, rung: Rung, sign: int, start: Simulation, later: World
) -> None:
    low, high = (terms(start, later, **{cause: value})[motive][rung] for value in (0.2, 0.8))
    difference = sign * (high - low)
    assert (difference >= 0).all()
    assert (difference > 0).any()


def test_a_war_elsewhere_binds_and_the_one_under_way_does_not_bind_itself(
    start: Simulation, later: World
) -> None:
    unit = place("GEO", start)
    peace = with_columns(later, {"hegemon_war": 0.0})
    war = with_columns(peace, {"hegemon_war": 1.0}, unit)
    bound = np.broadcast_to(
        rung_terms(war, start.parameters)["bound"], (len(Rung), *later.unrest.shape)
    )
    assert (bound[Rung.INVASION][:, unit] == 0).all()
    others = np.delete(bound[Rung.INVASION], unit, axis=-1)
    assert (others < 0).all()
    assert (bound[Rung.REWARD] == 0).all()


def test_what_the_hegemon_needs_of_a_state_is_neutral_unless_a_reader_says_otherwise(
    start: Simulation, later: World
) -> None:
    assert not np.any(terms(start, later, transit=0.9)["needed"])
    spared = with_parameters(start, {"hegemon_policy.needed": 0.8})
    low, high = (
        terms(spared, later, transit=share)["needed"][Rung.ECONOMIC_COERCION]
        for share in (0.1, 0.9)
    )
    assert (high < low).all()


def test_alarm_presses_below_force_and_makes_no_war(start: Simulation, later: World) -> None:
    alarmed = terms(start, later, alarm=0.9)["alarm"]
    assert not np.any(alarmed[list(FORCE)])
    assert (alarmed[Rung.OPEN_THREAT] > 0).any()


def test_neither_independence_nor_an_own_course_counts_unless_a_weight_says_so(
    start: Simulation, later: World
) -> None:
    """RH-01: two reasons of one kind, along one ladder, neutral by default."""
    free = {"autonomy": 0.9, "alignment_russia": 0.1, "sphere": 1.0}
    for motive, weight, sign in (
        ("independence", "hegemon_policy.own_value", -1),
        ("own_course", "hegemon_policy.own_course", 1),
    ):
        by_default = np.asarray(terms(start, later, **free)[motive])
        assert (by_default == 0).all()
        for size in (-1.0, 1.0):
            acting = with_parameters(start, {weight: size})
            weighed = np.asarray(terms(acting, later, **free)[motive])
            assert (sign * size * weighed[Rung.INVASION] > 0).all()
            assert (weighed[Rung.RESPECT] == 0).all()
