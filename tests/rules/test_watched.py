"""A compiler can follow every rule: whatever its values are, it does the same steps.

The source is read in `test_literals`; here each rule and variant is carried out on arrays that
refuse to be looked at, so that a branch on a value is found under whatever local name it hides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from unittest import mock

import numpy as np
import pytest

from sovsim.variables import VARIABLES
from sovsim.world import World, unit_lengths
from tests.rules import watched
from tests.rules.test_contract import numbers
from tests.rules.versions import VERSIONS
from tests.strategies import MODES, Situation, drawn_parameters, made_world, situation_of, topology
from tests.together import each

FOLLOWED = {name: rule for name, rule in VERSIONS.items() if name != "events.apply"}
"""All but the stage of events, which are data and not a rule's."""

MADE_UP = (("baseline-1992-2026", 1), ("synthetic", 2), ("toy-two-states", 3))

FUNCTIONS = {
    "absolute",
    "add",
    "bitwise_and",
    "bitwise_or",
    "broadcast_to",
    "divide",
    "equal",
    "exp",
    "expit",
    "full_like",
    "greater",
    "greater_equal",
    "invert",
    "less",
    "less_equal",
    "log",
    "logical_or",
    "maximum",
    "minimum",
    "multiply",
    "ndim",
    "negative",
    "not_equal",
    "ones_like",
    "stack",
    "subtract",
    "where",
    "zeros",
    "zeros_like",
}
"""All that may work on values: operators, functions and methods, by the name of what they call."""

TABLES_BY_CODE = {"forms.by_code", "norms._change", "routes._regional"}
"""Where a table is indexed by what was chosen or holds; the only places that need a look-up."""


@cache
def situations() -> tuple[Situation, ...]:
    return tuple(
        situation_of(made_world(region, watched.RUNS, seed, {}, MODES[seed % 4]), seed)
        for region, seed in MADE_UP
    )


@cache
def followed(name: str) -> tuple[dict[str, Any], ...]:
    """Return what a rule hands back of each situation, worked out on watched arrays."""
    with watched.watching():
        return tuple(
            dict(numbers(FOLLOWED[name](*watched.watch(here, seed))))
            for seed, here in enumerate(situations())
        )


@pytest.mark.slow
@each("name", list(FOLLOWED))
def test_a_rule_does_the_same_steps_whatever_the_values(name: str) -> None:
    for seed, (here, seen) in enumerate(zip(situations(), followed(name), strict=True)):
        parameters = drawn_parameters(watched.RUNS, seed)
        unseen = dict(numbers(FOLLOWED[name](here.world, parameters, here.noise, here.shocks)))
        assert seen.keys() == unseen.keys()
        for part, value in unseen.items():
            assert (value is None) == (seen[part] is None), part
            assert value is None or np.array_equal(value, watched.plain(seen[part])), part


@pytest.mark.slow
def test_only_the_listed_functions_work_on_values_and_few_places_look_up_by_code() -> None:
    for name in FOLLOWED:
        followed(name)
    assert watched.USED == FUNCTIONS
    assert watched.AS_NUMBERS == TABLES_BY_CODE


def test_the_axis_of_runs_is_known_by_its_length() -> None:
    others = {length for variable in VARIABLES.values() for length in variable.leading}
    for region, _ in MADE_UP:
        others |= set(unit_lengths(topology(region)).values())
    assert watched.RUNS not in others


PLANTED: dict[str, tuple[Callable[[World], object], str]] = {
    "if": (lambda world: 1 if world.unrest * 0.5 > 1 else 0, "branches on a value"),
    "any": (lambda world: world.unrest.any(axis=-1) or 1, "branches on a value"),
    "larger": (lambda world: max(world.rhetoric_respect, 0.5), "branches on a value"),
    "float": (lambda world: float(world.rhetoric_respect), "takes a value out"),
    "whole number": (lambda world: range(3)[world.rhetoric_respect], "takes a value out"),
    "list": (lambda world: world.unrest.tolist(), "takes values out"),
    "mask": (lambda world: world.unrest[world.unrest > 1], "cuts out by a mask"),
    "mean": (lambda world: world.unrest.mean(axis=0), "over runs"),
    "total": (lambda world: world.unrest.sum(), "over runs"),
    "running": (lambda world: np.maximum.accumulate(world.unrest, axis=-2), "over runs"),
    "first run": (lambda world: world.unrest[0], "tells runs apart"),
    "some runs": (lambda world: world.dependence[0, 3:], "tells runs apart"),
    "one of all": (lambda world: world.dependence[..., 1, :], "tells runs apart"),
    "each run": (lambda world: list(world.unrest[:, 0]), "one by one"),
}


@each("name", list(PLANTED))
def test_what_no_compiled_rule_can_do_is_refused(name: str) -> None:
    act, told = PLANTED[name]
    world, *_ = watched.watch(situations()[0], 0)
    noted = mock.patch.object(watched, "USED", set())
    with noted, pytest.raises(watched.Refused, match=told):
        act(world)
