"""Start values, drawn around what the region and the scenario say.

What neither gives and what rests is then moved to where the rest puts it
(`sovsim.start_at_rest`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.axes import Bid, Institution
from sovsim.noise import Noise
from sovsim.points import Starts
from sovsim.region import Region, Topology
from sovsim.variables import VARIABLES, Variable
from sovsim.world import World, check_shapes, shape_of

_FOLLOWS = {
    "core_preference_russia": "preference_russia",
    "core_preference_west": "preference_west",
    "core_public_russia": "public_russia",
    "core_public_west": "public_west",
    "core_preference_autonomy": "preference_autonomy",
}
"""Variables that start where another one does, save for units that have a value of their own."""


def initial_world(starts: Starts, noise: Noise) -> World:
    """Return the world at step 0, one row per run of ``noise``.

    A column of the region starts at its value plus its spread times a draw that belongs to the
    column, the unit and the run; what a point or the scenario sets is taken as it is.
    """
    region, runs = starts.scenario.region, len(noise.run_numbers)
    topology = Topology.from_region(region)
    arrays: dict[str, FloatArray] = {}
    given: dict[str, npt.NDArray[np.bool_]] = {}
    for name, variable in VARIABLES.items():
        array = np.full(shape_of(name, topology, runs), variable.start)
        given[name] = np.zeros((*variable.leading, 1, array.shape[-1]), dtype=np.bool_)
        for column, index in variable.components():
            given[name][index][:] = _fill(array[index], column, variable, starts, noise)
        arrays[name] = array
    for follower, leader in _FOLLOWS.items():
        arrays[follower] = np.where(given[follower], arrays[follower], arrays[leader])
    _records(arrays, region, quarters.parse(starts.scenario.start), starts)
    world = World(arrays, topology, step=0, runs=runs)
    check_shapes(world)
    return world


def _fill(
    part: FloatArray, column: str, variable: Variable, starts: Starts, noise: Noise
) -> npt.NDArray[np.bool_]:
    """Fill one component in place; return for which units anything was given."""
    region = starts.scenario.region
    start, units = region.initial.get(column), region.units(variable.per)
    if start is not None:
        part[:] = start.values
        widths = start.widths()
        if widths.any():
            drawn = part + widths * noise.start(column, variable.per)
            part[:] = np.minimum(np.maximum(drawn, variable.low), variable.high)
    found = np.full(len(units), start is not None)
    for unit, name in enumerate(units):
        value = starts.value(column, name)
        if value is not None:
            part[:, unit] = value
            found[unit] = True
    return found


def _records(arrays: dict[str, FloatArray], region: Region, quarter: int, starts: Starts) -> None:
    """Set what follows from the record at the start, where nothing else is set.

    Foundings, memberships, and how near outside members of EU and NATO stand.
    """
    founded = region.founded_at(quarter)
    for institution in Institution:
        column = f"membership_{institution.name.lower()}"
        if starts.value(f"founded_{institution.name.lower()}", "system") is None:
            arrays["founded"][institution] = founded[institution]
        members = region.members_at(institution, quarter)
        for unit, code in enumerate(region.codes):
            if starts.value(column, code) is None:
                arrays["membership"][institution, :, unit] = members[unit]
    for bid in Bid:
        column = f"near_pole_{bid.name.lower()}"
        near = region.near_pole_at(bid, quarter)
        for unit, code in enumerate(region.codes):
            if starts.value(column, code) is None:
                arrays["near_pole"][bid, :, unit] = near[unit]
