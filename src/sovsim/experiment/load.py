"""Finds experiment files, reads them and checks what their names mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sovsim import given
from sovsim.documents.errors import Origin, Problem, clipped, nearest, unknown
from sovsim.documents.lines import Key
from sovsim.ensemble.common_ground import (
    NOT_OF_SOME,
    CommonGround,
    Incomparable,
    common_ground,
    tellable_of_some,
)
from sovsim.ensemble.design import DesignError, Uncertainty
from sovsim.experiment.model import SIDES, Experiment
from sovsim.experiment.read import read
from sovsim.experiment.schema import ArmTable, File, MetricTable, PredictionTable, UncertaintyTable
from sovsim.metrics import METRICS
from sovsim.parameters import registry
from sovsim.scenario import Scenario, ScenarioError, load_scenario, shipped_files
from sovsim.scenario.checks import check_claims, in_range
from sovsim.scenario.read import shaped
from sovsim.scenario.resolve import resolve
from sovsim.scenario.resolve_events import check_dropped

KIND = "experiments"


def experiment_names() -> tuple[str, ...]:
    """Return the names of the shipped experiments."""
    return tuple(shipped_files(KIND))


def load_experiment(name_or_path: str | Path | Experiment) -> Experiment:
    """Return an experiment, checked.

    Args:
        name_or_path: name of a shipped experiment, or path of a file; a loaded one is returned.

    Raises:
        ScenarioError: it cannot be found, read or used; the message names file, line and key.
    """
    if isinstance(name_or_path, Experiment):
        return name_or_path
    path, label = _place(name_or_path)
    file, origin = read(path, label)
    try:
        return _resolved(file, origin, path.parent)
    except Problem as problem:
        raise origin.error(problem) from None


def _place(name_or_path: str | Path) -> tuple[Path, str]:
    path = given.path("experiment", name_or_path, ScenarioError)
    files, name = shipped_files(KIND), str(name_or_path)
    by_name = {entry.lower(): path for entry, path in files.items()}
    if name.lower() in by_name:
        path = by_name[name.lower()]
        return path, f"{KIND}/{path.name}"
    try:
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if not exists:
        near = nearest(name, files)
        hint = f"\n  did you mean '{near}'?" if near else ""
        raise ScenarioError(f"there is no experiment '{clipped(name)}'{hint}")
    return path, str(path)


def _resolved(file: File, origin: Origin, folder: Path) -> Experiment:
    head = file.experiment
    for side in SIDES:
        check_claims(getattr(head, side).claims, ("experiment", side, "claims"))
    _distinct("arm", [entry.name for entry in file.arm])
    _distinct("metric", [entry.name for entry in file.metric])
    scenarios = {
        table.name: _scenario(table, ("arm", number), folder)
        for number, table in enumerate(file.arm)
    }
    ground = _ground(scenarios, across=head.across)
    codes = [scenario.region.codes for scenario in scenarios.values()]
    for number, metric in enumerate(file.metric):
        _check_metric(metric, ("metric", number), codes)
        _check_on_ground(metric, ("metric", number), ground)
    metrics = {entry.name: entry for entry in file.metric}
    for number, prediction in enumerate(file.prediction):
        _check_prediction(prediction, ("prediction", number), scenarios, metrics)
    for side in SIDES:
        if not any(entry.side == side and not entry.check for entry in file.prediction):
            raise Problem(("prediction",), f"side {side} predicts nothing that counts")
    experiment = Experiment(
        head=head,
        arms={entry.name: entry for entry in file.arm},
        scenarios=scenarios,
        design=file.design,
        uncertainties=tuple(_uncertainties(file.uncertainty)),
        metrics=metrics,
        predictions=tuple(file.prediction),
        ground=ground,
        document=file,
        text=origin.text or "",
    )
    _check_design(experiment)
    return experiment


def _ground(scenarios: Mapping[str, Scenario], *, across: bool) -> CommonGround:
    try:
        return common_ground(scenarios, across=across)
    except Incomparable as error:
        hint = "" if across else "[experiment] may say across = true: rates per year, common states"
        raise Problem(("arm",), f"cannot be compared: {error}", allowed=hint) from None


def _distinct(what: str, names: Sequence[str]) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise Problem((what, number, "name"), "names another one too", found=name)


def _scenario(table: ArmTable, path: Key, folder: Path) -> Scenario:
    """Return the scenario of an arm with everything that the arm changes."""
    beside = folder / table.scenario
    known = shipped_files("scenarios")
    try:
        base = load_scenario(
            beside if table.scenario not in known and beside.exists() else table.scenario
        ).with_settings(table.settings)
    except ScenarioError as error:
        at = "settings" if str(error).startswith("--set") else "scenario"
        raise Problem((*path, at), f"cannot be used: {error}".replace("\n ", ";")) from None
    return _changed(base, table, path)


def _changed(base: Scenario, table: ArmTable, path: Key) -> Scenario:
    data: dict[str, Any] = base.document.model_dump(
        by_alias=True, exclude_unset=True, warnings=False
    )
    data.setdefault("parameters", {}).update(_dumped(table, "parameters"))
    mechanisms = data.setdefault("mechanisms", {})
    mechanisms.update(_dumped(table, "mechanisms"))
    if table.off:
        mechanisms["off"] = [*mechanisms.get("off", ()), *table.off]
    events = data.setdefault("event", [])
    if table.drop_events:
        labels = [f"{entry['type']}@{entry['at']}" for entry in events]
        check_dropped(table.drop_events, labels, (*path, "drop_events"))
        events[:] = [
            entry
            for entry, label in zip(events, labels, strict=True)
            if label not in table.drop_events
        ]
    inherited = len(events)
    events.extend(_dumped(table, "event"))
    try:
        return resolve(shaped(data, Origin("arm")), region=base.region, text=base.text)
    except Problem as problem:
        problem.path = _in_arm(problem.path, path, inherited)
        raise


def _dumped(table: ArmTable, key: str) -> Any:
    return table.model_dump(by_alias=True, exclude_unset=True, warnings=False).get(key, {})


def _in_arm(found: Key, path: Key, inherited: int) -> Key:
    """Return where a fault of an arm's scenario stands in the experiment file."""
    if not found:
        return path
    if found[:2] == ("mechanisms", "off"):
        return (*path, "off")
    if found[0] == "event" and len(found) > 1 and isinstance(found[1], int):
        return (*path, "event", found[1] - inherited, *found[2:])
    return (*path, *found)


