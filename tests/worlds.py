"""Simulations on common random numbers, and worlds that differ in what a test names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Action, Bid, BidMove, BodyMove, Rung, Talks
from sovsim.parameters import Parameters
from sovsim.rules import ladder
from sovsim.rules.contract import Outcome
from sovsim.rules.foreign_policy import REGIONAL_BODIES
from sovsim.rules.quantal_response import settle
from sovsim.scenario import Scenario, load_scenario
from sovsim.schedule import RULES
from sovsim.shocks import Override, Shocks
from sovsim.simulation import Simulation
from sovsim.studies.behaviour.arms import with_columns as setting
from sovsim.world import World

BASELINE = "baseline-1992-2026"
INTRUSION = ladder.intrusion(Parameters())
FORCE = ladder.force(Parameters())
REGION = load_scenario(BASELINE).region


@cache
def scenario(name: str = BASELINE, settings: tuple[str, ...] = ()) -> Scenario:
    """Return a shipped scenario with settings."""
    return load_scenario(name).with_settings(settings)


@cache
def simulation(
    name: str = BASELINE, settings: tuple[str, ...] = (), runs: int = 8, seed: int = 0
) -> Simulation:
    """Return a simulation; equal seeds give equal draws whatever the scenario."""
    return Simulation.prepare(scenario(name, settings), seed, range(runs))


def onward(start: Simulation, steps: int, world: World | None = None) -> list[World]:
    """Return the worlds at the end of each of the next quarters."""
    current = start.world if world is None else world
    passed = []
    for _ in range(steps):
        current = start.step(current)
        passed.append(current)
    return passed


@cache
def history(
    name: str = BASELINE,
    settings: tuple[str, ...] = (),
    runs: int = 8,
    steps: int = 24,
    seed: int = 0,
) -> tuple[World, ...]:
    """Return the worlds at the end of each quarter; remembered between tests."""
    return tuple(onward(simulation(name, settings, runs, seed), steps))


def place(code: str, start: Simulation | None = None) -> int:
    """Return a state's place on the state axis."""
    region = REGION if start is None else start.scenario.region
    return region.index(code)


def with_columns(
    world: World, columns: Mapping[str, float | FloatArray], unit: int | None = None
) -> World:
    """Return the world with columns (or whole variables) set, for one unit or for all."""
    return setting(columns, unit)(world)


def imposing(start: Simulation, *overrides: Override) -> Simulation:
    """Return the simulation with decisions taken for its actors, whatever else happens."""
    return replace(start, shocks=Shocks(start.shocks.shocks, overrides))


def quiet(start: Simulation, *overrides: Override, quarters: int = 40) -> Simulation:
    """Return the simulation without events: states continue, the hegemon respects.

    Later decisions come before; so what a test imposes holds.
    """
    idle = (
        Override("action", Action.CONTINUE, start=0, duration=quarters),
        Override("rung", Rung.RESPECT, start=0, duration=quarters),
        Override("talks", Talks.NONE, start=0, duration=quarters),
        *(
            Override("bid_move", BidMove.STAY, start=0, duration=quarters, index=(bid,))
            for bid in Bid
        ),
        *(
            Override("body_move", BodyMove.STAY, start=0, duration=quarters, index=(body,))
            for body in REGIONAL_BODIES
        ),
    )
    return replace(start, shocks=Shocks((), (*idle, *overrides)))


def outcome(name: str, start: Simulation, world: World, variant: str = "default") -> Outcome:
    """Return what a rule hands back in a world of a simulation."""
    rule = RULES[name] if variant == "default" else RULES[name].variants[variant]
    return rule(world, start.parameters, start.noise.at(world.step), start.shocks)


def chances(
    start: Simulation, world: World, rule: str = "hegemon_policy.rung", index: int = 0
) -> FloatArray:
    """Return the probability of each option of a rule's choice, shape ``(option, run, unit)``."""
    return settle(outcome(rule, start, world).choices[index]).probability


def change(result: Outcome, variable: str) -> FloatArray:
    """Return the sum of a variable's terms."""
    return np.asarray(sum(result.terms[variable].values()))


def with_parameters(start: Simulation, values: Mapping[str, float]) -> Simulation:
    """Return the simulation with other parameter values, whatever their declared range."""
    return replace(start, parameters=start.parameters.replace(values))
