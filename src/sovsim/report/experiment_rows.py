"""What a report of an experiment says in tables: the question, the answer, how it was made."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from sovsim.analysis.superiority import Share
from sovsim.experiment.asked import Asked
from sovsim.experiment.folder import Judged
from sovsim.experiment.rows import prediction_rows
from sovsim.experiment.schema import ArmTable
from sovsim.experiment.words import with_interval
from sovsim.plots.verdict_marks import number
from sovsim.plots.verdicts import minus
from sovsim.report.every_arm import EveryArm
from sovsim.report.notes import Note, Notes
from sovsim.scenario import Range
from sovsim.scenario.schema import EventTable
from sovsim.telling.metrics import metric_name
from sovsim.telling.parameters import in_words, parameter_words

PREDICTED: dict[str, str] = {
    "higher": "higher",
    "lower": "lower",
    "same": "the same",
    "not_lower": "not lower (higher or the same)",
    "not_higher": "not higher (lower or the same)",
}
"""Predicted direction in words."""

METHODS: dict[str, str] = {
    "replicates": "No parameter was sampled; all stand at their values in the scenarios.",
    "grid": "The points form a grid that crosses {levels} values of each range, ends included.",
    "latin_hypercube": "The points are a Latin hypercube: each range is cut into as many steps as "
    "there are points, and each step is used once.",
    "sobol": "The points are a Sobol sequence, which fills the ranges evenly.",
    "morris": "The points lie on trajectories that change one parameter at a time (Morris).",
    "random": "The points are drawn from the ranges at random.",
}
"""Design in words."""


_MINUS = re.compile(r"-(?=\d)")
_OF_EVENTS = (
    "until", "who", "size", "duration", "institution", "members", "channel", "domain", "norm",
    "level", "forum", "holder", "column",
)  # fmt: skip


@dataclass(frozen=True)
class SideRow:
    """A side: what it says, and what became of it."""

    side: str
    statement: str
    notes: list[Note]
    verdict: str
    because: str
    told: str
    depends_on: tuple[str, ...]
    share: str


@dataclass(frozen=True)
class PredictionRow:
    """A prediction: what was said beforehand, and what came out.

    `meaning` of the metric stands in the first row that names it, and is empty in the others.
    """

    side: str
    metric: str
    meaning: str
    arms: str
    predicted: str
    smallest: str
    why: str
    check: bool
    difference: str
    superiority: str
    share: str
    verdict: str
    because: str
    split_by: tuple[str, ...]


@dataclass(frozen=True)
class ArmRow:
    """An arm: a scenario with what was changed in it."""

    name: str
    side: str
    scenario: str
    title: str
    span: tuple[str, str]
    note: str
    changes: list[str]
    against_first: str


def sides(judged: Judged, notes: Notes) -> list[SideRow]:
    """Return both sides, their claims cited."""
    head = judged.asked.document.experiment
    return [
        SideRow(
            side=entry.side,
            statement=entry.statement,
            notes=notes.cite(getattr(head, entry.side).claims),
            verdict=entry.verdict,
            because=entry.because,
            told=entry.told,
            depends_on=tuple(in_words(text) for text in entry.depends_on),
            share=share(entry.space.share, entry.space.low, entry.space.high),
        )
        for entry in judged.verdict.sides
    ]


def predictions(judged: Judged) -> list[PredictionRow]:
    """Return the predictions in the order of the file, checks at the end."""
    told = prediction_rows(judged.verdict)
    facts, poles = judged.asked.metrics, judged.asked.poles
    rows = [
        PredictionRow(
            side=str(row["side"]),
            metric=metric_name(str(row["metric"]), poles),
            meaning="",
            arms=minus(str(row["x"]), str(row["y"])),
            predicted=PREDICTED[str(row["predicted"])],
            smallest=f"{number(float(row['smallest']))} {facts[str(row['metric'])].unit}",
            why=str(row["why"]),
            check=bool(row["check"]),
            difference=_MINUS.sub("\u2212", str(words["difference"])),
            superiority=str(words["superiority"]),
            share=str(words["share of ranges"]),
            verdict=str(row["verdict"]),
            because=str(row["because"]),
            split_by=tuple(in_words(str(split)) for split in row["split_by"]),
        )
        for row, words in zip(judged.verdict.predictions.to_dict("records"), told, strict=True)
    ]
    meanings = {metric_name(name, poles): fact.meaning for name, fact in facts.items()}
    ordered, seen = [], set[str]()
    for row in sorted(rows, key=lambda row: (row.check, row.side)):
        new = row.metric not in seen
        ordered.append(replace(row, meaning=meanings[row.metric]) if new else row)
        seen.add(row.metric)
    return ordered


def arms(asked: Asked, every: EveryArm | None = None) -> list[ArmRow]:
    """Return the arms with their changes in words: in the file, and against the first arm."""
    return [
        ArmRow(
            name=table.name,
            side="" if table.side == "control" else table.side,
            scenario=table.scenario,
            title=asked.arms[table.name].title,
            span=(asked.arms[table.name].start, asked.arms[table.name].end),
            note=table.note.strip(),
            changes=_changes(table),
            against_first="" if every is None else every.changes.get(table.name, ""),
        )
        for table in asked.document.arm
    ]


def sampled(asked: Asked) -> list[dict[str, str]]:
    """Return the sampled parameters with their ranges."""
    return [
        {
            "parameter": parameter_words(entry.parameter),
            "code": entry.parameter,
            "range": f"{number(entry.low)} to {number(entry.high)}",
            "unit": entry.unit,
            "status": entry.status,
            "meaning": asked.poles.local(entry.meaning),
        }
        for entry in asked.sampled
    ]


def method(asked: Asked) -> str:
    """Return how the points were drawn, in a sentence."""
    design = asked.document.design
    return METHODS[design.method].format(levels=design.levels)


def share(value: float, low: float, high: float) -> str:
    """Return a share with its interval; nothing where nothing was sampled."""
    return "" if math.isnan(value) else with_interval(Share(value, low, high))


def _changes(table: ArmTable) -> list[str]:
    return [
        *table.settings,
        *(f"{parameter_words(name)} = {_value(value)}" for name, value in table.parameters.items()),
        *(
            f"rule {rule}: variant {' and '.join(variants)}"
            for rule, variants in table.mechanisms.items()
        ),
        *(f"switched off: {name}" for name in table.off),
        *(f"left out: {name}" for name in table.drop_events),
        *(_event(event) for event in table.event),
    ]


def _value(value: object) -> str:
    if isinstance(value, Range):
        return f"drawn from {number(value.low)} to {number(value.high)}"
    return number(float(value)) if isinstance(value, int | float) else str(value)


def _event(event: EventTable) -> str:
    """Return an event in words: what, when, whom, how large, where."""
    told = [f"event {event.type}", f"at {event.at}"]
    for name in _OF_EVENTS:
        value = getattr(event, name)
        if value is not None:
            words = ", ".join(value) if isinstance(value, list | tuple) else _value(value)
            told.append(f"{name} {words}")
    note = f" ({event.note.strip().rstrip('.')})" if event.note.strip() else ""
    return ", ".join(told).replace(", at ", " at ", 1) + note
