"""What moves the hegemon up and down its ladder."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import Rung
from sovsim.rules.quantal_response import settle
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.casebook import Case, cases_of, judge
from tests.rules.signs import DOWN, UP
from tests.worlds import FORCE, INTRUSION, outcome, with_columns, with_parameters


def intrusion(start: Simulation, world: World, values: FloatArray = INTRUSION) -> FloatArray:
    """Return the intrusion (or force) that the hegemon is expected to choose."""
    (choice,) = outcome("hegemon_policy.rung", start, world).choices
    return (settle(choice).probability * values).sum(axis=0)


def test_a_bid_and_disorder_draw_coercion_by_themselves_or_hold_it_off_on_the_same_rungs(
    start: Simulation, later: World
) -> None:
    """RH-10: with like weights and as much of either, the two speak alike for every rung."""
    open_ = {
        "sphere": 1.0,
        "opening_disorder": 0.5,
        "expected_bid_eu": 0.5,
        "expected_bid_nato": 0.5,
    }
    world = with_columns(later, open_)
    weighed = {"hegemon_policy.bid_itself": 3.0, "hegemon_policy.disorder_itself": 3.0}
    for sign in (1.0, -1.0):
        some = with_parameters(start, {name: sign * size for name, size in weighed.items()})
        terms = outcome("hegemon_policy.rung", some, world).choices[0].terms
        bid, disorder = (np.asarray(terms[name]) for name in ("bid_itself", "disorder_itself"))
        assert np.allclose(bid, disorder, atol=1e-12)
        assert (sign * bid[Rung.INVASION] > 0).all()
        assert not bid[Rung.RESPECT].any()


@pytest.mark.parametrize(
    ("cause", "sign", "values"),
    [
        ("expected_compliance", UP, INTRUSION),
        ("alignment_russia", DOWN, INTRUSION),
        ("sovereignty_conception", DOWN, INTRUSION),
        ("expected_bid", UP, INTRUSION),
        ("compatriots", UP, INTRUSION),
        ("opening_disorder", UP, INTRUSION),
        ("opening_bid", UP, FORCE),
        ("citizenship", UP, INTRUSION),
        ("alarm", UP, INTRUSION),
        ("spent", DOWN, FORCE),
        ("membership_csto", DOWN, FORCE),
        ("war_exhaustion", DOWN, FORCE),
        ("capacity", DOWN, FORCE),
        ("readiness", UP, FORCE),
        ("resolve", DOWN, FORCE),
        ("attention_out_of_area", DOWN, FORCE),
        ("doctrine", UP, FORCE),
        ("membership_nato", DOWN, FORCE),
    ],
)
def test_what_moves_the_hegemon_to_intrude_or_to_use_force(
    cause: str, sign: float, values: FloatArray, start: Simulation, later: World
) -> None:
    short = with_columns(
        later, {"expected_compliance": 0.8, "opening_disorder": 0.5, "sphere": 1.0}
    )
    low, high = (
        intrusion(start, with_columns(short, {cause: value}), values) for value in (0.0, 0.6)
    )
    difference = sign * (high - low)
    assert difference.mean() > 0
    assert (difference > -1e-3).mean() > 0.95


def test_compatriots_are_a_reason_and_a_pretext_of_their_own(
    start: Simulation, later: World
) -> None:
    terms = outcome("hegemon_policy.rung", start, later).choices[0].terms
    assert "justification" in terms
    assert {"compatriots", "soft_power", "basing", "cultural_affinity"} <= set(VARIABLES)
    many, few = (
        outcome("hegemon_policy.rung", start, with_columns(later, {"compatriots": share}))
        .choices[0]
        .terms
        for share in (0.4, 0.0)
    )
    assert (many["justification"][Rung.INVASION] > few["justification"][Rung.INVASION]).all()
    shielded = with_columns(later, {"alignment_russia": 0.1, "sphere": 1.0})
    goal = [
        outcome("hegemon_policy.rung", start, with_columns(shielded, {"compatriots": share}))
        .choices[0]
        .terms["control"][Rung.INVASION]
        for share in (0.0, 0.4)
    ]
    assert (goal[1] >= goal[0]).all()
    assert (goal[1] > goal[0]).any()


@cases_of("hegemon_policy")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
