"""A base carried forward by the model to a start that no figures reach."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.bases.build import Column, Start, units_at
from sovsim.bases.declared import assumptions, facts
from sovsim.bases.make import of_base
from sovsim.bases.weigh import Value
from sovsim.documents.errors import DocumentError, Origin
from sovsim.documents.overlay import written
from sovsim.documents.shape import shaped
from sovsim.scenario import load_scenario
from sovsim.scenario.checks import HEGEMON_COLUMNS
from sovsim.scenario.resolve import resolve
from sovsim.scenario.scenario import Scenario
from sovsim.scenario.schema import File
from sovsim.simulation import Simulation
from sovsim.variables import VARIABLES, Variable
from sovsim.world import World

_COMMENT = """
Made by `sovsim base {year} --from {base} --runs {runs} --seed {seed} --out FILE`: {base} carried
forward by the model, since the figures at hand end before. Each value is the mean of the runs and
its spread is theirs; what hangs together in a run does so no longer. Choices of public record on
the way are imposed, and what follows the calendar is set (data/base/facts.toml); who governs and
who is a member is as the record has it. All of it is assumed: the model's own expectation, good as
the model is and no better.
"""

_RECORDED = frozenset(
    {
        "conflict_intensity",
        "election_clock",
        "occupation",
        "presence",
        "presence_unasked",
        "tenure",
        "territory_held",
        "victors",
        "war_quarters",
    }
)
"""Variables that follow the calendar or the record and are not carried."""


def carried(year: int, base: str, runs: int, seed: int) -> str:
    """Return the file of a base that an earlier one is carried forward to.

    Args:
        year: in whose first quarter the new base starts.
        base: name of the earlier one, or its file.
        runs: whose mean and spread are taken.
        seed: of the noise.

    Raises:
        DocumentError: the earlier base does not reach the year.
    """
    scenario = load_scenario(base)
    steps = quarters.parse(f"{year}Q1") - quarters.parse(scenario.start)
    if not 0 < steps <= scenario.steps:
        first, last = (int(each[:4]) for each in (scenario.start, scenario.end))
        raise DocumentError(
            f"{scenario.name} cannot be carried forward to {year}\n"
            f"  allowed: {first + 1} to {last + 1}"
        )
    known = _with_imposed(scenario, f"{year}Q1")
    world = Simulation.prepare(known, seed, range(runs)).run(steps=steps)
    start = _start(world, scenario, f"{year}Q1")
    return of_base(start, _COMMENT.format(year=year, base=scenario.name, runs=runs, seed=seed))


def _with_imposed(scenario: Scenario, quarter: str) -> Scenario:
    """Return the scenario with the choices of public record before a quarter."""
    tables = written(scenario.document)
    tables["event"] = [
        *tables.get("event", ()),
        *(
            written(each.event)
            for each in facts().imposed
            if scenario.start <= each.event.at < quarter
        ),
    ]
    file = shaped(tables, Origin(scenario.name), File)
    return Scenario.of(resolve(file, region=scenario.region, text=scenario.text))


def _start(world: World, scenario: Scenario, quarter: str) -> Start:
    """Return what runs have come to as a start."""
    region = scenario.region
    source = f"carried forward from {scenario.name} by the model"
    columns = {}
    units = units_at(quarter, region)
    for variable, column, part in _stocks(world):
        if variable.per == "state" and variable.name not in _RECORDED:
            own = variable.kind == "static" or variable.rests
            given = scenario.document.start if own else region.initial
            if column not in given:
                continue
            columns[column] = Column(column, _values(part, region.codes), source)
        elif variable.per == "system" and column in _common_columns():
            unit = "hegemon" if column in HEGEMON_COLUMNS else "system"
            units.setdefault(unit, {})[column] = round(float(part.mean()), 2)
    return Start(quarter, columns, units)


def _stocks(world: World) -> Iterator[tuple[Variable, str, FloatArray]]:
    """Yield the columns of stocks, with their values, ``(run, unit)``."""
    for variable in VARIABLES.values():
        if variable.kind in ("stock", "static"):
            for column, index in variable.components():
                yield variable, column, world[variable.name][index]


def _common_columns() -> set[str]:
    """Return the columns of hegemon and system that bases give."""
    return {column for entry in assumptions().common for column in entry.values}


def _values(part: FloatArray, codes: tuple[str, ...]) -> dict[str, Value]:
    return {
        code: Value(float(part[:, place].mean()), float(np.std(part[:, place])), "assumed")
        for place, code in enumerate(codes)
    }
