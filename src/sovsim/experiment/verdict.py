"""The shape of a verdict, in memory and in ``verdicts.json``: declared once, read back checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

import pandas as pd
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    model_validator,
)

from sovsim.analysis.superiority import Share
from sovsim.brief import brief
from sovsim.disk.plain import plain
from sovsim.experiment.against import HeldAgainst
from sovsim.experiment.schema import Predicted, Side
from sovsim.experiment.words import Average, Verdict, labelled

OLD_WORDS = frozenset({"supported", "contradicted", "undecided"})
"""Words of verdicts up to version 0.2; their files are refused in words."""

Real = Annotated[float, BeforeValidator(lambda value: math.nan if value is None else value)]
"""A number; JSON says null for what is undefined."""


def _share(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return {name: math.nan if part is None else part for name, part in value.items()}


class Prediction(BaseModel):
    """A row of the table of predictions; further columns of the comparison are kept as they are."""

    model_config = ConfigDict(extra="allow")

    side: Side
    arms: str
    predicted: Predicted
    metric: str
    x: str
    y: str
    difference: Real
    low: Real
    high: Real
    method: str
    superiority: Real
    smallest: Annotated[float, Field(gt=0.0)]
    split_by: tuple[Any, ...]
    verdict: Verdict
    because: str
    average: Average
    check: bool
    why: str
    holds: str
    fails: str
    held: Real
    held_low: Real
    held_high: Real


_ROWS: TypeAdapter[list[Prediction]] = TypeAdapter(Annotated[list[Prediction], Field(min_length=1)])


def _table(value: object) -> pd.DataFrame:
    """Return a table of predictions as it is; rows, as JSON holds them, are checked."""
    if isinstance(value, pd.DataFrame):
        return value
    return pd.DataFrame([row.model_dump() for row in _ROWS.validate_python(value)])


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class SideVerdict(_Told):
    """What became of a side.

    Attributes:
        side: ``A`` or ``B``.
        statement: what it says.
        verdict: see `sovsim.experiment.words`.
        because: what has to be said with it, such as ``average unsure``; often empty.
        told: what of its predictions is so, in a sentence.
        depends_on: parameters on which it depends, with where, a text each.
        space: share of the sampled ranges in which all of its predictions hold at once (any, by
            the file's rule); nan where nothing was sampled.
    """

    side: str
    statement: str
    verdict: Verdict
    because: str
    told: str
    depends_on: tuple[str, ...]
    space: Annotated[Share, BeforeValidator(_share)]


class ExperimentVerdict(_Told):
    """What became of an experiment.

    Attributes:
        name, title, question: of the experiment.
        kind: whether a side may win.
        words: the verdict on both sides, in a sentence or two; `sentence` has the parts too.
        sides: A and B.
        predictions: a row per prediction: the comparison with ``side``, ``predicted``, ``verdict``.
        runs: runs of each arm; `points` of the space; `seed` of the noise.
        confidence: level of the intervals.
        stopped: why no more runs were added, where a precision was asked for.
        limits: what the model cannot tell apart.
        contest_if: of a switch: what would make it a contest.
        corners: who holds by the signs of what decides, a sentence each; empty without ranges.
        at_work: who prevails where both sides' mechanisms work, in a few words; often empty.
        amendments: what was changed in the experiment after a first run, a sentence each.
        registered: when its predictions were registered, and by name what was changed since; a
            sentence each.
        stable: whether the verdict is the same with other seeds, a sentence each; where asked.
        beside: what came out of the same experiment over the declared ranges, or from a posterior;
            `elsewhere` in a few words.
        posterior: what the runs take of a posterior, in some sentences; empty without one.
        against: what observed years say of the sides, where that was scored.
    """

    name: str
    title: str
    question: str
    kind: Literal["contest", "switch"]
    words: str
    sides: tuple[SideVerdict, SideVerdict]
    predictions: Annotated[pd.DataFrame, PlainValidator(_table)]
    runs: int
    points: int
    seed: int
    confidence: float
    stopped: str
    limits: str
    contest_if: str = ""
    corners: tuple[str, ...] = ()
    at_work: str = ""
    amendments: tuple[str, ...] = ()
    registered: tuple[str, ...] = ()
    stable: tuple[str, ...] = ()
    beside: str = ""
    elsewhere: str = ""
    posterior: str = ""
    against: HeldAgainst | None = None

    def __repr__(self) -> str:
        return brief(self, self.name, self.words, f"{self.runs} runs of each arm")

    @property
    def sentence(self) -> str:
        """The verdict on both sides, and what of each is so."""
        return f"{self.words} {' '.join(f'Of side {s.side}: {s.told}' for s in self.sides)}"

    @property
    def checks(self) -> tuple[str, ...]:
        """Mechanisms, put in by hand, that do not leave their trace, a sentence each."""
        rows = self.predictions[
            self.predictions["check"] & (self.predictions["verdict"] != "holds")
        ]
        return tuple(
            f"A check does not hold: {row['holds'] or row['metric']} ({row['arms']}; "
            f"{labelled(row['verdict'], row['because'])})."
            for row in rows.to_dict("records")
        )

    @model_validator(mode="after")
    def _both(self) -> Self:
        if [entry.side for entry in self.sides] != ["A", "B"]:
            raise ValueError("its sides must be A and B")
        return self

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; what is undefined is None."""
        found = {name: getattr(self, name) for name in type(self).model_fields}
        found["sides"] = [
            {**side.model_dump(exclude={"space"}), "space": vars(side.space)} for side in self.sides
        ]
        found["predictions"] = [
            {**row, "split_by": [str(split) for split in row["split_by"]]}
            for row in self.predictions.to_dict("records")
        ]
        found["against"] = None if self.against is None else self.against.model_dump()
        told: dict[str, Any] = plain(found)
        return told
