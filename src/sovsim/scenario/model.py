"""A scenario as the engine, the reports and the hash use it: resolved, checked and frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import rfc8785

from sovsim import quarters
from sovsim.brief import brief, count
from sovsim.documents.values import Range
from sovsim.region import Region
from sovsim.scenario.schema import File, Teaching

Nature = Literal["fact", "condition", "choice"]


@dataclass(frozen=True)
class Event:
    """A dated event, checked against the catalogue and the region.

    Attributes:
        type: name of its `sovsim.scenario.events.EventType`.
        at, until: first and last quarter in which it may begin; until equals at unless each run
            draws its own date.
        who: codes or names; empty for the whole world, ``("all",)`` for every unit.
        size: size, bounds between which each run draws, or None for a type without size.
        duration: quarters for which it lasts.
        choices: further keys, such as ``channel`` or ``institution``.
        claims: ids behind it.
        forced: True for a decision imposed for a counterfactual.
        note: what happened.
        nature: ``fact``, a dated public fact; ``condition``, a setting of the world that no actor
            of the model decides; ``choice``, a decision of an actor of the model, imposed.
    """

    type: str
    at: str
    until: str
    who: tuple[str, ...] = ()
    size: float | Range | None = None
    duration: int = 1
    choices: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    claims: tuple[str, ...] = ()
    forced: bool = False
    note: str = ""
    nature: Nature = "condition"

    @property
    def label(self) -> str:
        """The name under which a child drops it: ``type@quarter``."""
        return f"{self.type}@{self.at}"

    @property
    def key(self) -> str:
        """What tells it from every other event of the scenario."""
        chosen = [
            f"{name}={value if isinstance(value, str) else ','.join(value)}"
            for name, value in self.choices
        ]
        return " ".join([self.label, ",".join(self.who), *chosen]).strip()

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            **{key: _plain(value) for key, value in vars(self).items() if key != "choices"},
            **{key: _plain(value) for key, value in self.choices},
        }


@dataclass(frozen=True)
class Play:
    """A recorded decision of an actor."""

    at: str
    actor: str
    decision: str
    option: str
    duration: int = 1
    target: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class ScenarioData:
    """What a run starts from and what happens to it.

    Attributes:
        name, title, question, background: for readers.
        claims: ids of the claims behind the scenario.
        start, end: first and last quarter.
        region: states, hegemon, institutions, start values.
        parameters: values that differ from the declared ones.
        initial: unit (state, dyad, contested unit, ``hegemon`` or ``system``) -> column -> value.
        events, plays: what the scenario imposes.
        mechanisms: rule -> variant, where it is not the default.
        off: names ``variable.term`` or ``decision.motive`` that are switched off.
        teaching: for the classroom.
        text: the file as it was read; `base_text` that of the file it extends.
        document: the file's tables after inheritance and settings.
        base: True for a file that only serves to be extended.
    """

    name: str
    title: str
    question: str
    background: str
    claims: tuple[str, ...]
    start: str
    end: str
    region: Region
    parameters: Mapping[str, float | Range]
    initial: Mapping[str, Mapping[str, float]]
    events: tuple[Event, ...]
    plays: tuple[Play, ...]
    mechanisms: Mapping[str, str]
    off: tuple[str, ...]
    teaching: Teaching
    document: File = field(repr=False)
    text: str = field(default="", repr=False)
    base_text: str = field(default="", repr=False)
    base: bool = False

    def __repr__(self) -> str:
        held = count(len(self.region.states), "state"), count(len(self.events), "event")
        return brief(self, self.name, f"{self.start} to {self.end}", *held)

    @property
    def steps(self) -> int:
        """Number of quarters."""
        return quarters.parse(self.end) - quarters.parse(self.start) + 1

    def quarter(self, step: int) -> str:
        """Return the written form of a step's quarter."""
        return quarters.label(quarters.parse(self.start) + step)

    def step_of(self, quarter: str) -> int:
        """Return the step of a quarter."""
        return quarters.parse(quarter) - quarters.parse(self.start)

    def start_value(self, column: str, unit: str) -> float | None:
        """Return the start value that the scenario sets for a unit, or None.

        Args:
            column: column name, as in `sovsim.variables.COMPONENTS`.
            unit: name along the unit axis (`Region.units`); ``system`` for system columns.
        """
        for name in (unit, "hegemon") if unit == "system" else (unit,):
            value = self.initial.get(name, {}).get(column)
            if value is not None:
                return value
        return None

    def as_dict(self) -> dict[str, Any]:
        """Return everything that defines the runs as plain data; the number of runs is not in."""
        return {
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "background": self.background,
            "claims": list(self.claims),
            "start": self.start,
            "end": self.end,
            "region": self.region.as_dict(),
            "parameters": {name: _plain(value) for name, value in self.parameters.items()},
            "initial": {unit: dict(columns) for unit, columns in self.initial.items()},
            "events": [event.as_dict() for event in self.events],
            "plays": [play.as_dict() for play in self.plays],
            "mechanisms": dict(self.mechanisms),
            "off": sorted(self.off),
            "teaching": _plain(self.teaching.model_dump(by_alias=True)),
        }

    @cached_property
    def spec_hash(self) -> str:
        """SHA-256 of the canonical JSON (RFC 8785) of `as_dict`."""
        return hashlib.sha256(rfc8785.dumps(self.as_dict())).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Range):
        return {"low": value.low, "high": value.high}
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value
