"""What each request makes of some runs, and what it refuses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from sovsim.app.native.runs import Runs
from sovsim.app.native.telling import Told, choices_of, ledger_of, occurrences_of
from sovsim.app.native.words import named, or_else, refuse, whole
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World

Data = dict[str, Any]
Request = Mapping[str, Any]

MOST_NUMBERS = 2_000_000
"""Numbers that one answer may hold."""


def where(runs: Runs) -> Data:
    """Return where runs stand."""
    return {"step": runs.step, "quarter": runs.scenario.quarter(runs.step)}


def stepped(runs: Runs, request: Request) -> Data:
    """Take runs some quarters on."""
    quarters = whole("quarters", or_else(request, "quarters", 1), 1_000_000, "bad-step")
    left = runs.scenario.steps - runs.step
    if quarters > left:
        refuse("past-end", f"the scenario ends after {left} more quarters, not {quarters}")
    found = _followed(runs, request, quarters, begins=False)
    return {**where(runs), **found}


def coursed(runs: Runs, request: Request) -> Data:
    """Take runs from their start on, and return that with what follows."""
    steps = runs.scenario.steps
    quarters = whole("quarters", or_else(request, "quarters", steps), 1_000_000, "bad-step")
    if quarters > steps:
        refuse("past-end", f"the scenario ends after {steps} quarters, not {quarters}")
    found = _followed(runs, request, quarters, begins=True)
    if request.get("metrics") is True:
        found["metrics"] = metrics_asked(runs)["metrics"]
    return found


def _followed(runs: Runs, request: Request, quarters: int, *, begins: bool) -> Data:
    """Take runs some quarters on; ``begins``: the series begin with the world that is there."""
    columns = _columns(runs, or_else(request, "columns", []), quarters + begins)
    series: dict[str, list[Any]] = {column: [] for column in columns}
    told: list[Told] = []
    events, ledger = request.get("events") is True, request.get("ledger") is True

    def listens(remaining: int) -> Told | None:
        if not events and not (ledger and remaining == 1):
            return None
        told.append(Told(ledger=ledger and remaining == 1))
        return told[-1]

    def seen(world: World) -> None:
        for column in columns:
            series[column].append(_read(world, column))

    if begins:
        seen(runs.world)
    runs.advance(quarters, seen, listens)
    if request.get("flat") is True:
        series = {
            column: [value for quarter in rows for run in quarter for value in run]
            for column, rows in series.items()
        }
    if not events:
        return {"series": series}
    region, places = runs.scenario.region, range(len(runs.runs))
    happened = [[occurrences_of(one, region, place) for place in places] for one in told]
    return {"series": series, "events": happened}


def values_of(runs: Runs, request: Request) -> Data:
    """Return the values of the world, by column."""
    columns = _columns(runs, or_else(request, "columns", list(COMPONENTS)), 1)
    values = {column: _read(runs.world, column) for column in columns}
    return {**where(runs), "values": values}


def branched(runs: Runs, request: Request) -> Runs:
    """Return runs as they were at an earlier step."""
    step = or_else(request, "step", runs.step)
    return runs.at(whole("step", step, runs.step, "bad-step"))


def ledger_asked(runs: Runs, request: Request) -> Data:
    """Return everything that the last quarter tells of a run."""
    if runs.step == 0:
        refuse("no-ledger", "nothing has happened before the first quarter")
    told = runs.last_told()
    return {**where(runs), **ledger_of(told, runs.scenario.region, _place(runs, request))}


def choices_asked(runs: Runs, request: Request) -> Data:
    """Return the decisions of the coming quarter, without living through it."""
    if runs.step >= runs.scenario.steps:
        refuse("past-end", "the scenario is over")
    place, told = _place(runs, request), runs.next_told()
    return {**where(runs), "choices": choices_of(told, runs.scenario.region, place)}


def metrics_asked(runs: Runs) -> Data:
    """Return all metrics of the quarters so far; what is undefined is None."""
    if runs.step == 0:
        refuse("no-metrics", "metrics are read at the end of a quarter")
    tally = runs.tally()
    states = tally.by_state()
    found: Data = {}
    for name, value in tally.result().items():
        found[name] = {"value": _plain(value.tolist())}
        if name in states:
            found[name]["states"] = [_plain(row) for row in states[name].tolist()]
    return {**where(runs), "metrics": found}


def _plain(values: list[float]) -> list[float | None]:
    return [None if math.isnan(one) else one for one in values]


def _place(runs: Runs, request: Request) -> int:
    return whole("run", or_else(request, "run", 0), len(runs.runs) - 1, "bad-runs")


def _columns(runs: Runs, asked: Any, quarters: int) -> list[str]:
    """Return the names of columns, all of them known and not too many to be answered."""
    if not isinstance(asked, list):
        refuse("unknown-column", "columns is a list of names")
    for column in asked:
        named("column", COMPONENTS, column, "unknown-column")
    columns = list(dict.fromkeys(asked))
    units = runs.scenario.region.units
    width = sum(len(units(VARIABLES[COMPONENTS[column][0]].per)) for column in columns)
    count = width * quarters * len(runs.runs)
    if count > MOST_NUMBERS:
        refuse("too-large", f"{count:,} numbers are more than one answer holds, {MOST_NUMBERS:,}")
    return columns


def _read(world: World, column: str) -> list[list[float]]:
    """Return a column of a world, by run and unit."""
    variable, index = COMPONENTS[column]
    values: list[list[float]] = world[variable][index].tolist()
    return values
