"""The shape of a scenario file: its tables and keys. What the names mean is checked elsewhere."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from sovsim.documents.values import (
    Chosen,
    Citations,
    Closed,
    Duration,
    Line,
    Names,
    NumberOrName,
    NumberOrRange,
    Prose,
    Quarter,
    Text,
    Texts,
    is_range,
)
from sovsim.region.schema import InitialEntry

FIRST_QUARTER = "1992Q1"
LAST_QUARTER = "2026Q4"
DEFAULT_REGION = "post-soviet"


def flatten(value: Any) -> Any:
    """Turn dotted keys into one: ``autonomy.debt = 1`` and ``"autonomy.debt" = 1`` are the same."""
    if not isinstance(value, dict):
        return value
    flat: dict[str, Any] = {}
    pending: list[tuple[tuple[str, ...], Any]] = [
        ((str(key),), entry) for key, entry in reversed(list(value.items()))
    ]
    while pending:
        path, entry = pending.pop()
        if isinstance(entry, dict) and entry and not is_range(entry):
            pending.extend(((*path, str(key)), inner) for key, inner in reversed(entry.items()))
            continue
        name = ".".join(path)
        if name in flat:
            raise ValueError(f"gives '{name}' twice")
        flat[name] = entry
    return flat


class Head(Closed):
    """``[scenario]``: what the file is about."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)] = Field(
        description="name of the scenario; the file is called after it"
    )
    title: Line = Field(description="title for lists and reports")
    question: Prose = Field("", description="the question that the scenario asks")
    background: Annotated[Prose, Field(min_length=1)] = Field(
        description="what happened and what the documents claim, in prose"
    )
    claims: Citations = Field((), description="ids of the claims behind the scenario")
    start: Quarter = Field(FIRST_QUARTER, description="first quarter")
    end: Quarter = Field(LAST_QUARTER, description="last quarter")
    start_values: Quarter | None = Field(
        None,
        description="quarter that the start values of this file describe; inherited, and that of "
        "the region where left out",
    )
    region: Text = Field(
        DEFAULT_REGION, description="name of a shipped region, a path, or synthetic-STATES-SEED"
    )
    extends: Text | None = Field(None, description="name or path of the file that this one changes")
    base: bool = Field(False, description="true for a file that only serves to be extended")
    drop_events: Texts = Field((), description="inherited events left out, as 'type@2013Q4'")


class EventTable(Closed):
    """``[[event]]``: something that happens at a date."""

    type: Text = Field(description="type of the event; `sovsim schema scenario` lists them")
    at: Quarter = Field(description="quarter in which it begins")
    until: Quarter | None = Field(None, description="latest quarter; each run draws its own")
    who: Names | None = Field(None, description="whom it befalls: code, name, list, or 'all'")
    size: NumberOrRange | None = Field(None, description="how large it is")
    duration: Duration | None = Field(None, description="quarters for which it lasts")
    claims: Citations | None = Field(None, description="ids of the claims behind it")
    forced: bool = Field(False, description="true for a decision imposed for a counterfactual")
    nature: Literal["fact", "condition", "choice"] | None = Field(
        None,
        description="fact: a dated public fact; condition: a setting of the world that no actor of "
        "the model decides (default); choice: a decision of an actor of the model, imposed "
        "(default where forced)",
    )
    note: Prose = Field("", description="what happened, and the source where it is no claim")
    institution: Text | None = None
    members: Names | None = None
    channel: Text | None = None
    domain: Text | None = None
    norm: Text | None = None
    level: Text | None = None
    forum: Text | None = None
    holder: Text | None = None
    column: Text | None = None


class PlayTable(Closed):
    """``[[play]]``: a recorded decision of an actor."""

    at: Quarter
    actor: Text = Field(description="code of a state, 'hegemon', or an outer power")
    decision: Text = Field(description="decision variable, such as 'action' or 'rung'")
    option: Text = Field(description="name of the option, such as 'hedge'")
    duration: Duration = 1
    target: Text | None = Field(None, description="state about which the actor decides")


class Teaching(Closed):
    """``[teaching]``: for the classroom."""

    concepts: Texts = Field((), description="glossary entries that the scenario shows")
    try_: Texts = Field((), alias="try", description="things to change and watch")
    discussion: Texts = Field((), description="questions for the class")


Flat = BeforeValidator(flatten)


class File(Closed):
    """A scenario file."""

    scenario: Head
    parameters: Annotated[dict[str, NumberOrRange], Flat] = Field(default_factory=dict)
    start: dict[str, InitialEntry] = Field(
        default_factory=dict,
        description="start values by column, with where they come from, as in a region's file; "
        "they stand in for the region's own, and what [initial] gives goes before them",
    )
    initial: dict[str, dict[str, NumberOrName]] = Field(default_factory=dict)
    event: Annotated[list[EventTable], Field(max_length=2000)] = Field(default_factory=list)
    mechanisms: Annotated[dict[str, Chosen], Flat] = Field(default_factory=dict)
    play: Annotated[list[PlayTable], Field(max_length=20000)] = Field(default_factory=list)
    teaching: Teaching = Field(default_factory=lambda: Teaching.model_validate({}))
