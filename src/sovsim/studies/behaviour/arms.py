"""Ensembles whose whole courses are kept, with draws or worlds set where a question asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.axes import Rung
from sovsim.noise import Noise, Purpose
from sovsim.rules.contract import Mask
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation
from sovsim.variables import COMPONENTS
from sovsim.world import World

KEPT = (
    "alignment_russia",
    "alignment_west",
    "autonomy",
    "bid_stage",
    "bid_reversed",
    "capacity",
    "condemnation",
    "conflict_status",
    "dependence",
    "dependence_china",
    "dependence_turkey",
    "dependence_west",
    "diplomatic_relations",
    "hegemon_distance",
    "hegemon_war",
    "leader_mission",
    "membership",
    "mission",
    "norm_strength",
    "preference_russia",
    "presence",
    "presence_unasked",
    "regime_type",
    "relation",
    "rung",
    "unrest",
    "upheaval",
    "formal_sovereignty",
)
"""What a question may look at, quarter by quarter."""

Change = Callable[[World], World]


class FixedNoise(Noise):
    """Noise in which some draws are fixed, or all are taken out.

    Args:
        base: the noise that stands for all other draws.
        fixed: ``(purpose, step, unit) -> uniform draw``.
        silent: every normal draw is 0.
    """

    def __init__(
        self,
        base: Noise,
        fixed: Mapping[tuple[Purpose, int, int], float] | None = None,
        silent: bool = False,
    ) -> None:
        self.__dict__.update(base.__dict__)
        self._fixed = dict(fixed or {})
        self._silent = silent

    def uniform(self, purpose: Purpose, units: int | None = None) -> FloatArray:
        """Return the draws, with the fixed ones in place."""
        draws = super().uniform(purpose, units)
        here = [
            (unit, value)
            for (kind, step, unit), value in self._fixed.items()
            if kind == purpose and step == self.step
        ]
        if here:
            draws = draws.copy()
            for unit, value in here:
                draws[:, unit] = value
        return draws

    def normal(
        self,
        purpose: Purpose,
        units: int | None = None,
        where: Mask | None = None,
    ) -> FloatArray:
        """Return normal draws, or none where the noise is silent."""
        if self._silent:
            return np.zeros_like(super().uniform(purpose, units))
        return super().normal(purpose, units, where)


@dataclass(frozen=True)
class Course:
    """What an ensemble went through.

    Attributes:
        start: number of the first quarter.
        codes: of the states.
        kept: variable -> ``(quarter, ..., run, unit)``, at the end of each quarter.
        first: the world at the start.
        last: the world at the end.
    """

    start: int
    codes: tuple[str, ...]
    kept: Mapping[str, FloatArray]
    first: World
    last: World

    def at(self, column: str, quarter: str, state: str | None = None) -> FloatArray:
        """Return a column at the end of a quarter, per run (and state where none is named)."""
        variable, index = COMPONENTS.get(column, (column, ()))
        found = self.kept[variable][quarters.parse(quarter) - self.start][index]
        return found if state is None else found[..., self.codes.index(state)]

    def over(
        self, column: str, first: str = "", last: str = "", state: str | None = None
    ) -> FloatArray:
        """Return a column over a span of quarters, both ends counted."""
        variable, index = COMPONENTS.get(column, (column, ()))
        begin = quarters.parse(first) - self.start if first else 0
        end = quarters.parse(last) - self.start + 1 if last else len(self.kept[variable])
        whole: tuple[Any, ...] = (slice(begin, end), *index)
        found: FloatArray = self.kept[variable][whole]
        return found if state is None else found[..., self.codes.index(state)]


def prepared(name: str, runs: int, seed: int, settings: Sequence[str] = ()) -> Simulation:
    """Return a scenario made ready, with settings."""
    return Simulation.prepare(load_scenario(name).with_settings(settings), seed, range(runs))


def seized(rung: FloatArray) -> Mask:
    """Return where the hegemon annexes or invades, by the codes of its rungs."""
    found: Mask = np.isin(rung, (Rung.ANNEXATION, Rung.INVASION))
    return found


def course(
    simulation: Simulation,
    *,
    fixed: Mapping[tuple[Purpose, str, str], float] | None = None,
    silent: bool = False,
    change: Mapping[str, Change] | None = None,
    after: Change | None = None,
    off: frozenset[str] = frozenset(),
    last: str = "",
    kept: Iterable[str] = KEPT,
) -> Course:
    """Run an ensemble and keep what it goes through.

    Args:
        fixed: ``(purpose, quarter, state) -> draw`` that is put in place of the noise's own.
        silent: no normal noise at all.
        change: quarter -> what is done to the world before it.
        after: done to the world after every quarter.
        off: terms that are switched off.
        last: quarter after which to stop; the scenario's end by default.
    """
    region = simulation.scenario.region
    start = quarters.parse(simulation.scenario.start)
    draws = {
        (purpose, quarters.parse(quarter) - start, region.index(state)): value
        for (purpose, quarter, state), value in (fixed or {}).items()
    }
    if draws or silent:
        simulation = replace(simulation, noise=FixedNoise(simulation.noise, draws, silent))
    simulation = replace(simulation, off=simulation.off | off)
    steps = simulation.scenario.steps if not last else quarters.parse(last) - start + 1
    world = first = simulation.world
    names = [name for name in kept if name in set(first)]
    found: dict[str, list[FloatArray]] = {name: [] for name in names}
    changes = {quarters.parse(at) - start: do for at, do in (change or {}).items()}
    for step in range(steps):
        if step in changes:
            world = changes[step](world)
        world = simulation.step(world)
        if after is not None:
            world = after(world)
        for name in names:
            found[name].append(world[name])
    return Course(
        start,
        tuple(region.codes),
        {name: np.stack(values) for name, values in found.items()},
        first,
        world,
    )


def with_columns(columns: Mapping[str, Any], unit: int | None = None) -> Change:
    """Return a change that sets columns (or whole variables), for one unit or for all."""

    def change(world: World) -> World:
        arrays: dict[str, FloatArray] = {}
        for column, value in columns.items():
            variable, index = COMPONENTS.get(column, (column, ()))
            array = arrays.get(variable, world[variable]).copy()
            part = array[index] if unit is None else array[index][..., unit]
            part[...] = value
            arrays[variable] = array
        return world.replace(arrays)

    return change
