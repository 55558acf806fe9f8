"""What a careless reading of the documents would drop or bend, across several rules.

What belongs to one rule stands with its tests in ``tests/rules``; ``data/claims/traps.toml`` names
both.
"""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.axes import Domain, Forum, Norm, Route, Rung
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.worlds import chances, change, history, outcome, simulation, with_columns

RUNS = 8


@pytest.fixture
def start() -> Simulation:
    return simulation(runs=RUNS)


@pytest.fixture
def later() -> World:
    return history(runs=RUNS, steps=24)[-1]


def test_sovereignty_is_granted_by_degree_and_to_each_partner_in_its_own_measure(
    start: Simulation,
) -> None:
    declared = VARIABLES["sovereignty_conception"]
    assert declared.low > 0.0
    assert declared.high < 1.0
    granted = start.world.sovereignty_conception
    assert len(np.unique(granted[0].round(6))) > 5


@pytest.mark.parametrize("name", ["alignment_russia", "expected_compliance", "autonomy"])
def test_politics_security_and_economy_are_kept_apart(name: str, later: World) -> None:
    assert VARIABLES[name].axes == (Domain,)
    values = later[name]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert not np.allclose(values[one], values[other])


def test_sanctions_run_both_ways_and_are_a_norm(start: Simulation, later: World) -> None:
    burdened = with_columns(later, {"sanction_burden": 0.6, "counter_sanctions": 0.0})
    answer = outcome("response.answers", start, burdened).terms["counter_sanctions"]["answer"]
    assert (answer > 0).all()
    practised = outcome("norms.evolve", start, burdened).terms["norm_strength"]["sanctioning"]
    assert (practised[Norm.SANCTIONS] > 0).all()
    hit = with_columns(later, {"counter_sanctions": 0.8, "alignment_west": 0.8})
    loss = [
        outcome("welfare.course", start, with_columns(hit, {"dependence": value})).terms["welfare"][
            "counter_sanctions"
        ]
        for value in (0.1, 0.8)
    ]
    assert (loss[1] < loss[0]).all()


def test_government_public_and_regime_are_three_things(later: World) -> None:
    assert {"preference_west", "public_west", "regime_security"} <= set(VARIABLES)
    apart = np.abs(later.public_west - later.preference_west.mean(axis=0))
    assert apart.mean() > 0.02


def test_disappointment_with_the_osce_shifts_the_forum(start: Simulation, later: World) -> None:
    cold = with_columns(later, {"ties_with_west": 0.1})
    warm = with_columns(later, {"ties_with_west": 0.9})
    trust = [
        change(outcome("legitimacy.forums", start, world), "trust")[Forum.OSCE]
        for world in (cold, warm)
    ]
    assert (trust[0] < trust[1]).all()
    threat = with_columns(later, {"rung": float(Rung.OPEN_THREAT)})
    shift = [
        chances(start, with_columns(threat, {"trust_osce": value}), "routes.regional")[
            Route.FORUM_SHIFT
        ]
        for value in (0.1, 0.9)
    ]
    assert (shift[0] > shift[1]).all()
