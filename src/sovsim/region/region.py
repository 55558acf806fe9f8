"""A region: the states, the hegemon, the institutions and the facts that a run starts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Bid, Holder, Institution
from sovsim.brief import brief, count
from sovsim.quarters import parse
from sovsim.region.poles import USUAL, Poles
from sovsim.region.start_values import InitialValue
from sovsim.variables import COMPONENTS, VARIABLES

Tile = tuple[int, int]
"""Row and column on a tile map, from the top left."""


ACROSS_A_SEA = 0.5
"""Nearness of a state across a shared sea, where a land border is 1 (ours)."""


@dataclass(frozen=True)
class HegemonInfo:
    """The state that takes itself for the region's hegemon; it is not on the state axis."""

    code: str
    name: str
    tile: Tile


@dataclass(frozen=True)
class StateInfo:
    """A small state.

    Attributes:
        code: unique code in capitals; states are held in the order of their codes.
        name: name in English.
        tile: place on the tile map.
        borders: codes of the small states that it borders on land.
        borders_hegemon: whether it borders the hegemon on land.
        named_in: source documents that name it; values for a state that none names are
            observed or assumed.
    """

    code: str
    name: str
    tile: Tile
    borders: tuple[str, ...] = ()
    borders_hegemon: bool = False
    named_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class InstitutionInfo:
    """A secondary institution of the region; one that is not listed does not exist there.

    Attributes:
        institution: its place on the institution axis.
        name: display name.
        founded: quarter of its founding, like ``1992Q2``.
        source: public record behind the date.
        note: what else a reader should know.
    """

    institution: Institution
    name: str
    founded: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class MembershipFact:
    """A dated membership of public record.

    Attributes:
        code: a state, or the hegemon.
        institution: of which body.
        start: first quarter of membership.
        until: first quarter without it; None while it lasts.
        source: public record behind the dates.
        note: what else a reader should know.
    """

    code: str
    institution: Institution
    start: str
    until: str | None
    source: str
    note: str = ""

    def holds(self, quarter: int) -> bool:
        """Return whether it holds in a running quarter number (`sovsim.quarters`)."""
        return parse(self.start) <= quarter and (self.until is None or quarter < parse(self.until))


@dataclass(frozen=True)
class Outsider:
    """A state outside the region that is a member of EU or NATO, and beside whom it stands.

    Attributes:
        name: display name.
        borders: codes of the states of the region across a land border.
        across: codes of those with a coast on a sea that it shares, and no border.
        since: bid -> first quarter of membership; a bid that is missing is no member.
        source: public record behind border and dates.
        note: what else a reader should know.
    """

    name: str
    borders: tuple[str, ...]
    across: tuple[str, ...]
    since: Mapping[str, str]
    source: str
    note: str = ""

    def nearness(self, code: str) -> float:
        """Return 1 for a state that it borders, a half across a shared sea, else 0."""
        return 1.0 if code in self.borders else ACROSS_A_SEA if code in self.across else 0.0


@dataclass(frozen=True)
class Rivalry:
    """A standing rivalry between two small states, ``first`` before ``second`` by code."""

    first: str
    second: str
    source: str
    note: str = ""

    @property
    def code(self) -> str:
        """Name of the dyad, like ``ARM-AZE``."""
        return f"{self.first}-{self.second}"


@dataclass(frozen=True)
class ContestedUnit:
    """A piece of a state's land that others hold or claim; the title stays with the parent.

    Attributes:
        code: lower-case name for columns.
        name: display name.
        parent: the state that holds the legal title.
        rival: the small state that claims it or backs the claim; None if there is none.
        holder: who holds it in fact when the run starts.
        source: public record behind the holder.
        note: what else a reader should know.
    """

    code: str
    name: str
    parent: str
    rival: str | None
    holder: Holder
    source: str
    note: str = ""


