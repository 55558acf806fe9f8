"""Stocks that nobody gives start where the given ones put them."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim import engine
from sovsim.arrays import FloatArray
from sovsim.axes import Domain
from sovsim.points import Starts
from sovsim.rules import opinion
from sovsim.scenario import load_scenario
from sovsim.shocks import Shocks
from sovsim.simulation import Simulation
from sovsim.start_at_rest import CORES, RESTING, Stillness, at_rest, given_at_start
from sovsim.variables import VARIABLES
from sovsim.world import unit_lengths
from tests.worlds import simulation, with_parameters

BASES = ("base-2005", "base-2012", "base-2019")
STOCKS = [variable.name for variable in RESTING if variable.kind == "stock"]


def drifts(start: Simulation, quarters: int) -> dict[str, FloatArray]:
    """Return what moves of what nobody gave, all else put back after every quarter.

    No draw, no event, no decision: a stage in which something is decided is left out.
    """
    still = Stillness(np.arange(start.world.runs), unit_lengths(start.world.topology))
    given = given_at_start(Starts(start.scenario))
    kept = {name: start.world[name] for name, variable in VARIABLES.items() if not variable.rests}
    stages = [
        stage for stage in start.stages if not any(rule.signed_choices for rule in stage.rules)
    ]
    world = start.world
    for _ in range(quarters):
        world = engine.step(world, stages, start.parameters, still, Shocks())
        again = {name: np.where(given[name], start.world[name], world[name]) for name in STOCKS}
        world = world.replace({**kept, **again})
    return {
        name: np.abs(world[name] - start.world[name])[
            np.broadcast_to(~given[name], world[name].shape)
        ]
        for name in STOCKS
    }


@pytest.mark.parametrize("name", [*BASES, "baseline-1992-2026", "toy-four-states"])
def test_at_rest_nothing_drifts_that_nobody_gave(name: str) -> None:
    for stock, moved in drifts(simulation(name, runs=4), 4).items():
        assert moved.max(initial=0.0) < 0.01, stock


@pytest.mark.parametrize("name", BASES)
def test_the_mean_state_rests_where_the_mean_was_looked_for(name: str) -> None:
    assert 0.55 <= simulation(name, runs=40).world.autonomy.mean() <= 0.6


def test_who_sells_energy_through_the_hegemon_rests_less_free_than_who_is_outside() -> None:
    start = simulation("baseline-1992-2026", runs=40)
    region, rests = start.scenario.region, start.world.autonomy.mean(axis=(0, 1))
    outside = min(rests[region.index(code)] for code in ("EST", "LTU", "LVA"))
    for seller in ("TKM", "KAZ", "AZE"):
        assert rests[region.index(seller)] < outside, seller
    own_way = simulation("baseline-1992-2026", ("initial.TKM.dependence_energy=0.1",), runs=40)
    freer = own_way.world.autonomy - start.world.autonomy
    assert freer[Domain.ECONOMIC, :, region.index("TKM")].mean() > 0.05


def test_what_a_scenario_gives_stays() -> None:
    given = ("initial.UKR.autonomy_security=0.9", "initial.UKR.capacity=0.5")
    start = simulation("base-2012", given, runs=2)
    ukraine = start.scenario.region.index("UKR")
    assert (start.world.autonomy[Domain.SECURITY, :, ukraine] == 0.9).all()
    assert (start.world.capacity[:, ukraine] == 0.5).all()
    georgia = start.scenario.region.index("GEO")
    assert (start.world.threat_perception[:, georgia] == 0.7).all()


def test_what_the_region_says_of_another_year_is_not_given() -> None:
    early, late = load_scenario("baseline-1992-2026"), load_scenario("base-2012")
    assert given_at_start(Starts(early))["grievance"].all()
    assert given_at_start(Starts(late))["grievance"].sum() == 1
    assert "grievance" not in late.region.as_dict()["initial"]


def test_where_states_rest_follows_the_rules_themselves() -> None:
    free = simulation("base-2019", runs=2)
    bound = with_parameters(free, {"autonomy.domination": 4.5})
    given = given_at_start(Starts(free.scenario))
    off = frozenset({"autonomy.latent_demand"})
    lower = at_rest(bound.world, given, bound.stages, bound.parameters)
    higher = at_rest(free.world, given, free.stages, free.parameters, off)
    assert (lower.autonomy < free.world.autonomy).all()
    assert (higher.autonomy > free.world.autonomy).all()


def test_the_start_is_the_same_to_the_bit_whatever_runs_stand_beside_it() -> None:
    scenario = load_scenario("baseline-1992-2026")
    block = Simulation.prepare(scenario, 3, range(7)).world
    alone = Simulation.prepare(scenario, 3, [5]).world
    for name in VARIABLES:
        assert np.array_equal(block[name][..., 5:6, :], alone[name]), name


@pytest.mark.parametrize("name", [*BASES, "baseline-1992-2026", "toy-four-states"])
def test_wishes_do_not_drift_toward_what_was_there_before(name: str) -> None:
    start = simulation(name, runs=4)
    still = Stillness(np.arange(start.world.runs), unit_lengths(start.world.topology))
    for rule in (opinion.governments, opinion.publics):
        terms = rule(start.world, start.parameters, still, Shocks()).terms
        for core, wish in CORES.items():
            if wish in terms:
                passing = {"coercion_seen", "force_seen", "refuge", "guarantor_failed", "tide"}
                lasting = sum(push for term, push in terms[wish].items() if term not in passing)
                settled = (start.world[core] > 0) & (start.world[core] < 1)
                assert np.abs(np.broadcast_to(lasting, settled.shape)[settled]).max() < 1e-9, wish
                assert settled.mean() > 0.8
