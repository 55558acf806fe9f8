"""What a rung does to a state, and what the hegemon expects of it."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Rung
from sovsim.rules.ladder import COERCIVE
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.rules.signs import UP, Sign, contradicted, not_fading
from tests.worlds import onward, outcome, with_columns

SIGNS = (
    Sign("coercion.felt", "rung", "pressure", UP, values=(0, Rung.TACIT_PRESSURE)),
    Sign("coercion.felt", "pressure", "threat_perception", UP),
    Sign("coercion.felt", "occupation", "threat_perception", UP),
    Sign("coercion.felt", "rung", "agitation", UP, values=(0, Rung.SUBVERSION)),
    Sign("coercion.expectation", "alignment_russia", "expected_compliance", UP),
    Sign("coercion.expectation", "self_image", "expected_compliance", UP),
    Sign("coercion.expectation", "hegemon_distance", "expected_compliance", UP, values=(0.4, 0.9)),
    Sign("coercion.expectation", "expected_compliance", "perceived_expectation", UP),
)

FADING = (
    ("coercion.felt", "pressure"),
    ("coercion.felt", "agitation"),
    ("coercion.felt", "threat_perception"),
)


def test_a_cause_moves_its_effect_in_the_stated_direction(start: Simulation, later: World) -> None:
    assert contradicted(SIGNS, start, later) == []


def test_what_nothing_keeps_up_falls_back_and_what_is_low_comes_up(
    start: Simulation, later: World
) -> None:
    assert not_fading(FADING, start, later) == []


def test_the_same_rung_bites_more_where_a_state_leans_more(start: Simulation, later: World) -> None:
    pressed = with_columns(later, {"rung": Rung.ECONOMIC_COERCION, "pressure": 0.1})
    low, high = (
        outcome("coercion.felt", start, with_columns(pressed, {"dependence": value})).terms[
            "pressure"
        ]["exercised"]
        for value in (0.2, 0.7)
    )
    assert (high > low).all()


def test_every_rung_that_coerces_bites_and_the_gentle_ones_do_not(
    start: Simulation, later: World
) -> None:
    bites = {
        rung: outcome("coercion.felt", start, with_columns(later, {"rung": rung})).terms[
            "pressure"
        ]["exercised"]
        for rung in Rung
    }
    for rung, bite in bites.items():
        assert ((bite > 0.0) == (rung in COERCIVE)).all(), rung.name


def test_the_expectation_is_hidden_and_seen_through_noise(start: Simulation) -> None:
    passed = onward(start, 12)[-1]
    error = passed.perceived_expectation - passed.expected_compliance
    assert np.abs(error).mean() > 0.01
    assert error.std(axis=1).min() > 0.0
