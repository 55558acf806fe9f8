"""The shape of an experiment file: tables and keys. What the names mean is checked elsewhere."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema

from sovsim.documents.values import (
    Citations,
    Closed,
    Line,
    Names,
    Number,
    NumberOrRange,
    Prose,
    Range,
    Text,
    Texts,
    is_range,
)
from sovsim.scenario.schema import EventTable, Flat

Side = Literal["A", "B"]
Predicted = Literal["higher", "lower", "same", "not_lower", "not_higher"]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=60)]


def _uncertain(value: Any) -> Any:
    if value == "declared" or isinstance(value, Range):
        return value
    if is_range(value) and set(value) == {"low", "high"}:
        ends = [value["low"], value["high"]]
    else:
        ends = value
    good = isinstance(ends, list) and len(ends) == 2
    if not good or any(isinstance(e, bool) or not isinstance(e, int | float) for e in ends):
        raise ValueError("must be 'declared' or two numbers, like [0.0, 0.5]")
    if not ends[0] < ends[1]:
        raise ValueError("must rise from the first number to the second")
    return Range(low=float(ends[0]), high=float(ends[1]))


_PAIR = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
Bounds = Annotated[
    Literal["declared"] | Range,
    PlainValidator(_uncertain),
    WithJsonSchema({"anyOf": [{"const": "declared"}, _PAIR]}),
]
"""A range: the one of the parameter's declaration, or two numbers."""

ArmNames = Annotated[
    list[Name],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
    Field(min_length=1, max_length=4),
]


def _clause(value: str) -> str:
    if value != value.strip() or value[-1] in ".!?;,":
        raise ValueError("must be a clause without a stop at its end, like 'ties are kept'")
    return value


Clause = Annotated[Line, Field(max_length=120), AfterValidator(_clause)]
"""A part of a sentence: it begins and ends like one that goes on."""


class SideTable(Closed):
    """``[experiment.A]``, ``[experiment.B]``: a side of the question."""

    statement: Text = Field(description="what the side says, in one sentence")
    claims: Citations = Field(description="ids of the claims behind it")


class Head(Closed):
    """``[experiment]``: what is asked."""

    name: Name = Field(description="name of the experiment; the file is called after it")
    title: Line
    question: Text
    kind: Literal["contest", "switch"] = Field(
        "contest",
        description="contest: the model may decide for a side; switch: each side is a mechanism "
        "that is put in, so that the experiment shows signatures and has no winner",
    )
    contest_if: Prose = Field(
        "", description="of a switch: which data or which rule would make it a contest"
    )
    A: SideTable
    B: SideTable
    limits: Prose = Field("", description="what the model cannot tell apart, and why")
    across: bool = Field(
        False,
        description="true where arms of different spans or regions are to be compared: counts as "
        "rates per year, what states have over those that all arms have",
    )
    verdict_rule: Literal["all", "any"] = Field(
        "all", description="whether a side needs all of its predictions, or any one"
    )


class ArmTable(Closed):
    """``[[arm]]``: a scenario with what is changed in it."""

    name: Name
    scenario: Text = Field(description="name of a shipped scenario, or path of a file")
    side: Literal["A", "B", "control"] = "control"
    note: Prose = Field("", description="what the arm stands for")
    settings: Texts = Field((), description="further changes KEY=VALUE, as on the command line")
    parameters: Annotated[dict[str, NumberOrRange], Flat] = Field(default_factory=dict)
    mechanisms: Annotated[dict[str, Names], Flat] = Field(default_factory=dict)
    off: Texts = Field((), description="terms and motives that are switched off")
    event: list[EventTable] = Field(default_factory=list, description="further events")
    drop_events: Texts = Field((), description="events left out, as 'type@2013Q4'")


class HeldArm(ArmTable):
    """``[[against_data.arm]]``: a form of the model that is held against observed years."""

    scenario: Text = Field(
        "baseline-1992-2026", description="scenario from whose start the model runs freely"
    )


