"""A reading is worked out once while what it reads stays, and is what it would be afresh."""

import importlib
import pkgutil
from typing import Any

import numpy as np
import pytest

import sovsim.rules
from sovsim.parameters import Parameters
from sovsim.rules.forms import near_pole, outside_options
from sovsim.rules.reading import Reading
from sovsim.world import World
from tests.rules.recording import RecordingWorld
from tests.together import each

READINGS = {
    f"{module.name}.{name}": found
    for module in pkgutil.iter_modules(sovsim.rules.__path__)
    for name, found in vars(importlib.import_module(f"sovsim.rules.{module.name}")).items()
    if isinstance(found, Reading) and found.function.__module__.endswith(f".{module.name}")
}


def read(one: Reading[Any, Any], world: Any) -> Any:
    takes = one.function.__code__.co_varnames[: one.function.__code__.co_argcount]
    return one.function(world, *([Parameters()] if "parameters" in takes else []))


@each("one", READINGS)
def test_a_reading_reads_nothing_but_what_it_names(one: Reading[Any, Any], later: World) -> None:
    world = RecordingWorld(later)
    read(one, world)
    assert world.read <= set(one.variables)


def test_a_reading_is_kept_while_its_arrays_stay_and_nobody_can_write_to_it(later: World) -> None:
    first = near_pole(later)
    assert near_pole(later.replace({"unrest": later.unrest.copy()})) is first
    with pytest.raises(ValueError, match="read-only"):
        first += 1.0


def test_a_new_array_or_another_argument_makes_a_reading_anew(later: World) -> None:
    joined = later.replace({"membership": np.ones_like(later.membership)})
    before, after = near_pole(later), near_pole(joined)
    assert (after > before).any()
    assert np.array_equal(near_pole(later), before)
    whole = outside_options(later)
    held = np.ones((later.supply.shape[0], 1, 1))
    assert not np.array_equal(outside_options(later, held=held), whole)
    assert np.array_equal(outside_options(later), whole)
