"""Checks what the names in an experiment file mean, and makes its arms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sovsim.documents.document import Document
from sovsim.documents.errors import DocumentError, Faults, Origin, Problem, Problems, unknown
from sovsim.documents.lines import Key
from sovsim.documents.overlay import overlaid, written
from sovsim.documents.shape import shaped
from sovsim.documents.shipped import shipped_files
from sovsim.documents.source import exists
from sovsim.documents.text import one_line
from sovsim.ensemble.common_ground import (
    NOT_OF_SOME,
    CommonGround,
    Incomparable,
    common_ground,
    tellable_of_some,
)
from sovsim.ensemble.design import DesignError, Uncertainty
from sovsim.experiment.model import SIDES, ExperimentData
from sovsim.experiment.schema import ArmTable, File, MetricTable, PredictionTable, UncertaintyTable
from sovsim.metrics import METRICS
from sovsim.parameters import registry
from sovsim.scenario import Scenario, load_scenario
from sovsim.scenario.checks import check_claims, in_range
from sovsim.scenario.resolve import resolve
from sovsim.scenario.resolve_events import check_dropped
from sovsim.scenario.schema import File as ScenarioFile

_LAID_OVER = ("parameters", "mechanisms")


def resolved(document: Document[File]) -> ExperimentData:
    """Return what an experiment file comes to.

    Raises:
        Problem, Problems: something in it is wrong.
    """
    file, faults = document.content, Faults()
    head = file.experiment
    for side in SIDES:
        with faults:
            check_claims(getattr(head, side).claims, ("experiment", side, "claims"))
    with faults:
        distinct("arm", [entry.name for entry in file.arm])
    with faults:
        distinct("metric", [entry.name for entry in file.metric])
    scenarios = {}
    for number, table in enumerate(file.arm):
        with faults:
            scenarios[table.name] = scenario_of(table, ("arm", number), document.path.parent)
    ground = CommonGround()
    if not faults:
        with faults:
            ground = ground_of(scenarios, across=head.across)
    codes = [scenario.region.codes for scenario in scenarios.values()]
    for number, metric in enumerate(file.metric):
        with faults:
            check_metric(metric, ("metric", number), codes)
            check_on_ground(metric, ("metric", number), ground)
    metrics = {entry.name: entry for entry in file.metric}
    arms = list(dict.fromkeys(entry.name for entry in file.arm))
    for number, prediction in enumerate(file.prediction):
        with faults:
            _check_prediction(prediction, ("prediction", number), arms, metrics)
    for side in SIDES:
        if not any(entry.side == side and not entry.check for entry in file.prediction):
            faults.add(Problem(("prediction",), f"side {side} predicts nothing that counts"))
    held: dict[str, Scenario] = {}
    with faults:
        held = _held(file, document.path.parent)
    uncertainties: tuple[Uncertainty, ...] = ()
    with faults:
        uncertainties = uncertainties_of(file.uncertainty)
    faults.settle()
    experiment = ExperimentData(
        head=head,
        arms={entry.name: entry for entry in file.arm},
        scenarios=scenarios,
        design=file.design,
        uncertainties=uncertainties,
        metrics=metrics,
        predictions=tuple(file.prediction),
        ground=ground,
        document=file,
        text=document.text,
        path=document.path,
        held=held,
    )
    _check_design(experiment)
    return experiment


def ground_of(scenarios: Mapping[str, Scenario], *, across: bool) -> CommonGround:
    """Return what some arms share, by name of the arm."""
    try:
        return common_ground(scenarios, across=across)
    except Incomparable as error:
        hint = "" if across else "[experiment] may say across = true: rates per year, common states"
        raise Problem(("arm",), f"cannot be compared: {error}", allowed=hint) from None


def _held(file: File, folder: Path) -> dict[str, Scenario]:
    """Return the scenarios that are held against observed years."""
    told = file.against_data
    if told is None or not told.arm:
        return {}
    faults = Faults()
    if len(told.arm) == 1:
        faults.add(Problem(("against_data", "arm"), "needs a second arm to be held against"))
    names = [table.name for table in told.arm]
    found: dict[str, Scenario] = {}
    for number, table in enumerate(told.arm):
        place: Key = ("against_data", "arm", number)
        if table.name in names[:number]:
            faults.add(Problem((*place, "name"), "names another one too", found=table.name))
        with faults:
            found[table.name] = scenario_of(table, place, folder)
    faults.settle()
    return found


def distinct(what: str, names: Sequence[str]) -> None:
    """Raise Problems for tables of a kind that have the same name."""
    faults = Faults()
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            faults.add(Problem((what, number, "name"), "names another one too", found=name))
        seen.add(name)
    faults.settle()


def scenario_of(table: ArmTable, path: Key, folder: Path) -> Scenario:
    """Return the scenario of an arm with everything that the arm changes.

    Raises:
        Problem, Problems: the arm is wrong.
        DocumentError: the file of its scenario is wrong itself.
    """
    known = shipped_files("scenarios")
    beside = folder / table.scenario
    here = table.scenario not in known and exists(beside)
    if table.scenario not in known and not here and not exists(Path(table.scenario)):
        raise unknown((*path, "scenario"), "scenario", table.scenario, known, table.scenario)
    base = load_scenario(beside if here else table.scenario)
    try:
        base = base.with_settings(table.settings)
    except DocumentError as error:
        wrong = f"cannot be used: {one_line(error.problems[0].message)}"
        raise Problem((*path, "settings"), wrong) from None
    return _changed(base, table, path)


def _changed(base: Scenario, table: ArmTable, path: Key) -> Scenario:
    """Return a scenario with the parameters, mechanisms and events of an arm laid over it."""
    own = written(table)
    tables: dict[str, Any] = {key: own[key] for key in _LAID_OVER if key in own}
    data = overlaid(written(base.document), tables)
    if table.off:
        off = [*data.get("mechanisms", {}).get("off", ()), *table.off]
        data = overlaid(data, {"mechanisms": {"off": off}})
    events = data.get("event", [])
    labels = [f"{entry['type']}@{entry['at']}" for entry in events]
    check_dropped(table.drop_events, labels, (*path, "drop_events"))
    kept = [
        entry for entry, label in zip(events, labels, strict=True) if label not in table.drop_events
    ]
    data["event"] = [*kept, *own.get("event", [])]
    played = data.get("play", [])
    if "play" in own:
        data["play"] = [*played, *own["play"]]
    try:
        file = shaped(data, Origin(f"arm {table.name}"), ScenarioFile, letters=False)
        return Scenario.of(resolve(file, region=base.region, text=base.text))
    except Problem as problem:
        problem.path = _in_arm(problem.path, path, len(kept), len(played))
        raise
    except Problems as problems:
        for found in problems.found:
            found.path = _in_arm(found.path, path, len(kept), len(played))
        raise


def _in_arm(found: Key, path: Key, events: int, plays: int) -> Key:
    """Return where a fault of an arm's scenario stands in the experiment file.

    Args:
        events, plays: how many of each the arm inherits.
    """
    if found[:2] == ("mechanisms", "off"):
        return (*path, "off")
    for list_of, inherited in (("event", events), ("play", plays)):
        if found and found[0] == list_of and len(found) > 1 and isinstance(found[1], int):
            return (*path, list_of, found[1] - inherited, *found[2:])
    return (*path, *found)


def check_metric(table: MetricTable, path: Key, codes: Iterable[tuple[str, ...]]) -> None:
    """Raise Problems where an outcome cannot be measured in every arm.

    Args:
        codes: codes of the states, for each arm.
    """
    faults = Faults()
    for key in ("metric", "minus"):
        name = getattr(table, key) or (table.name if key == "metric" else None)
        if name is not None and name not in METRICS:
            place = (*path, key if getattr(table, key) else "name")
            faults.add(unknown(place, "metric", name, METRICS, name))
    if table.minus_states and not (table.minus or table.states):
        faults.add(Problem((*path, "minus_states"), "needs `states` or `minus`"))
    faults.settle()
    units = (METRICS[table.metric or table.name].unit, METRICS[_minus(table)].unit)
    if units[0] != units[1]:
        wrong = f"is in another unit: {units[0]} less {units[1]}"
        faults.add(Problem((*path, "minus"), wrong))
    for key, name in (("states", table.metric or table.name), ("minus_states", _minus(table))):
        states = getattr(table, key)
        if states is None:
            continue
        metric = METRICS[name]
        if metric.per != "state" or metric.difference is not None:
            wrong = f"cannot be used: {name} has no value for each state"
            faults.add(Problem((*path, key), wrong))
            continue
        for state in states:
            lacking = next((region for region in codes if state not in region), None)
            if lacking is not None:
                faults.add(unknown((*path, key), "state of every arm", state, lacking, state))
    faults.settle()


def check_on_ground(table: MetricTable, path: Key, ground: CommonGround) -> None:
    """Raise Problem where an outcome cannot be told over the states that arms share."""
    for key, name in (("name", table.metric or table.name), ("minus", _minus(table))):
        if ground.states and not tellable_of_some(METRICS[name]):
            raise Problem((*path, key), f"cannot be used here: {name} {NOT_OF_SOME}")


def _minus(table: MetricTable) -> str:
    return table.minus or table.metric or table.name


def _check_prediction(
    table: PredictionTable,
    path: Key,
    arms: Iterable[str],
    metrics: Iterable[str],
) -> None:
    faults = Faults()
    if table.metric not in metrics:
        what = "[[metric]] of this file"
        faults.add(unknown((*path, "metric"), what, table.metric, metrics, table.metric))
    for arm in table.arms:
        if arm not in arms:
            faults.add(unknown((*path, "arms"), "[[arm]] of this file", arm, arms, arm))
    if len(table.arms) == 3:
        wrong = "must name one, two or four arms"
        faults.add(Problem((*path, "arms"), wrong, found=table.arms))
    if len(table.arms) == 2 and table.arms[0] == table.arms[1]:
        faults.add(Problem((*path, "arms"), "names the same arm twice", found=table.arms))
    if table.level and len(table.arms) != 1:
        faults.add(Problem((*path, "level"), "belongs to a prediction about one arm"))
    faults.settle()


def uncertainties_of(tables: Sequence[UncertaintyTable]) -> tuple[Uncertainty, ...]:
    """Return the parameters that are sampled, each with its range."""
    known = registry()
    faults = Faults()
    found = []
    for number, table in enumerate(tables):
        path: Key = ("uncertainty", number)
        with faults:
            if table.parameter not in known:
                name = table.parameter
                raise unknown((*path, "parameter"), "parameter", name, known, name)
            entry = known[table.parameter]
            low, high = entry.low, entry.high
            if table.range != "declared":
                in_range(table.range, low, high, (*path, "range"))
                low, high = table.range.low, table.range.high
            found.append(Uncertainty(entry.name, low, high))
    faults.settle()
    return tuple(found)


def _check_design(experiment: ExperimentData) -> None:
    design = experiment.design
    if design.precision is not None and design.method not in ("sobol", "random", "replicates"):
        wrong = "needs a design to which points can be added: sobol, random or replicates"
        raise Problem(("design", "precision"), wrong, found=design.precision)
    try:
        experiment.sample()
    except DesignError as error:
        raise Problem(("design", "method"), f"cannot be drawn: {error}") from None