class AgainstData(Closed):
    """``[against_data]``: what of the two sides observed years can judge, written beforehand."""

    why: Prose = Field(
        description="what the arms mean for observed years; without arms, why there are none"
    )
    arm: Annotated[list[HeldArm], Field(max_length=12)] = Field(
        default_factory=list,
        description="forms of the model, two at least, each backtested on the same cuts",
    )


class DesignTable(Closed):
    """``[design]``: which points of the parameter space are tried, and by how many runs."""

    method: Literal["replicates", "grid", "latin_hypercube", "sobol", "morris", "random"] = (
        "latin_hypercube"
    )
    points: Annotated[int, Field(ge=1, le=100_000)] = 64
    replicates: Annotated[int, Field(ge=1, le=10_000)] = 4
    levels: Annotated[int, Field(ge=2, le=100)] = 3
    seed: Annotated[int, Field(ge=0)] = 0
    confidence: Annotated[float, Field(gt=0.5, lt=1.0)] = 0.95
    interval: Literal["t", "percentile", "bca"] = "t"
    precision: Annotated[float, Field(gt=0.0)] | None = Field(
        None, description="half-width wanted, as a share of each smallest effect that matters"
    )
    most: Annotated[int, Field(ge=8, le=1_000_000)] = Field(
        2048, description="runs at which adding for precision stops"
    )


class UncertaintyTable(Closed):
    """``[[uncertainty]]``: a parameter that is not known better than by a range."""

    parameter: Text
    range: Bounds = "declared"
    decides: Literal["A", "B", "both"] | None = Field(
        None,
        description="side whose mechanism hangs on the sign or size of this parameter; in a "
        "contest it is sampled through 0, as far below as above",
    )


class MetricTable(Closed):
    """``[[metric]]``: an outcome, of the region or of some states."""

    name: Name = Field(description="under which predictions name it")
    metric: Text | None = Field(None, description="name in the catalogue; `name` by default")
    states: Names | None = Field(None, description="states over which it is averaged")
    minus: Text | None = Field(None, description="metric that is taken off")
    minus_states: Names | None = Field(None, description="states over which that is averaged")
    note: Prose = ""


class PredictionTable(Closed):
    """``[[prediction]]``: what a side expects, written before the runs."""

    side: Side
    metric: Name
    arms: ArmNames = Field(
        description="two arms: the first against the second; one: against `level`; four: the "
        "difference of the first two against that of the last two"
    )
    direction: Predicted = Field(
        description="of the difference; not_lower is shown by higher or same, not_higher alike"
    )
    smallest: Annotated[Number, Field(gt=0.0)] = Field(
        description="smallest effect that matters, in the metric's unit"
    )
    level: Number = Field(0.0, description="what a single arm is held against")
    why: Text
    holds: Clause | None = Field(
        None, description="what is so where it holds, as a clause: 'ties are kept'"
    )
    fails: Clause | None = Field(
        None, description="what is so where it fails, as a clause: 'ties are not kept'"
    )
    check: bool = Field(
        False,
        description="true where it only shows that a mechanism leaves its trace; it is reported "
        "and does not count for the side",
    )


class AmendmentTable(Closed):
    """``[[amendment]]``: what was changed in the file after a first run."""

    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    what: Text
    why: Text


class File(Closed):
    """An experiment file."""

    experiment: Head
    arm: Annotated[list[ArmTable], Field(min_length=1, max_length=100)]
    design: DesignTable = Field(default_factory=lambda: DesignTable.model_validate({}))
    uncertainty: list[UncertaintyTable] = Field(default_factory=list)
    metric: Annotated[list[MetricTable], Field(min_length=1)]
    prediction: Annotated[list[PredictionTable], Field(min_length=1)]
    against_data: AgainstData | None = Field(
        None, description="what is held against observed years; `sovsim score --experiment` does it"
    )
    amendment: list[AmendmentTable] = Field(
        default_factory=list, description="changes made after a first run, and why"
    )
