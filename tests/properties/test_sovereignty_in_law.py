"""In law all states are equal, always; only what they are free to do differs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sovsim import engine
from sovsim.metrics import METRICS, Moment
from sovsim.schedule import RULES, compile_stages
from sovsim.variables import VARIABLES
from tests.casebook import Case, cases_of, judge
from tests.strategies import Situation, situations
from tests.worlds import history, simulation

few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", ["baseline-1992-2026", "invasion-2022", "crimea-2014-firm-west"])
def test_every_state_is_fully_sovereign_in_law_in_every_quarter(name: str) -> None:
    for world in history(name, runs=8, steps=16):
        assert (world.formal_sovereignty == 1.0).all()


@given(here=situations)
@few
def test_nothing_that_can_happen_takes_sovereignty_in_law(here: Situation) -> None:
    after = engine.step(here.world, compile_stages(), here.parameters, here.noise, here.shocks)
    assert (after.formal_sovereignty == 1.0).all()


def test_no_rule_writes_sovereignty_in_law() -> None:
    assert VARIABLES["formal_sovereignty"].kind == "static"
    for rule in RULES.values():
        assert "formal_sovereignty" not in rule.writes


def test_the_title_to_land_never_changes_whoever_holds_it() -> None:
    start = simulation("invasion-2022", runs=8)
    parents = start.world.topology.contested_parent.copy()
    passed = history("invasion-2022", runs=8, steps=24)
    assert any((world.holder != start.world.holder).any() for world in passed)
    for world in passed:
        assert np.array_equal(world.topology.contested_parent, parents)
    assert not any("title" in name for name in VARIABLES)


def test_lost_land_widens_the_gap_and_leaves_sovereignty_in_law_alone() -> None:
    start = simulation("invasion-2022", runs=8)
    last = history("invasion-2022", runs=8, steps=24)[-1]
    moment = Moment(last, last, start.world)
    gap = METRICS["sovereignty_gap"].reading(moment)
    assert (gap > 0).all()
    assert np.allclose(gap, 1.0 - last.autonomy.mean(axis=0))


@cases_of("sovereignty_in_law")
def test_the_world_is_as_the_case_says(case: Case) -> None:
    judge(case)
