"""What is declared of the rates of events: ``data/calibration/event_rates.toml``."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from sovsim.calibration.declared import Positive
from sovsim.documents.document import read
from sovsim.documents.shipped import shipped
from sovsim.documents.values import Closed, Line, Number

Part = Annotated[Number, Field(ge=0, le=1)]
Name = Literal[
    "pressure begins",
    "falls of governments",
    "other governments",
    "force begins",
    "years of war",
    "relations broken off",
]


class EventSettings(Closed):
    """How counts are sought.

    Attributes:
        draws: sets of rates for each member.
        nearest: share of the runs that is kept.
        least: share of a rate's variance below which counts tell nothing of it.
    """

    draws: Annotated[int, Field(ge=1, le=50)]
    nearest: Annotated[Positive, Field(le=1)]
    least: Part


class EventRate(Closed):
    """A rate.

    Attributes:
        name: of the parameter.
        counts_in_view: whether its size was set with counts of events in view.
    """

    name: Line
    counts_in_view: bool


class Listed(Closed):
    """What share of events a table lists, up to a year.

    Attributes:
        share: bounds between which it is.
        until: last year; none for all that follow.
    """

    share: Annotated[list[Part], Field(min_length=2, max_length=2)]
    until: int | None = None


class Count(Closed):
    """What is counted.

    Attributes:
        indicator: name of a measurement model of the record.
        halves: whether over each half of the years, and states concerned, too.
        spells: whether beginnings are counted, too.
        listed: share that the table lists; all of it where nothing is said.
    """

    indicator: Name
    halves: bool
    spells: bool = False
    listed: list[Listed] = Field(default_factory=list)


class EventRates(Closed):
    """``event_rates.toml``."""

    settings: EventSettings
    rate: list[EventRate]
    count: list[Count]


@cache
def declared_events() -> EventRates:
    """Return what is declared.

    Raises:
        DocumentError: the file is wrong.
    """
    path = shipped("calibration") / "event_rates.toml"
    return read(path, "calibration/event_rates.toml", EventRates).content