def _check_metric(table: MetricTable, path: Key, codes: Iterable[tuple[str, ...]]) -> None:
    for key in ("metric", "minus"):
        name = getattr(table, key) or (table.name if key == "metric" else None)
        if name is not None and name not in METRICS:
            place = (*path, key if getattr(table, key) else "name")
            raise unknown(place, "metric", name, METRICS, name)
    if table.minus and METRICS[table.minus].unit != METRICS[table.metric or table.name].unit:
        units = (METRICS[table.metric or table.name].unit, METRICS[table.minus].unit)
        raise Problem((*path, "minus"), f"is in another unit: {units[0]} less {units[1]}")
    if table.minus_states and not (table.minus or table.states):
        raise Problem((*path, "minus_states"), "needs `states` or `minus`")
    for key, name in (("states", table.metric or table.name), ("minus_states", _minus(table))):
        states = getattr(table, key)
        if states is None:
            continue
        metric = METRICS[name]
        if metric.per != "state" or metric.difference is not None:
            raise Problem((*path, key), f"cannot be used: {name} has no value for each state")
        for region in codes:
            for state in states:
                if state not in region:
                    raise unknown((*path, key), "state of every arm", state, region, state)


def _check_on_ground(table: MetricTable, path: Key, ground: CommonGround) -> None:
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
    if table.metric not in metrics:
        raise unknown((*path, "metric"), "[[metric]] of this file", table.metric, metrics)
    for arm in table.arms:
        if arm not in arms:
            raise unknown((*path, "arms"), "[[arm]] of this file", arm, arms, arm)
    if len(table.arms) == 3:
        raise Problem((*path, "arms"), "must name one, two or four arms", found=table.arms)
    if len(table.arms) == 2 and table.arms[0] == table.arms[1]:
        raise Problem((*path, "arms"), "names the same arm twice", found=table.arms)
    if table.level and len(table.arms) != 1:
        raise Problem((*path, "level"), "belongs to a prediction about one arm")


def _uncertainties(tables: Sequence[UncertaintyTable]) -> Iterable[Uncertainty]:
    known = registry()
    for number, table in enumerate(tables):
        path: Key = ("uncertainty", number)
        if table.parameter not in known:
            raise unknown((*path, "parameter"), "parameter", table.parameter, known)
        entry = known[table.parameter]
        if table.range == "declared":
            yield Uncertainty(entry.name, entry.low, entry.high)
            continue
        in_range(table.range, entry.low, entry.high, (*path, "range"))
        yield Uncertainty(entry.name, table.range.low, table.range.high)


def _check_design(experiment: Experiment) -> None:
    design = experiment.design
    if design.precision is not None and design.method not in ("sobol", "random", "replicates"):
        wrong = "needs a design to which points can be added: sobol, random or replicates"
        raise Problem(("design", "precision"), wrong, found=design.precision)
    try:
        experiment.sample()
    except DesignError as error:
        raise Problem(("design", "method"), f"cannot be drawn: {error}") from None
