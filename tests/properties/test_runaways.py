"""Two circles that could run away, and do not: their gain, taken from the rules, is below one."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import Level, Norm, Rung
from sovsim.rules.quantal_response import settle
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.worlds import (
    FORCE,
    change,
    history,
    onward,
    outcome,
    simulation,
    with_columns,
    with_parameters,
)

RUNS = 8
STEP = 1e-4
CLOSED = (0, 4)
"""Worlds in which there is more disorder than the hegemon's own doing, so that it can be used."""
NORM = (Norm.NON_INTERVENTION, Level.REGIONAL)


@pytest.fixture(scope="module")
def start() -> Simulation:
    """Return a simulation in which nothing moves unrest by chance."""
    without_chance = {"unrest.unrest_noise": 0.0, "unrest.spark_chance": 0.0}
    return with_parameters(simulation(runs=RUNS), without_chance)


def worlds() -> list[World]:
    """Return quarters of the baseline, and the same with states at their most tempting."""
    real = [world for world in history(runs=RUNS, steps=24) if world.step in (4, 12, 24)]
    tempting = {
        "cleavage": 0.8,
        "sphere": 1.0,
        "sovereignty_conception": 0.25,
        "alignment_russia": 0.15,
        "expected_bid": 0.5,
    }
    quiet = {"usual_unrest": 0.13, "opening_disorder": 0.0, "spent": 1.0}
    bent = [
        with_columns(real[-1], {**tempting, **quiet, "unrest": unrest, "agitation": agitation})
        for unrest in (0.3, 0.6, 0.9)
        for agitation in (0.0, 0.5)
    ]
    return [*real, *bent]


def chance_of(start: Simulation, world: World, rung: Rung) -> FloatArray:
    """Return the chance of a rung, with the opening that the world's disorder leaves."""
    opened = change(outcome("openings.change", start, world), "opening_disorder")
    world = with_columns(world, {"opening_disorder": world.opening_disorder + opened})
    (choice,) = outcome("hegemon_policy.rung", start, world).choices
    return settle(choice).probability[rung]


def slope(of: object, world: World, column: str) -> FloatArray:
    """Return the derivative of a reading by a column, by central differences."""
    assert callable(of)
    high, low = (with_columns(world, {column: world[column] + side}) for side in (STEP, -STEP))
    result: FloatArray = (of(high) - of(low)) / (2 * STEP)
    return result


def next_quarter(start: Simulation) -> object:
    """Return what is added to agitation, with subversion at its chance and not as drawn."""

    def added(world: World) -> FloatArray:
        chance = chance_of(start, world, Rung.SUBVERSION)
        done, left = (
            change(
                outcome("coercion.felt", start, with_columns(world, {"rung": float(rung)})),
                "agitation",
            )
            for rung in (Rung.SUBVERSION, Rung.RESPECT)
        )
        return chance * done + (1.0 - chance) * left

    return added


@pytest.mark.parametrize("number", range(9))
def test_subversion_feeds_unrest_and_unrest_opportunity_by_less_than_it_took(
    number: int, start: Simulation
) -> None:
    world = worlds()[number]
    added = next_quarter(start)

    def disorder(there: World) -> FloatArray:
        return change(outcome("unrest.unrest", start, there), "unrest")

    by_unrest, by_itself = (slope(added, world, column) for column in ("unrest", "agitation"))
    onto_unrest, of_unrest = (slope(disorder, world, name) for name in ("agitation", "unrest"))
    assert (by_itself < 0).all(), "agitation that nobody feeds fades"
    assert (of_unrest < 0).all(), "unrest that nothing feeds calms"
    gain = (by_unrest / -by_itself) * (onto_unrest / -of_unrest)
    assert gain.max() < 1.0
    if CLOSED[0] <= number < CLOSED[1]:
        assert gain.max() > 0.0, "the circle is there"


def test_a_violation_makes_the_next_one_cheaper_by_less_than_it_took(start: Simulation) -> None:
    slowness = float(np.asarray(start.parameters.norms.slowness))
    for world in worlds():

        def force(there: World) -> FloatArray:
            (choice,) = outcome("hegemon_policy.rung", start, there).choices
            expected: FloatArray = (settle(choice).probability * FORCE).sum(axis=0)
            return expected.mean(axis=-1, keepdims=True)

        def eroded(there: World) -> FloatArray:
            return change(outcome("norms.evolve", start, there), "norm_strength")[NORM]

        def at(strength: float, there: World = world) -> World:
            norms = there.norm_strength.copy()
            norms[NORM] = norms[NORM] + strength
            return with_columns(there, {"norm_strength": norms})

        cheaper = (force(at(-STEP)) - force(at(STEP))) / (2 * STEP)
        calm = with_columns(world, {"violation": 0.2})
        erosion = -(
            eroded(with_columns(calm, {"violation": 0.2 + STEP}))
            - eroded(with_columns(calm, {"violation": 0.2 - STEP}))
        ) / (2 * STEP)
        over_its_own_time = cheaper * erosion * slowness
        assert over_its_own_time.max() < 1.0
        assert over_its_own_time.max() > 0.0


def test_a_blow_to_the_norm_does_not_grow_by_itself(start: Simulation) -> None:
    weak = start.world.norm_strength.copy()
    weak[NORM] = weak[NORM] - 0.1
    before = onward(start, 24)
    after = onward(start, 24, with_columns(start.world, {"norm_strength": weak}))
    lost = before[-1].norm_strength[NORM] - after[-1].norm_strength[NORM]
    assert lost.mean() < 0.15


def test_agitated_states_calm_down_when_the_agitation_ends(start: Simulation) -> None:
    stirred = with_columns(start.world, {"agitation": 0.8, "unrest": 0.6})
    before, after = onward(start, 24)[-1], onward(start, 24, stirred)[-1]
    assert abs(after.unrest.mean() - before.unrest.mean()) < 0.05
