"""Options files by name: found, read, and what their names mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sovsim.axes import Institution
from sovsim.documents.document import Document, place_of, read
from sovsim.documents.errors import Faults, Problem, Problems, unknown
from sovsim.documents.lines import Key
from sovsim.documents.shipped import shipped_files
from sovsim.ensemble.design import DesignError, Uncertainty
from sovsim.experiment.resolve import (
    check_metric,
    distinct,
    ground_of,
    scenario_of,
    uncertainties_of,
)
from sovsim.experiment.schema import ArmTable, UncertaintyTable
from sovsim.metrics import METRICS
from sovsim.options.levers import check_levers, policy_scenario
from sovsim.options.model import Measure, OptionsData
from sovsim.options.schema import File, Head, MeasureTable, PolicyTable, UnknownTable
from sovsim.points import PointError, check_name, is_start
from sovsim.scenario import Scenario
from sovsim.scenario.checks import check_claims
from sovsim.telling.names import Names, capital, listed, readable
from sovsim.variables import COMPONENTS, VARIABLES

KIND = "options"

WATCHED = (
    "relation_hegemon",
    "relation_west",
    "alignment_russia_political",
    "dependence_trade",
    "dependence_energy",
    "public_west",
    "public_russia",
    "unrest",
    "welfare",
    "support",
)
"""What is looked at early where the file names nothing: what polls, trade statistics, votes and
newspapers show."""

EARLY = 1 / 3
"""Share of the span after which early signs are read, where the file names no quarter."""


def options_names() -> tuple[str, ...]:
    """Return the names of the shipped questions."""
    return tuple(shipped_files(KIND))


def load_options(name_or_path: str | Path | OptionsData) -> OptionsData:
    """Return a decision maker's question, checked.

    Args:
        name_or_path: name of a shipped one, or path of a file; a loaded one is returned.

    Raises:
        DocumentError: it cannot be found, read or used; the message names file, line and key.
    """
    if isinstance(name_or_path, OptionsData):
        return name_or_path
    path, label = place_of(name_or_path, KIND, "options file")
    document = read(path, label, File, "options file")
    try:
        return resolved(document)
    except (Problem, Problems) as found:
        raise document.origin.error(found) from None


def resolved(document: Document[File]) -> OptionsData:
    """Return what an options file comes to.

    Raises:
        Problem, Problems: something in it is wrong.
    """
    file, folder = document.content, document.path.parent
    head = file.options
    base = _base(head, folder)
    names = Names(base.region)
    faults = Faults()
    with faults:
        check_claims(head.claims, ("options", "claims"))
    with faults:
        _check_who(head, base)
    for what, tables in (("policy", file.policy), ("metric", file.metric)):
        with faults:
            distinct(what, [entry.name for entry in tables])
    scenarios = {}
    for number, table in enumerate(file.policy):
        place: Key = ("policy", number)
        with faults:
            check_claims(table.claims, (*place, "claims"))
        with faults:
            scenarios[table.name] = policy_scenario(head, table, folder, place)
    if not faults:
        with faults:
            ground_of(scenarios, across=False)
    for number, metric in enumerate(file.metric):
        with faults:
            check_metric(metric, ("metric", number), [base.region.codes])
            _check_goal(metric, ("metric", number))
    uncertainties: tuple[Uncertainty, ...] = ()
    with faults:
        uncertainties = _uncertainties(file.uncertainty, base)
    for number, policy in enumerate(file.policy):
        with faults:
            _check_leaves_open(policy, uncertainties, ("policy", number))
    weights: dict[str, float] = {}
    with faults:
        weights = _weights(file.metric)
    with faults:
        check_levers(file.lever, file.policy, head, folder)
    faults.settle()
    options = OptionsData(
        head=head,
        decides=names(head.decides),
        policies={entry.name: entry for entry in file.policy},
        base=base,
        scenarios=scenarios,
        measures=tuple(_measure(entry, names) for entry in file.metric),
        weights=weights,
        uncertainties=uncertainties,
        labels={
            entry.parameter: entry.label or in_words(entry.parameter) for entry in file.uncertainty
        },
        design=file.design,
        levers=tuple(file.lever),
        watch=tuple(head.watch or WATCHED),
        watch_state=head.watch_state or (head.decides if head.decides in base.region.codes else ""),
        watch_step=_watch_step(head, base),
        folder=folder,
        document=file,
        text=document.text,
    )
    try:
        options.sample()
    except DesignError as error:
        raise Problem(("design", "method"), f"cannot be drawn: {error}") from None
    return options


def in_words(parameter: str) -> str:
    """Return a parameter or start value in words: the group, then the key."""
    if is_start(parameter):
        _, unit, column = parameter.split(".", 2)
        return f"{readable(column)} of {unit} at the start"
    group, _, key = parameter.partition(".")
    return f"{key.replace('_', ' ')} ({group.replace('_', ' ')})"


def _base(head: Head, folder: Path) -> Scenario:
    """Return the scenario with what holds for every policy."""
    table = ArmTable.model_construct(
        _fields_set={"name", "scenario", "settings"},
        name="base",
        scenario=head.scenario,
        settings=head.settings,
        off=(),
        drop_events=(),
    )
    return scenario_of(table, ("options",), folder)


def _check_who(head: Head, base: Scenario) -> None:
    codes = base.region.codes
    bodies = [Institution(info.institution).name for info in base.region.institutions]
    faults = Faults()
    known = [*codes, *bodies, "hegemon"]
    if head.decides not in known:
        what = "state or body of the region"
        faults.add(unknown(("options", "decides"), what, head.decides, known, head.decides))
    if head.watch_state is not None and head.watch_state not in codes:
        state = head.watch_state
        faults.add(unknown(("options", "watch_state"), "state of the region", state, codes, state))
    columns = [
        column
        for column, (name, _) in COMPONENTS.items()
        if VARIABLES[name].per == "state" and VARIABLES[name].codes is None
    ]
    for column in head.watch or ():
        if column not in columns:
            what = "quantity that states have"
            faults.add(unknown(("options", "watch"), what, column, columns, column))
    if head.watch_at is not None and not 0 <= base.step_of(head.watch_at) < base.steps - 1:
        wrong = "does not lie before the last quarter of the span"
        allowed = f"{base.start} to {base.quarter(base.steps - 2)}"
        faults.add(Problem(("options", "watch_at"), wrong, allowed=allowed, found=head.watch_at))
    faults.settle()


def _watch_step(head: Head, base: Scenario) -> int:
    if head.watch_at is not None:
        return base.step_of(head.watch_at)
    return max(0, min(base.steps - 2, round(base.steps * EARLY)))


def _check_goal(table: MeasureTable, path: Key) -> None:
    low, high = table.at_least, table.at_most
    if low is not None and high is not None and low > high:
        raise Problem((*path, "at_least"), f"lies above at_most = {high:g}", found=low)


def _weights(tables: Sequence[MeasureTable]) -> dict[str, float]:
    given = {entry.name: entry.weight for entry in tables if entry.weight is not None}
    lacking = next((n for n, entry in enumerate(tables) if entry.weight is None), None)
    if given and lacking is not None:
        wrong = "has no weight, while others have one"
        raise Problem(("metric", lacking), wrong, allowed="weights for all metrics, or for none")
    total = sum(given.values())
    return {name: weight / total for name, weight in given.items()} if len(given) > 1 else {}


def _check_leaves_open(
    policy: PolicyTable, uncertainties: Sequence[Uncertainty], path: Key
) -> None:
    """A policy that sets what is sampled would be compared with others in another world."""
    for entry in uncertainties:
        if entry.parameter in policy.parameters:
            wrong = "is sampled as an uncertainty too; it is the decision maker's, or it is unknown"
            raise Problem((*path, "parameters", entry.parameter), wrong)


def _uncertainties(tables: Sequence[UnknownTable], base: Scenario) -> tuple[Uncertainty, ...]:
    faults = Faults()
    found: list[Uncertainty] = []
    for number, table in enumerate(tables):
        path: Key = ("uncertainty", number)
        with faults:
            if table.parameter in [entry.parameter for entry in found]:
                raise Problem((*path, "parameter"), "is sampled already", found=table.parameter)
            if is_start(table.parameter):
                found.append(_start(table, base, path))
                continue
            plain = UncertaintyTable.model_construct(parameter=table.parameter, range=table.range)
            try:
                found += uncertainties_of([plain])
            except Problems as problems:
                for problem in problems.found:
                    problem.path = (*path, *problem.path[2:])
                raise
    faults.settle()
    return tuple(found)


def _start(table: UnknownTable, base: Scenario, path: Key) -> Uncertainty:
    try:
        check_name(table.parameter, base.region)
    except PointError as error:
        raise Problem((*path, "parameter"), f"cannot be sampled: {error}") from None
    if table.range == "declared":
        wrong = "needs two numbers; a start value has no declared range"
        raise Problem((*path, "range"), wrong, allowed="such as [0.2, 0.6]")
    return Uncertainty(table.parameter, table.range.low, table.range.high)


def _measure(table: MeasureTable, names: Names) -> Measure:
    name = table.metric or table.name
    metric = METRICS[name]
    meaning = metric.meaning.rstrip(".")
    if table.states:
        meaning += f", mean of {listed(names(code) for code in table.states)}"
    if table.minus or table.minus_states:
        less = METRICS[table.minus].meaning.rstrip(".") if table.minus else "the same"
        meaning += f"; minus: {less}"
    note = f" {capital(table.note.strip())}" if table.note else ""
    return Measure(
        name=table.name,
        label=table.label or table.name.replace("_", " ").replace("-", " "),
        unit=metric.unit,
        sign=1 if table.direction == "more" else -1,
        smallest=table.smallest,
        meaning=names.local(f"{meaning}.{note}"),
        at_least=table.at_least,
        at_most=table.at_most,
    )
