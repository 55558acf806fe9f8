"""What the names in a lesson mean: scenarios, quantities, units, quarters, claims, concepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sovsim import claims, quarters
from sovsim.citation import Citation, link_of
from sovsim.documents.errors import DocumentError, Faults, Problem, unknown
from sovsim.documents.lines import Key
from sovsim.documents.shipped import shipped_files
from sovsim.documents.source import exists
from sovsim.documents.text import one_line
from sovsim.lesson.checks_outcome import check_outcome
from sovsim.lesson.model import File, StepTable
from sovsim.lesson.quantity import check_column, check_quantity, check_unit
from sovsim.lesson.steps import check_steps
from sovsim.parameters import UnknownParameter, registry
from sovsim.points import PointError, check_name, is_start, place
from sovsim.scenario import Scenario, load_scenario
from sovsim.scenario.checks import check_claims, check_concepts, in_range, step
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.variables import COMPONENTS, VARIABLES


@dataclass
class Named:
    """Scenarios that a lesson names, loaded when they are first named.

    Attributes:
        folder: of the lesson; a scenario beside it goes by its file name.
        found: name, as the lesson has it -> scenario.
    """

    folder: Path
    found: dict[str, Scenario] = field(default_factory=dict)

    def scenario(self, name: str, path: Key) -> Scenario:
        """Return the scenario of a name.

        Raises:
            Problem: there is none, or it only serves to be extended.
            DocumentError: its file is wrong itself.
        """
        if name not in self.found:
            known = shipped_files("scenarios")
            beside = self.folder / name
            here = name not in known and name.endswith(".toml") and exists(beside)
            if name not in known and not here:
                raise unknown(path, "scenario", name, known, name)
            try:
                loaded = load_scenario(beside) if here else _shipped(name)
            except DocumentError as error:
                wrong = f"cannot be used: {one_line(error.problems[0].message)}"
                raise Problem(path, wrong, found=name) from None
            if loaded.base:
                raise Problem(path, "only serves to be extended, and is not run", found=name)
            self.found[name] = loaded
        return self.found[name]

    def changed(self, name: str, values: Mapping[str, float], at: Key, key: str) -> Scenario:
        """Return a scenario whose changes are checked; `key` and `at` say where they stand."""
        setting = "set_against" if key == "against" else "set"
        scenario = self.scenario(name, (*at, key))
        faults = Faults()
        for one, value in values.items():
            with faults:
                _check_value(one, value, scenario, (*at, setting, one))
        faults.settle()
        return scenario


@cache
def _shipped(name: str) -> Scenario:
    """Return a shipped scenario; lessons name the same ones over and over."""
    return load_scenario(name)


def checked(file: File, folder: Path) -> dict[str, Scenario]:
    """Return the scenarios that a lesson names, by the name that it gives them.

    Raises:
        Problems: something in the lesson is wrong.
    """
    faults, named = Faults(), Named(folder)
    with faults:
        check_concepts(file.lesson.concepts, ("lesson", "concepts"))
    with faults:
        _check_citations(file.lesson.claims, ("lesson", "claims"))
    with faults:
        check_steps(file.step)
    for number, table in enumerate(file.step):
        at: Key = ("step", number)
        with faults:
            _check_citations(table.claims, (*at, "claims"))
        with faults:
            _check_run(table, at, named)
        if table.outcome is not None:
            with faults:
                check_outcome(table.outcome, len(table.options), (*at, "outcome"), named)
    faults.settle()
    return named.found


def _check_run(table: StepTable, at: Key, named: Named) -> None:
    """Raise Problems where what is to be run, or looked at, does not exist."""
    if table.scenario is None:
        return
    faults = Faults()
    sides = [("scenario", table.scenario, table.set)]
    if table.against is not None:
        sides.append(("against", table.against, table.set_against))
    for key, name, values in sides:
        with faults:
            scenario = named.changed(name, values, at, key)
            _check_look(table, scenario, at)
    faults.settle()


def _check_look(table: StepTable, scenario: Scenario, at: Key) -> None:
    faults = Faults()
    if table.state is not None:
        with faults:
            check_unit(table.state, "state", scenario.region, (*at, "state"))
    for column in table.columns:
        with faults:
            check_quantity(column, (*at, "columns"))
    if table.column is not None:
        with faults:
            check_column(table.column, table.state, scenario.region, at)
    if table.decision is not None and table.decision not in DECISIONS:
        faults.add(
            unknown((*at, "decision"), "decision", table.decision, DECISIONS, table.decision)
        )
    span = (quarters.parse(scenario.start), quarters.parse(scenario.end))
    for key, quarter in (("quarter", table.quarter), ("from", table.from_), ("until", table.until)):
        if quarter is not None:
            with faults:
                step(quarter, span, (*at, key))
    if table.from_ and table.until and quarters.parse(table.until) < quarters.parse(table.from_):
        faults.add(Problem((*at, "until"), "lies before `from`", found=table.until))
    faults.settle()


def _check_value(name: str, value: float, scenario: Scenario, path: Key) -> None:
    """Raise Problem for a change that no page in a browser could make."""
    try:
        check_name(name, scenario.region)
    except UnknownParameter:
        raise unknown(path, "parameter or start value", name, registry(), value) from None
    except PointError as error:
        raise Problem(path, f"cannot be set: {one_line(str(error))}", found=value) from None
    if is_start(name):
        variable = VARIABLES[COMPONENTS[place(name)[1]][0]]
        in_range(value, variable.low, variable.high, path)
        return
    entry = registry()[name]
    in_range(value, entry.low, entry.high, path)


def _check_citations(cited: Iterable[str], path: Key) -> None:
    """Raise Problems for claims that do not exist, have no link, or are made more than they are."""
    check_claims(cited, path)
    faults = Faults()
    for one in cited:
        written = Citation(one).written
        title = claims.get(str(Citation(one))).strength == "title"
        if not link_of(one):
            allowed = f"{written}:states, {written}:sign or {written}:topic"
            faults.add(Problem(path, "does not say how a claim supports it", allowed=allowed))
        elif title and link_of(one) != "topic":
            wrong = "has what only a title suggests for a finding"
            faults.add(Problem(path, wrong, allowed=f"{Citation(one)}:topic", found=written))
    faults.settle()
