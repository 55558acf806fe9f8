"""A traced quarter beside the engine's own: the same world, parameters, draws and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sovsim import engine
from sovsim.arrays import FloatArray
from sovsim.compiled.evaluate import evaluate
from sovsim.compiled.program import Key, Program
from sovsim.compiled.trace import Quarter
from sovsim.engine import Stage
from sovsim.metrics import METRICS
from sovsim.metrics.metric import Moment, Window
from sovsim.noise import Purpose
from sovsim.rules.contract import Occurrence, Rule, whole
from sovsim.rules.quantal_response import Settled
from sovsim.shocks import Override, Shocks
from sovsim.start_at_rest import EVENTS
from sovsim.variables import VARIABLES
from sovsim.world import World
from tests.strategies import Situation, made_world_on, situation_of

CLOSE = 1e-12


@dataclass
class Heard:
    """Everything that a listener was told, as plain arrays, in its order.

    Takes what the engine tells and what a script tells alike.
    """

    told: list[tuple[str, list[Any]]] = field(default_factory=list)
    occurred: dict[str, list[Any]] = field(default_factory=dict)

    def note(self, name: str, *values: Any) -> None:
        self.told.append((name, [np.asarray(whole(value), dtype=float) for value in values]))

    def of_choice(self, rule: Rule, settled: Settled) -> None:
        choice = settled.choice
        active = np.ones(settled.chosen.shape) if choice.active is None else choice.active
        parts = {**choice.terms, "draw": choice.draw, "scale": choice.scale, "active": active}
        self.note(
            f"{rule.name} {rule.variant_of} {choice.decision} {choice.index} {[*parts]}",
            *parts.values(),
            choice.eligible,
            settled.chosen,
            settled.eligible,
            settled.active,
            settled.probability,
        )

    def of_occurrence(self, rule: Rule, one: Occurrence) -> None:
        self.occurred.setdefault(one.type, []).append(one.where)
        size = 0.0 if one.size is None else one.size
        self.note(f"{rule.name} {one.type} {one.actor} {one.target} {one.cause}", one.where, size)


class FromEngine(Heard):
    def term(self, step: int, rule: Rule, variable: str, name: str, value: Any) -> None:
        self.note(f"{rule.name} {rule.variant_of} {variable}.{name}", value)

    def bounds(self, step: int, variable: str, value: FloatArray) -> None:
        self.note(f"bounds {variable}", value)

    def choice(self, step: int, rule: Rule, choice: Any, settled: Settled) -> None:
        self.of_choice(rule, settled)

    def occurrence(self, world: World, rule: Rule, occurrence: Occurrence) -> None:
        self.of_occurrence(rule, occurrence)

    def quarter(self, world: World) -> None:
        pass


class FromScript(Heard):
    def term(self, rule: Rule, variable: str, name: str, value: Any) -> None:
        self.note(f"{rule.name} {rule.variant_of} {variable}.{name}", value)

    def bounds(self, variable: str, value: FloatArray) -> None:
        self.note(f"bounds {variable}", value)

    def choice(self, rule: Rule, settled: Settled) -> None:
        self.of_choice(rule, settled)

    def occurrence(self, rule: Rule, occurrence: Occurrence) -> None:
        self.of_occurrence(rule, occurrence)


def imposed(world: World, seed: int) -> Shocks:
    """Return decisions that are imposed here and there."""
    random = np.random.default_rng(seed)
    found = []
    for name, variable in VARIABLES.items():
        if variable.kind == "flow" and variable.codes is not None and random.random() < 0.5:
            index = tuple(int(random.integers(length)) for length in variable.leading)
            units = world[name].shape[-1]
            unit = int(random.integers(units)) if units and random.random() < 0.7 else None
            option = int(random.integers(len(variable.codes)))
            found.append(Override(name, option, world.step, world.step + 1, unit, index))
    return Shocks((), found)


def without_events(stages: Sequence[Stage]) -> list[Stage]:
    return [stage for stage in stages if stage.name != EVENTS]


def assert_alike(
    traced: Quarter, stages: Sequence[Stage], here: Situation, off: frozenset[str] = frozenset()
) -> None:
    """Hold a traced quarter against the engine's: world, what is told, and totals of metrics."""
    told = FromEngine()
    given = (without_events(stages), here.parameters, here.noise, here.shocks)
    after = engine.step(here.world, *given, listener=told, off=off)
    earlier = made_world_like(here, 1)
    first = made_world_like(here, 2)
    rows = {
        key: row
        for program in (traced.late, traced.told)
        for key, row in _rows(program, here, earlier, first)
    }
    _worlds_alike(rows, here.world, after)
    _told_alike(rows, traced, told)
    moment = Moment(after, earlier, first, told.occurred, here.parameters)
    _totals_alike(rows, moment, here)


