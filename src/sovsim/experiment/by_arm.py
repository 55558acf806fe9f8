"""What came out in every arm of an experiment, and what each arm changes against the first.

Predictions name some arms only; here stand all of them. Written beside the verdicts as
``arms.json``, and read back for the report.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from sovsim.analysis.interval import mean_estimate
from sovsim.disk.plain import plain
from sovsim.disk.put import put_json
from sovsim.metrics import METRICS
from sovsim.region.poles import Poles
from sovsim.telling.changes import changes
from sovsim.telling.metrics import metric_name
from sovsim.telling.parameters import in_words

if TYPE_CHECKING:
    from sovsim.experiment.finished import Finished
    from sovsim.scenario import Scenario

FILE = "arms.json"
_MEANING = re.compile(r"^(\S+ = .+?) \(.+\)$")
"""A parameter's change with what it means in brackets."""
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
        units: outcome -> its unit.
        arms: the first is what the others are held against.
        powers: what the region calls its powers, where it has names of its own.
    """

    format: Literal[1] = 1
    confidence: float
    units: dict[str, str]
    arms: tuple[ArmTold, ...]
    powers: dict[str, str] = {}

    @property
    def poles(self) -> Poles:
        """What the powers are called in the region of the arms."""
        return Poles(**self.powers)


def by_arm(finished: Finished) -> ByArm:
    """Return what came out in every arm of an experiment."""
    experiment = finished.experiment
    units = {
        name: experiment.ground.unit(METRICS[table.metric or table.name])
        for name, table in experiment.metrics.items()
    }
    sampled = frozenset(entry.parameter for entry in experiment.uncertainties)
    confidence = experiment.design.confidence
    return arms_told(finished.table, experiment.scenarios, units, confidence, sampled)


def arms_told(
    table: pd.DataFrame,
    scenarios: Mapping[str, Scenario],
    units: Mapping[str, str],
    confidence: float = 0.95,
    sampled: Set[str] = frozenset(),
) -> ByArm:
    """Return what came out in every arm.

    Args:
        table: ``arm, run, point`` and the outcomes; runs of one point are one unit.
        scenarios: arm -> what it comes to.
        units: outcome -> its unit.
        confidence: level of the intervals.
        sampled: parameters that are drawn where an arm sets none.
    """
    first = next(iter(scenarios.values()))
    names = [str(name) for name in table.columns if name not in _KEYS]
    told = []
    for arm, scenario in scenarios.items():
        mine = table[table["arm"] == arm]
        several = mine["point"].nunique() > 1
        each = mine.groupby("point")[names].mean() if several else mine[names]
        told.append(
            ArmTold(
                name=arm,
                title=scenario.title,
                changes=tuple(changes(first, scenario, sampled)),
                outcomes={name: _outcome(each[name], confidence) for name in names},
            )
        )
    powers = first.region.poles.every()
    return ByArm(confidence=confidence, units=dict(units), arms=tuple(told), powers=powers)


def _outcome(values: pd.Series[float], confidence: float) -> Outcome:
    defined = values.dropna().to_numpy(dtype=float)
    if not len(defined):
        return Outcome(mean=None, low=None, high=None, n=0)
    found = mean_estimate(defined, confidence, "t")
    low, high = (None if math.isnan(end) else float(end) for end in (found.low, found.high))
    return Outcome(mean=float(found.mean), low=low, high=high, n=len(defined))


def write_arms(finished: Finished, folder: Path) -> ByArm:
    """Write ``arms.json`` into the folder of an experiment, and return what it says."""
    told = by_arm(finished)
    put_json(folder / FILE, plain(told.model_dump(mode="json")))
    return told


def read_arms(folder: Path) -> ByArm | None:
    """Return what ``arms.json`` of a folder says; None where it is not there, or another version's.

    Folders of versions that did not write it are read all the same.
    """
    try:
        return ByArm.model_validate(json.loads((folder / FILE).read_bytes()))
    except (OSError, ValueError, ValidationError):
        return None


def outcome_rows(told: ByArm) -> list[dict[str, Any]]:
    """Return rows for a table: an arm a row, an outcome a column (mean and interval, as text)."""
    return [
        {
            "arm": arm.name,
            **{metric_name(name, told.poles): interval(one) for name, one in arm.outcomes.items()},
        }
        for arm in told.arms
    ]


def caption(told: ByArm) -> str:
    """Return what the outcomes of the arms are, in a sentence."""
    units = "; ".join(
        f"{metric_name(name, told.poles)} in {unit}" for name, unit in told.units.items()
    )
    return (
        f"Means over the runs of each arm with their {told.confidence:.0%} intervals, whether a "
        f"prediction names the arm or not ({units}). Arms share their random numbers, so that "
        "two of them may differ for certain although their intervals overlap."
    )


def change_rows(told: ByArm) -> list[dict[str, str]]:
    """Return rows for a table: an arm a row, with what it changes against the first, in words.

    What an earlier arm changes too is named by that arm, and a meaning is given once.
    """
    first, *others = told.arms
    rows = [{"arm": first.name, "changes": f"the first; {first.title}"}]
    before: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for arm in others:
        rows.append({"arm": arm.name, "changes": _against(arm.changes, before, seen)})
        before.setdefault(arm.name, arm.changes)
        seen.update(arm.changes)
    return rows


def _against(found: tuple[str, ...], before: Mapping[str, tuple[str, ...]], seen: Set[str]) -> str:
    """Return the changes of an arm, short where earlier arms have said them."""
    inside = [name for name, other in before.items() if other and set(other) <= set(found)]
    like = max(inside, key=lambda name: len(before[name]), default="")
    rest = [one for one in found if one not in before.get(like, ())]
    clauses = [_MEANING.sub(r"\1", one) if one in seen else one for one in rest]
    if like:
        clauses.insert(0, f"as {like}")
    return in_words(told_changes(clauses))


def told_changes(found: Sequence[str]) -> str:
    """Return the changes of an arm as one text."""
    return "; ".join(found) or "nothing that its scenario says; see the sampled parameters"


def markdown(told: ByArm) -> str:
    """Return the arms as sections of a page in Markdown."""
    lines = ["## Every arm", "", caption(told), "", *_table(outcome_rows(told)), ""]
    lines += ["What each arm changes against the first:", ""]
    lines += [f"* {row['arm']}: {row['changes']}" for row in change_rows(told)]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    names = list(rows[0])
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return lines + [f"| {' | '.join(str(row[name]) for name in names)} |" for row in rows]


def interval(one: Outcome) -> str:
    """Return a mean with its interval as text."""
    if one.mean is None:
        return "-"
    if one.low is None or one.high is None:
        return f"{one.mean:.3g}"
    return f"{one.mean:.3g} [{one.low:.3g}, {one.high:.3g}]"
