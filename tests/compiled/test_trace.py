"""A traced quarter gives what the engine gives: any mechanisms, region, world and parameters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from sovsim.compiled.trace import Quarter, quarter
from sovsim.region import Region, Topology, synthetic_region
from sovsim.schedule import RULES, compile_stages
from tests.compiled.beside import assert_alike, imposed
from tests.strategies import MODES, Situation, made_world_on, situation_of, situations, topology
from tests.together import each

RUNS = 3


def alone() -> Region:
    """A region of one state, without rivals, contested land or borders."""
    two = synthetic_region(2, seed=3)
    state = replace(two.states[0], borders=())
    return replace(two, states=(state,), rivalries=(), contested=(), memberships=())


TOPOLOGIES: Mapping[str, Topology] = {
    "post-soviet": topology("baseline-1992-2026"),
    "toy-two-states": topology("toy-two-states"),
    "toy-four-states": topology("toy-four-states"),
    "synthetic, 60 states": Topology.from_region(synthetic_region(60, seed=2)),
    "synthetic, 17 states": Topology.from_region(synthetic_region(17, seed=5)),
    "one state": Topology.from_region(alone()),
}
_NAMES = {id(ties): name for name, ties in TOPOLOGIES.items()}


@cache
def traced(
    region: str, chosen: tuple[tuple[str, str], ...] = (), off: frozenset[str] = frozenset()
) -> Quarter:
    return quarter(compile_stages(dict(chosen)), TOPOLOGIES[region], off)


def here(region: str, seed: int, rest: str, varied: bool = True) -> Situation:
    """A made-up world with decisions that are imposed here and there."""
    world = made_world_on(TOPOLOGIES[region], RUNS, seed, {}, rest)
    found = situation_of(world, seed, varied=varied)
    return replace(found, shocks=imposed(world, seed))


def test_a_traced_quarter_is_the_engines_with_ledger_and_metrics() -> None:
    assert_alike(traced("toy-two-states"), compile_stages(), here("toy-two-states", 1, "anywhere"))


@pytest.mark.slow
@each("region", list(TOPOLOGIES))
def test_in_every_region(region: str) -> None:
    for seed, rest in enumerate(MODES):
        assert_alike(traced(region), compile_stages(), here(region, seed, rest))


def versions() -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield sets of mechanisms until each variant of each rule has been in one."""
    columns = [[(name, variant) for variant in rule.variants] for name, rule in RULES.items()]
    for row in itertools.zip_longest(*(column for column in columns if column)):
        yield tuple(pair for pair in row if pair is not None)


@pytest.mark.slow
@each("chosen", list(versions()))
def test_with_every_variant(chosen: tuple[tuple[str, str], ...]) -> None:
    for region in ("post-soviet", "toy-two-states"):
        stages = compile_stages(dict(chosen))
        assert_alike(traced(region, chosen), stages, here(region, len(chosen), "anywhere"))


def every_name() -> list[str]:
    """Every term and motive of every rule and variant, as ``mechanisms.off`` has it."""
    rules = [one for rule in RULES.values() for one in (rule, *rule.variants.values())]
    return sorted(
        {
            f"{owner}.{name}"
            for rule in rules
            for declared in (rule.signed_terms, rule.signed_choices)
            for owner, names in declared.items()
            for name in names
        }
    )


BATCHES = 12


@pytest.mark.slow
@each("batch", range(BATCHES + 1))
def test_with_any_term_or_motive_switched_off(batch: int) -> None:
    names = every_name()
    off = frozenset(names if batch == BATCHES else names[batch::BATCHES])
    stages = compile_stages()
    assert_alike(
        traced("post-soviet", (), off), stages, here("post-soviet", batch, "anywhere"), off
    )


@pytest.mark.slow
@given(found=situations)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_in_the_worlds_in_which_every_rule_is_tried(found: Situation) -> None:
    ties = found.world.topology
    name = next((key for key, one in TOPOLOGIES.items() if one is ties), None)
    made = traced(name) if name else quarter(compile_stages(), ties)
    world = found.world
    shocks = imposed(world, world.step)
    assert_alike(made, compile_stages(), replace(found, shocks=shocks))