def made_world_like(here: Situation, seed: int) -> World:
    """Return a made-up world of the same region and runs."""
    return made_world_on(here.world.topology, here.world.runs, seed, {}, "anywhere")


def _rows(
    program: Program, here: Situation, earlier: World, first: World
) -> Iterator[tuple[Key, FloatArray]]:
    worlds = {"world": here.world, "before": earlier, "start": first}

    def value(key: Key, units: int) -> FloatArray:
        if key[0] in worlds:
            return worlds[key[0]][key[1]][key[2]]
        if key[0] == "parameter":
            return np.reshape(here.parameters[key[1]], (-1, 1))
        if key[0] == "uniform":
            return here.noise.uniform(Purpose(key[1]))
        if key[0] == "forced":
            table = np.full((here.world.runs, units), -1.0)
            for one in here.shocks.decided(key[1], key[2], here.world.step):
                table[:, slice(None) if one.unit is None else one.unit] = one.option
            return table
        if key[0] == "step":
            return np.full((1, 1), float(here.world.step))
        assert key[0] == "total"
        return held(key, here.world.runs, units)

    inputs = {key: value(key, units) for key, units in program.inputs().items()}
    for key, array in evaluate(program, inputs).items():
        yield key, np.asarray(array, dtype=float)


def held(key: Key, runs: int, units: int) -> FloatArray:
    """Return what has come together of a metric, made up."""
    random = np.random.default_rng(len(repr(key)))
    some = random.normal(size=(runs, units))
    return np.where(random.random((runs, units)) < 0.2, np.nan, some)


def _worlds_alike(rows: dict[Key, FloatArray], before: World, after: World) -> None:
    for name in after:
        variable = VARIABLES[name]
        for index in np.ndindex(variable.leading):
            mine, theirs = rows.get(("world", name, index), before[name][index]), after[name][index]
            tolerance = 0.0 if variable.codes is not None else CLOSE
            close(mine, theirs, f"{name}{list(index)}", tolerance)


def _told_alike(rows: dict[Key, FloatArray], traced: Quarter, theirs: Heard) -> None:
    (runs,) = {len(array) for array in rows.values() if len(array) > 1} or {1}
    numbers = np.zeros((runs, traced.script.slots))
    for key, array in rows.items():
        if key[0] == "told":
            numbers[:, key[1] : key[1] + key[2]] = array
    mine = FromScript()
    traced.script.tell(numbers, mine)
    assert [name for name, _ in mine.told] == [name for name, _ in theirs.told]
    for (name, values), (_, others) in zip(mine.told, theirs.told, strict=True):
        for one, other in zip(values, others, strict=True):
            close(one, other, name)


def _totals_alike(rows: dict[Key, FloatArray], moment: Moment, here: Situation) -> None:
    seen = 0
    for metric in METRICS.values():
        for part, reading in (("upper", metric.reading), ("lower", metric.against)):
            if metric.difference is not None or reading is None:
                continue
            key = ("total", metric.name, part)
            value = np.asarray(reading(moment), dtype=float)
            before = held(key, here.world.runs, value.shape[-1])
            together = {Window.LOWEST: np.fmin, Window.HIGHEST: np.fmax}.get(metric.window, np.add)
            wanted = value if metric.window is Window.END else together(before, value)
            close(rows[key], wanted, metric.name)
            seen += 1
    assert seen == sum(key[0] == "total" for key in rows)


def close(mine: FloatArray, theirs: FloatArray, name: str, tolerance: float = CLOSE) -> None:
    """Assert that two arrays are the same within rounding; nan and infinity are themselves."""
    one, other = np.broadcast_arrays(mine, theirs)
    same = np.isclose(one, other, rtol=tolerance, atol=tolerance, equal_nan=True)
    assert same.all(), f"{name}: {one[~same][:3]} where the engine has {other[~same][:3]}"


__all__ = ["assert_alike", "close", "imposed", "situation_of"]
