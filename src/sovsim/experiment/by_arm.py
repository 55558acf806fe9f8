"""What came out in every arm of an experiment, and what each arm changes against the first.

Predictions name some arms only; here stand all of them. Written beside the verdicts as
``arms.json``, and read back for the report.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from sovsim.analysis.interval import mean_estimate
from sovsim.disk.plain import plain
from sovsim.disk.put import put_json
from sovsim.telling.changes import changes

if TYPE_CHECKING:
    from sovsim.experiment.finished import Finished
    from sovsim.scenario import Scenario

FILE = "arms.json"
_KEYS = ("arm", "run", "point")


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Outcome(_Facts):
    """The mean of an outcome in an arm, over points of the ranges or over runs, and its interval.

    What is not defined in any run is None.
    """

    mean: float | None
    low: float | None
    high: float | None
    n: int


class ArmTold(_Facts):
    """An arm: its scenario, what it changes against the first arm, and what came out."""

    name: str
    title: str
    changes: tuple[str, ...]
    outcomes: dict[str, Outcome]


class ByArm(_Facts):
    """All arms of an experiment, in the order of its file.

    Attributes:
        format: version of the layout of ``arms.json``.
        confidence: level of the intervals.
        arms: the first is what the others are held against.
    """

    format: Literal[1] = 1
    confidence: float
    arms: tuple[ArmTold, ...]


def by_arm(finished: Finished) -> ByArm:
    """Return what came out in every arm of an experiment."""
    experiment = finished.experiment
    return arms_told(finished.table, experiment.scenarios, experiment.design.confidence)


def arms_told(
    table: pd.DataFrame, scenarios: Mapping[str, Scenario], confidence: float = 0.95
) -> ByArm:
    """Return what came out in every arm.

    Args:
        table: ``arm, run, point`` and the outcomes; runs of one point are one unit.
        scenarios: arm -> what it comes to.
        confidence: level of the intervals.
    """
    first = next(iter(scenarios.values()))
    names = [str(name) for name in table.columns if name not in _KEYS]
    told = []
    for arm, scenario in scenarios.items():
        mine = table[table["arm"] == arm]
        several = mine["point"].nunique() > 1
        units = mine.groupby("point")[names].mean() if several else mine[names]
        told.append(
            ArmTold(
                name=arm,
                title=scenario.title,
                changes=tuple(changes(first, scenario)),
                outcomes={name: _outcome(units[name], confidence) for name in names},
            )
        )
    return ByArm(confidence=confidence, arms=tuple(told))


def _outcome(values: pd.Series[float], confidence: float) -> Outcome:
    defined = values.dropna().to_numpy(dtype=float)
    if not len(defined):
        return Outcome(mean=None, low=None, high=None, n=0)
    found = mean_estimate(defined, confidence, "t")
    low, high = (None if math.isnan(end) else float(end) for end in (found.low, found.high))
    return Outcome(mean=float(found.mean), low=low, high=high, n=len(defined))


def write_arms(finished: Finished, folder: Path) -> None:
    """Write ``arms.json`` into the folder of an experiment."""
    put_json(folder / FILE, plain(by_arm(finished).model_dump(mode="json")))


def read_arms(folder: Path) -> ByArm | None:
    """Return what ``arms.json`` of a folder says; None where it is not there, or another version's.

    Folders of versions that did not write it are read all the same.
    """
    try:
        return ByArm.model_validate(json.loads((folder / FILE).read_bytes()))
    except (OSError, ValueError, ValidationError):
        return None


def outcome_rows(told: ByArm, units: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return rows for a table: an arm a row, an outcome a column (with intervals, as text).

    Args:
        units: outcome -> unit, for the headings.
    """
    names = list(told.arms[0].outcomes)
    rows = []
    for arm in told.arms:
        row: dict[str, Any] = {"arm": arm.name}
        for name in names:
            unit = f" ({units[name]})" if units and name in units else ""
            row[f"{name}{unit}"] = interval(arm.outcomes[name])
        rows.append(row)
    return rows


def change_rows(told: ByArm) -> list[dict[str, str]]:
    """Return rows for a table: an arm a row, with what it changes against the first, in words."""
    first, *others = told.arms
    rows = [{"arm": first.name, "changes": f"the first; {first.title}"}]
    return rows + [{"arm": arm.name, "changes": told_changes(arm.changes)} for arm in others]


def told_changes(found: Sequence[str]) -> str:
    """Return the changes of an arm as one text."""
    return "; ".join(found) or "nothing that its scenario says; see the sampled parameters"


def interval(one: Outcome) -> str:
    """Return a mean with its interval as text."""
    if one.mean is None:
        return "-"
    if one.low is None or one.high is None:
        return f"{one.mean:.3g}"
    return f"{one.mean:.3g} [{one.low:.3g}, {one.high:.3g}]"
