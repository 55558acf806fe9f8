"""A start at rest: stocks that nobody gives begin where the given ones put them.

What is solved is the model itself. For each stock that rests the drift is what its own rules hand
back, in a quarter in which nobody decides anything (the hegemon respects, states continue, outer
powers withhold), nothing happens by chance and all other stocks stand still; the stock is moved to
where that drift is 0. A few rounds settle what the stocks do to each other.

Every step works on each number alone and their count is fixed, so that a run starts from the same
world whatever runs stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.engine import Stage
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.points import Starts
from sovsim.rules.contract import Rule
from sovsim.shocks import Shocks
from sovsim.variables import VARIABLES, Variable
from sovsim.world import World, unit_lengths

Mask = npt.NDArray[np.bool_]

ROUNDS = 4
"""Rounds over the stocks that read each other: each leaves a twentieth of what was still amiss. A
stock that none of the others reads is solved once, when they are settled."""
EVENTS = "events"
"""The stage that is left out."""
_NUDGE = 1e-3
_FLAT = -1e-9
"""A drift that does not fall where the stock rises holds it nowhere; the stock stays put."""

CORES = {
    "core_preference_russia": "preference_russia",
    "core_preference_west": "preference_west",
    "core_public_russia": "public_russia",
    "core_public_west": "public_west",
    "core_preference_autonomy": "preference_autonomy",
}
"""Cores that start where the wish is at rest, save for units that have a value of their own."""
PASSING = frozenset({"violation", "pressure", "abandoned", "tide", "upheaval", "draw"})
"""What pushes a wish and passes: the terms that it drives are left out for the cores."""

RESTING = tuple(variable for variable in VARIABLES.values() if variable.rests)


class Stillness(Noise):
    """Noise in which nothing happens: normal draws are 0, and no chance comes true."""

    def __init__(self, runs: npt.NDArray[np.int64], units: Mapping[str, int]) -> None:
        self.run_numbers = runs
        self._counts = units
        self.step = 0

    def at(self, step: int) -> Noise:
        """Stay where it is: one quarter is as still as another."""
        return self

    def uniform(self, purpose: Purpose, units: int | None = None) -> FloatArray:
        """Return draws just below 1, shape ``(run, unit)``."""
        shape = (len(self.run_numbers), self._counts[purpose.axis])
        return np.full(shape, np.nextafter(1.0, 0.0))

    def normal(
        self, purpose: Purpose, units: int | None = None, where: Mask | None = None
    ) -> FloatArray:
        """Return zeros, shape ``(run, unit)``."""
        return np.zeros((len(self.run_numbers), self._counts[purpose.axis]))


def given_at_start(starts: Starts) -> dict[str, Mask]:
    """Return where stocks that rest, and cores, are given a value: ``(*leading axes, 1, unit)``.

    What a point, the scenario, its base or its region sets is given; what a region says of another
    quarter than the scenario's first is not among it (`Region.at_start`).
    """
    region = starts.scenario.region
    masks = {}
    for variable in (*RESTING, *(VARIABLES[core] for core in CORES)):
        units = region.units(variable.per)
        mask = np.zeros((*variable.leading, 1, len(units)), dtype=np.bool_)
        for column, index in variable.components():
            mask[index][...] = column in region.initial
            for unit, name in enumerate(units):
                if starts.value(column, name) is not None:
                    mask[index][..., unit] = True
        masks[variable.name] = mask
    return masks


def at_rest(
    world: World,
    given: Mapping[str, Mask],
    stages: Sequence[Stage],
    parameters: Parameters,
    off: frozenset[str] = frozenset(),
) -> World:
    """Return the world with every resting stock that is not given where its drift is 0.

    Args:
        given: as from `given_at_start`.
        off: terms that are switched off.
    """
    still = Stillness(np.arange(world.runs), unit_lengths(world.topology))
    rules = [rule for stage in stages if stage.name != EVENTS for rule in stage.rules]
    written = _in_order(rules, given)
    last = _read_by_no_other(written)
    for variable in [name for name in written if name not in last] * ROUNDS + last:
        writers = written[variable]
        if VARIABLES[variable].kind == "flow":
            world = _written(world, VARIABLES[variable], writers, parameters, still)
        else:
            found = _solved(world, VARIABLES[variable], writers, parameters, still, off)
            kept = np.where(given[variable], world[variable], found)
            world = world.replace({variable: kept})
    return _settled(world, given, rules, parameters, still, off)


def _settled(
    world: World,
    given: Mapping[str, Mask],
    rules: Sequence[Rule],
    parameters: Parameters,
    still: Noise,
    off: frozenset[str],
) -> World:
    """Return the world with every core that is not given where its wish has no lasting drift."""
    found = {}
    for core, wish in CORES.items():
        writers = [rule for rule in rules if wish in rule.writes]
        if not any(core in rule.reads for rule in writers):
            continue
        left_out = off | {
            f"{wish}.{name}"
            for rule in writers
            for name, term in rule.signed_terms.get(wish, {}).items()
            if PASSING & {driver.split("=")[0] for driver in term.drivers}
        }
        variable, held = VARIABLES[wish], world[core]
        here = _drift(world, variable, writers, parameters, still, left_out)
        nudge = np.where(held < 0.5, _NUDGE, -_NUDGE)
        nudged = world.replace({core: held + nudge})
        slope = (_drift(nudged, variable, writers, parameters, still, left_out) - here) / nudge
        holds = slope > -_FLAT
        moved = held - here / np.where(holds, slope, np.inf)
        rests = np.minimum(np.maximum(moved, VARIABLES[core].low), VARIABLES[core].high)
        found[core] = np.where(given[core], held, rests)
    return world.replace(found)


def _in_order(rules: Sequence[Rule], given: Mapping[str, Mask]) -> dict[str, list[Rule]]:
    """Return what is to be solved with the rules that write it, in the order of a quarter."""
    writers = {
        variable.name: [place for place, rule in enumerate(rules) if variable.name in rule.writes]
        for variable in RESTING
        if variable.kind == "flow" or not given[variable.name].all()
    }
    found = sorted((places[-1], name) for name, places in writers.items() if places)
    return {name: [rules[place] for place in writers[name]] for _, name in found}


def _read_by_no_other(written: Mapping[str, Sequence[Rule]]) -> list[str]:
    """Return the variables that nothing else that is to be solved hangs on, in their order."""
    left = dict(written)
    while True:
        ends = [
            name
            for name in left
            if not any(
                name in rule.reads
                for other, rules in left.items()
                if other != name
                for rule in rules
            )
        ]
        if not ends:
            return [name for name in written if name not in left]
        for name in ends:
            del left[name]


def _written(
    world: World, variable: Variable, writers: Sequence[Rule], parameters: Parameters, still: Noise
) -> World:
    """Return the world with a flow as its rules write it."""
    value = world[variable.name].copy()
    for rule in writers:
        for transition in rule(world, parameters, still, Shocks()).transitions:
            if transition.variable == variable.name:
                where = True if transition.where is None else transition.where
                np.copyto(value[transition.index], transition.value, where=where)
    return world.replace({variable.name: value})


def _solved(
    world: World,
    variable: Variable,
    writers: Sequence[Rule],
    parameters: Parameters,
    still: Noise,
    off: frozenset[str],
) -> FloatArray:
    """Return where the drift is 0, by the secant; exact where the drift is a straight line."""
    held = world[variable.name]
    middle = 0.5 * (variable.low + variable.high)
    nudge = np.where(held < middle, _NUDGE, -_NUDGE)
    here = _drift(world, variable, writers, parameters, still, off)
    nudged = world.replace({variable.name: held + nudge})
    slope = (_drift(nudged, variable, writers, parameters, still, off) - here) / nudge
    falls = slope < _FLAT
    moved = held - here / np.where(falls, slope, -np.inf)
    found: FloatArray = np.minimum(np.maximum(moved, variable.low), variable.high)
    return found


def _drift(
    world: World,
    variable: Variable,
    writers: Sequence[Rule],
    parameters: Parameters,
    still: Noise,
    off: frozenset[str],
) -> FloatArray:
    """Return the sum of a stock's terms, less those that are switched off."""
    total = np.zeros_like(world[variable.name])
    for rule in writers:
        terms = rule(world, parameters, still, Shocks()).terms.get(variable.name, {})
        for name, term in terms.items():
            if f"{variable.name}.{name}" not in off:
                total += term
    return total