@dataclass(frozen=True, eq=False)
class Region:
    """A region as data: the model's rules know none of its names.

    Attributes:
        name: short name, as written in scenarios.
        title, description: for readers.
        sphere: what the hegemon's sphere is called.
        hegemon: the hegemon.
        states: small states, in code order.
        institutions: bodies that exist or will be founded, in the order of the axis.
        memberships: dated facts.
        rivalries: dyads, in code order.
        contested: contested units, in code order.
        outsiders: states outside it that are or become members of EU or NATO.
        initial: column -> start values; a column that is missing starts at its variable's
            ``start``.
        start_values: quarter that they describe, or None where they hold at any time. It is not
            in `as_dict`: what a run does depends on its start alone.
        poles: what the outer powers are called.
    """

    name: str
    title: str
    description: str
    sphere: str
    hegemon: HegemonInfo
    states: tuple[StateInfo, ...]
    institutions: tuple[InstitutionInfo, ...] = ()
    memberships: tuple[MembershipFact, ...] = ()
    rivalries: tuple[Rivalry, ...] = ()
    contested: tuple[ContestedUnit, ...] = ()
    outsiders: tuple[Outsider, ...] = ()
    initial: Mapping[str, InitialValue] = field(default_factory=dict)
    start_values: str | None = None
    poles: Poles = USUAL

    def __post_init__(self) -> None:
        object.__setattr__(self, "poles", replace(self.poles, hegemon=self.hegemon.name))
        for what, codes in (
            ("states", self.codes),
            ("rivalries", self.units("dyad")),
            ("contested units", self.units("contested")),
        ):
            if list(codes) != sorted(set(codes)):
                raise ValueError(f"region {self.name}: {what} are not in code order, or repeated")

    def __repr__(self) -> str:
        bodies = count(len(self.institutions), "institution")
        return brief(self, self.name, count(len(self.states), "state"), bodies)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the states, in the order of the state axis."""
        return tuple(state.code for state in self.states)

    def units(self, per: str) -> tuple[str, ...]:
        """Return the names along a unit axis of `sovsim.axes.UNIT_AXES`."""
        if per == "state":
            return self.codes
        if per == "dyad":
            return tuple(rivalry.code for rivalry in self.rivalries)
        if per == "contested":
            return tuple(unit.code for unit in self.contested)
        return ("system",)

    def index(self, code: str) -> int:
        """Return a state's place on the state axis.

        Raises:
            KeyError: the region has no such state.
        """
        try:
            return self.codes.index(code)
        except ValueError:
            raise KeyError(f"the region '{self.name}' has no state '{code}'") from None

    def members_at(self, institution: Institution, quarter: int) -> FloatArray:
        """Return 1 for each state that is a member in a running quarter number, else 0."""
        members = {
            fact.code
            for fact in self.memberships
            if fact.institution is institution and fact.holds(quarter)
        }
        return np.array([float(code in members) for code in self.codes])

    def hegemon_member_at(self, institution: Institution, quarter: int) -> bool:
        """Return whether the hegemon is a member in a running quarter number."""
        return any(
            fact.code == self.hegemon.code
            and fact.institution is institution
            and fact.holds(quarter)
            for fact in self.memberships
        )

    def near_pole_at(self, bid: Bid, quarter: int) -> FloatArray:
        """Return how near an outside member of EU or NATO stands in a running quarter number."""
        members = [
            outsider
            for outsider in self.outsiders
            if bid.name in outsider.since and parse(outsider.since[bid.name]) <= quarter
        ]
        return np.array(
            [max((one.nearness(code) for one in members), default=0.0) for code in self.codes]
        )

    def enlargements(self) -> list[tuple[Bid, int]]:
        """Return the quarters in which an outside state becomes a member, in order of time."""
        found = {
            (parse(since), Bid[bid])
            for outsider in self.outsiders
            for bid, since in outsider.since.items()
        }
        return [(bid, quarter) for quarter, bid in sorted(found)]

    def known_at(self, quarter: int) -> Region:
        """Return the region without the accessions of outside states after a quarter."""
        known = tuple(
            replace(
                outsider,
                since={
                    bid: since for bid, since in outsider.since.items() if parse(since) <= quarter
                },
            )
            for outsider in self.outsiders
        )
        return replace(self, outsiders=known)

    def founded_at(self, quarter: int) -> FloatArray:
        """Return 1 for each member of the institution axis that exists by then, else 0."""
        founded = {info.institution for info in self.institutions if parse(info.founded) <= quarter}
        return np.array([float(institution in founded) for institution in Institution])

    def at_start(self, quarter: str) -> Region:
        """Return the region as a run that starts in a quarter takes it.

        Start values of another quarter do not hold for stocks that rest: these start where the
        other stocks put them (`sovsim.start_at_rest`).
        """
        if self.start_values in (None, quarter):
            return self
        kept = {
            column: value
            for column, value in self.initial.items()
            if not VARIABLES[COMPONENTS[column][0]].rests
        }
        return self if len(kept) == len(self.initial) else replace(self, initial=kept)

    def citations(self) -> Iterator[tuple[str, str, str | None]]:
        """Yield ``(claim id, column, code or None)`` for every claim behind a start value."""
        for column in sorted(self.initial):
            entry = self.initial[column]
            for claim in entry.claims:
                yield claim, column, None
            for unit, provenance in sorted(entry.exceptions.items()):
                for claim in provenance.claims:
                    yield claim, column, unit

    def as_dict(self) -> dict[str, Any]:
        """Return plain data that can be written as JSON; two equal regions give equal data."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "sphere": self.sphere,
            "hegemon": {
                "code": self.hegemon.code,
                "name": self.hegemon.name,
                "tile": list(self.hegemon.tile),
            },
            **({"poles": self.poles.as_dict()} if self.poles.as_dict() else {}),
            "states": [_state(state) for state in self.states],
            "institutions": [_plain(info) for info in self.institutions],
            "memberships": sorted(
                (_plain(fact) for fact in self.memberships),
                key=lambda fact: (fact["institution"], fact["code"], fact["start"]),
            ),
            "rivalries": [_plain(rivalry) for rivalry in self.rivalries],
            "contested": [_plain(unit) for unit in self.contested],
            **({"outsiders": [_outsider(one) for one in self.outsiders]} if self.outsiders else {}),
            "initial": {column: self.initial[column].as_dict() for column in sorted(self.initial)},
        }


def _state(state: StateInfo) -> dict[str, Any]:
    return {
        "code": state.code,
        "name": state.name,
        "tile": list(state.tile),
        "borders": sorted(state.borders),
        "borders_hegemon": state.borders_hegemon,
        "named_in": sorted(state.named_in),
    }


def _outsider(one: Outsider) -> dict[str, Any]:
    return {
        "name": one.name,
        "borders": sorted(one.borders),
        "across": sorted(one.across),
        "since": dict(sorted(one.since.items())),
        "source": one.source,
        "note": one.note,
    }


def _plain(entry: InstitutionInfo | MembershipFact | Rivalry | ContestedUnit) -> dict[str, Any]:
    plain = dict(sorted(vars(entry).items()))
    for key in ("institution", "holder"):
        if key in plain:
            plain[key] = plain[key].name
    return plain
