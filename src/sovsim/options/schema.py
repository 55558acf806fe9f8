"""The shape of an options file: tables and keys. What the names mean is checked in ``load``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sovsim.documents.values import (
    Citations,
    Closed,
    Line,
    Names,
    Number,
    NumberOrRange,
    Prose,
    Quarter,
    Text,
    Texts,
)
from sovsim.experiment.schema import Bounds, MetricTable
from sovsim.experiment.schema import Name as Word
from sovsim.scenario.schema import EventTable, Flat, PlayTable

FEWEST_POLICIES, MOST_POLICIES = 2, 10


class Head(Closed):
    """``[options]``: what is asked, and by whom."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)] = Field(
        description="name of the question; the file is called after it"
    )
    title: Line
    question: Text
    decides: Text = Field(description="code of the state, or the body, whose choice it is")
    scenario: Text = Field(description="scenario in which every policy is tried")
    settings: Texts = Field((), description="changes KEY=VALUE that hold for every policy")
    background: Prose = Field("", description="what the question is about, in prose")
    claims: Citations = Field((), description="ids of the claims behind the question")
    limits: Prose = Field("", description="what the model cannot tell here")
    watch: Names | None = Field(
        None, description="variables of the state that can be seen early; some by default"
    )
    watch_state: Text | None = Field(
        None, description="state that is watched; the one that decides by default"
    )
    watch_at: Quarter | None = Field(
        None, description="quarter in which they are looked at; a third of the span by default"
    )


class PolicyTable(Closed):
    """``[[policy]]``: what the decision maker may do, as changes to the scenario."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=24)] = Field(
        description="short name, for tables and figures"
    )
    what: Annotated[Text, Field(max_length=300)] = Field(
        description="what the policy is, in a sentence"
    )
    why: Prose = Field("", description="what speaks for it, in its own advocates' words")
    claims: Citations = Field((), description="ids of the claims that the policy rests on")
    settings: Texts = Field((), description="further changes KEY=VALUE, as on the command line")
    parameters: Annotated[dict[str, NumberOrRange], Flat] = Field(default_factory=dict)
    mechanisms: Annotated[dict[str, Names], Flat] = Field(default_factory=dict)
    off: Texts = Field((), description="terms and motives that are switched off")
    event: list[EventTable] = Field(default_factory=list, description="further events")
    drop_events: Texts = Field((), description="events left out, as 'type@2013Q4'")
    play: list[PlayTable] = Field(default_factory=list, description="decisions taken over")


class MeasureTable(MetricTable):
    """``[[metric]]``: an outcome that matters to the decision maker."""

    label: Annotated[str, Field(max_length=40)] = Field("", description="in words, for the page")
    direction: Literal["more", "less"] = Field(description="which is better")
    smallest: Annotated[Number, Field(gt=0.0)] = Field(
        description="smallest difference that matters, in the metric's unit"
    )
    weight: Annotated[Number, Field(gt=0.0)] | None = Field(
        None,
        description="how much one smallest difference counts against that of others; all or none",
    )
    at_least: Number | None = Field(None, description="goal that a run meets from here up")
    at_most: Number | None = Field(None, description="goal that a run meets up to here")


class UnknownTable(Closed):
    """``[[uncertainty]]``: a parameter that nobody knows better than by a range."""

    parameter: Text
    range: Bounds = "declared"
    label: Annotated[str, Field(max_length=40)] = Field("", description="in words, for the page")


class DesignTable(Closed):
    """``[design]``: at how many points of the ranges, by how many runs each."""

    method: Literal["latin_hypercube", "sobol", "random"] = "latin_hypercube"
    points: Annotated[int, Field(ge=12, le=100_000)] = 96
    replicates: Annotated[int, Field(ge=2, le=10_000)] = 4
    seed: Annotated[int, Field(ge=0)] = 0
    confidence: Annotated[float, Field(gt=0.5, lt=1.0)] = 0.95


class LeverTable(Closed):
    """``[[lever]]``: something of a policy that may be more or less, for ``--search``."""

    name: Word
    policy: Word = Field(description="policy that the lever is a part of")
    range: Annotated[Bounds, Field(description="two numbers")]
    parameter: Text | None = Field(None, description="parameter or start value that it sets")
    event: EventTable | None = Field(None, description="event whose size it sets")


class File(Closed):
    """An options file."""

    options: Head
    policy: Annotated[
        list[PolicyTable], Field(min_length=FEWEST_POLICIES, max_length=MOST_POLICIES)
    ]
    metric: Annotated[list[MeasureTable], Field(min_length=1, max_length=6)]
    uncertainty: Annotated[list[UnknownTable], Field(min_length=1, max_length=40)]
    design: DesignTable = Field(default_factory=lambda: DesignTable.model_validate({}))
    lever: Annotated[list[LeverTable], Field(max_length=12)] = Field(default_factory=list)
