"""Start values, drawn around what the region and the scenario say.

What neither gives and what rests is then moved to where the rest puts it
(`sovsim.start_at_rest`).
"""

from __future__ import annotations

import numpy as np

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.axes import Bid, Institution
from sovsim.noise import Noise
from sovsim.region import Region, Topology
from sovsim.scenario import Scenario
from sovsim.variables import VARIABLES, Variable
from sovsim.world import World, check_shapes, shape_of

_FOLLOWS = {
    "core_preference_russia": "preference_russia",
    "core_preference_west": "preference_west",
    "core_public_russia": "public_russia",
    "core_public_west": "public_west",
    "core_preference_autonomy": "preference_autonomy",
}
"""Variables that start where another one does, unless they are given a value of their own."""


def initial_world(scenario: Scenario, noise: Noise) -> World:
    """Return the world at step 0, one row per run of ``noise``.

    A column of the region starts at its value plus ``spread`` times a draw that belongs to the
    column, the unit and the run; what the scenario sets is taken as it is.
    """
    region, runs = scenario.region, len(noise.run_numbers)
    topology = Topology.from_region(region)
    arrays: dict[str, FloatArray] = {}
    given: set[str] = set()
    for name, variable in VARIABLES.items():
        array = np.full(shape_of(name, topology, runs), variable.start)
        for column, index in variable.components():
            if _fill(array[index], column, variable, scenario, noise):
                given.add(name)
        arrays[name] = array
    for follower, leader in _FOLLOWS.items():
        if follower not in given:
            arrays[follower] = arrays[leader].copy()
    _records(arrays, region, quarters.parse(scenario.start), scenario)
    world = World(arrays, topology, step=0, runs=runs)
    check_shapes(world)
    return world


def _fill(
    part: FloatArray, column: str, variable: Variable, scenario: Scenario, noise: Noise
) -> bool:
    """Fill one component in place; return whether anything but the default was given."""
    start = scenario.region.initial.get(column)
    units = scenario.region.units(variable.per)
    if start is not None:
        part[:] = start.values
        if start.spread:
            drawn = part + start.spread * noise.start(column, variable.per)
            part[:] = np.minimum(np.maximum(drawn, variable.low), variable.high)
    found = start is not None
    for unit, name in enumerate(units):
        value = scenario.start_value(column, name)
        if value is not None:
            part[:, unit] = value
            found = True
    return found


def _records(
    arrays: dict[str, FloatArray], region: Region, quarter: int, scenario: Scenario
) -> None:
    """Set what follows from the record at the start, where nothing else is set.

    Foundings, memberships, and how near outside members of EU and NATO stand.
    """
    founded = region.founded_at(quarter)
    for institution in Institution:
        column = f"membership_{institution.name.lower()}"
        if scenario.start_value(f"founded_{institution.name.lower()}", "system") is None:
            arrays["founded"][institution] = founded[institution]
        members = region.members_at(institution, quarter)
        for unit, code in enumerate(region.codes):
            if scenario.start_value(column, code) is None:
                arrays["membership"][institution, :, unit] = members[unit]
    for bid in Bid:
        column = f"near_pole_{bid.name.lower()}"
        near = region.near_pole_at(bid, quarter)
        for unit, code in enumerate(region.codes):
            if scenario.start_value(column, code) is None:
                arrays["near_pole"][bid, :, unit] = near[unit]
