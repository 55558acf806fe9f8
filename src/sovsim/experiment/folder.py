"""The folder of an experiment, or of all of them, read back and checked."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import pandas as pd
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from sovsim.analysis.superiority import Share
from sovsim.experiment.asked import Asked
from sovsim.experiment.schema import Predicted, Side
from sovsim.experiment.verdict import ExperimentVerdict, SideVerdict, Verdict

VERDICTS = "verdicts.json"
ASKED = "experiment.json"

Real = Annotated[float, BeforeValidator(lambda value: math.nan if value is None else value)]
"""A number; JSON says null for what is undefined."""


class ExperimentFolderError(ValueError):
    """A folder of no experiment, or a damaged one; the message is one line."""


@dataclass(frozen=True)
class Judged:
    """An experiment as its folder tells of it: what was asked, and what came out."""

    asked: Asked
    verdict: ExperimentVerdict


@dataclass(frozen=True)
class ExperimentFolder:
    """What ``sovsim experiment`` has written.

    Attributes:
        path: the folder.
        experiments: in the order in which they were run.
        several: whether it is the folder of ``--all``.
    """

    path: Path
    experiments: tuple[Judged, ...]
    several: bool

    @classmethod
    def open(cls, path: str | Path) -> ExperimentFolder:
        """Open a folder.

        Raises:
            ExperimentFolderError: there is none, or it is damaged.
        """
        folder = Path(path)
        if not folder.is_dir():
            raise ExperimentFolderError(f"{folder}: there is no such folder")
        verdicts, asked = (_json(folder, name) for name in (VERDICTS, ASKED))
        several = isinstance(verdicts, list)
        if several != isinstance(asked, list):
            raise _damaged(folder, ASKED, f"is of another folder than {VERDICTS}")
        if several and (not verdicts or len(verdicts) != len(asked)):
            raise _damaged(folder, ASKED, f"holds {len(asked)} entries, {VERDICTS} {len(verdicts)}")
        pairs = zip(verdicts, asked, strict=True) if several else [(verdicts, asked)]
        return cls(folder, tuple(_judged(folder, *pair) for pair in pairs), several)


def is_experiment_folder(folder: Path) -> bool:
    """Return whether a folder holds anything that ``sovsim experiment`` alone writes."""
    return any((folder / name).is_file() for name in (VERDICTS, ASKED))


class _Share(BaseModel):
    share: Real
    low: Real
    high: Real


class _Side(BaseModel):
    side: Side
    statement: str
    verdict: Verdict
    depends_on: tuple[str, ...]
    space: _Share


class _Prediction(BaseModel):
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
    split_by: tuple[str, ...]
    verdict: Verdict
    check: bool
    why: str
    held: Real
    held_low: Real
    held_high: Real


class _Verdict(BaseModel):
    name: str
    title: str
    question: str
    kind: Literal["contest", "switch"]
    words: str
    sides: tuple[_Side, _Side]
    predictions: Annotated[list[_Prediction], Field(min_length=1)]
    runs: int
    points: int
    seed: int
    confidence: float
    stopped: str
    limits: str
    amendments: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _both(self) -> Self:
        if [entry.side for entry in self.sides] != ["A", "B"]:
            raise ValueError("its sides must be A and B")
        return self


def _judged(folder: Path, verdict: Any, asked: Any) -> Judged:
    try:
        found = _verdict(_Verdict.model_validate(verdict))
    except ValidationError as error:
        raise _damaged(folder, VERDICTS, _in_words(error)) from None
    try:
        told = Asked.model_validate(asked)
    except ValidationError as error:
        raise _damaged(folder, ASKED, _in_words(error)) from None
    if told.document.experiment.name != found.name:
        name = told.document.experiment.name
        raise _damaged(folder, ASKED, f"is about {name[:60]}, {VERDICTS} about {found.name[:60]}")
    unknown = set(found.predictions["metric"]) - set(told.metrics)
    unknown |= {entry.name for entry in told.document.arm} - set(told.arms)
    if unknown:
        raise _damaged(folder, ASKED, f"does not tell what '{min(unknown)[:60]}' is")
    return Judged(told, found)


def _verdict(found: _Verdict) -> ExperimentVerdict:
    fields = {name: getattr(found, name) for name in _Verdict.model_fields}
    fields["sides"] = tuple(
        SideVerdict(
            side=entry.side,
            statement=entry.statement,
            verdict=entry.verdict,
            depends_on=entry.depends_on,
            space=Share(**entry.space.model_dump()),
        )
        for entry in found.sides
    )
    fields["predictions"] = pd.DataFrame([entry.model_dump() for entry in found.predictions])
    return ExperimentVerdict(**fields)


def _json(folder: Path, name: str) -> Any:
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        again = "; 'sovsim experiment' writes it, finished runs are kept"
        raise ExperimentFolderError(f"{folder}: holds no {name}{again}") from None
    except OSError as error:
        raise _damaged(folder, name, error.strerror or str(error)) from None
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _damaged(folder, name, str(error)) from None


def _in_words(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg'].removeprefix('Value error, ')}" if where else first["msg"]


def _damaged(folder: Path, name: str, why: str) -> ExperimentFolderError:
    words = " ".join(why.split())[:200]
    return ExperimentFolderError(f"{folder}: damaged experiment folder: {name}: {words}")
