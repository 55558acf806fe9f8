"""The shapes of the facts of public record that ship: what a row of each table says.

A fact has a source that a reader can find, and says where it is not certain. It happens at one
time (`Moment`) or lasts (`Span`).
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from sovsim.axes import Institution
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.text import listed
from sovsim.documents.values import Closed, Line, Name, Names
from sovsim.observed.catalogue import common
from sovsim.observed.record_time import Time, When


def _states(codes: tuple[str, ...]) -> tuple[str, ...]:
    known = common().folder.states
    for code in codes:
        if code not in known:
            near = did_you_mean(code, known)
            raise ValueError(f"names no state '{code}'{near}; allowed: {', '.join(known)}")
    return codes


def _state(code: str) -> str:
    return _states((code,))[0]


def _body(code: str) -> str:
    known = [member.name for member in Institution]
    if code not in known:
        near = did_you_mean(code, known)
        raise ValueError(f"names no institution{near}; allowed: {listed(known)}")
    return code


States = Annotated[Names, AfterValidator(_states)]
"""Codes of one or several states of the region; the hegemon is one of them."""

State = Annotated[Name, AfterValidator(_state)]
"""Code of one state."""

Body = Annotated[Name, AfterValidator(_body)]
"""Code of an institution of the model."""


class Fact(Closed):
    """A row.

    Attributes:
        source: where a reader finds it: treaty, resolution, press release, reference.
        note: what else must be known.
        certain: whether it and its date are beyond doubt.
        checked: ``opened`` where what the row says was read in a text that was opened for it: the
            source, or another public text that says the same; ``known`` where it was written from
            general knowledge and the source that it names was not opened.
    """

    source: Line
    note: Annotated[str, Field(max_length=300)] = ""
    certain: bool = True
    checked: Literal["opened", "known"] = "known"

    @property
    def codes(self) -> tuple[str, ...]:
        """States that it is about."""
        raise NotImplementedError

    @property
    def start(self) -> When | None:
        """When it begins; None where it was so before 1991."""
        raise NotImplementedError

    def known(self, year: int) -> Self | None:
        """Return what of it was known at the end of a year; None where nothing was."""
        return self if self.start is None or self.start.year <= year else None


class Moment(Fact):
    """A fact of one time: ``at`` says when."""

    at: Time

    @property
    def start(self) -> When:
        """When it is."""
        return self.at


class Span(Fact):
    """A fact that lasts.

    Attributes:
        began: when it began.
        ended: when it was so no longer; absent while it goes on.
    """

    began: Time | None
    ended: Time | None = None

    @property
    def start(self) -> When | None:
        """When it begins."""
        return self.began

    def known(self, year: int) -> Self | None:
        """Return what of it was known at the end of a year: an end that came later was not."""
        if super().known(year) is None:
            return None
        later = self.ended is not None and self.ended.year > year
        return self.model_copy(update={"ended": None}) if later else self

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.began and self.ended and self.ended.last < self.began.first:
            raise ValueError("ends before it begins")
        return self


class Membership(Span):
    """States belong to an institution; ``began`` is absent where they did before 1991."""

    body: Body
    states: States
    began: Time | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The members."""
        return self.states


class Relations(Span):
    """Diplomatic relations with the hegemon are broken off; ``ended`` where they are resumed."""

    state: State
    by: Literal["state", "hegemon"]

    @property
    def codes(self) -> tuple[str, ...]:
        """The state."""
        return (self.state,)


class Pressure(Span):
    """The hegemon withholds energy, shuts its market or taxes it, or expels people."""

    kind: Literal["energy_cutoff", "embargo", "expulsion"]
    states: States
    what: Line

    @property
    def codes(self) -> tuple[str, ...]:
        """Its targets."""
        return self.states


class Force(Span):
    """Forces of the hegemon, or of a body that it leads, act on a state's territory.

    Attributes:
        kind: ``war``, openly against the state; ``intervention``, against its will and short of
            that; ``keepers``, by an agreement to keep a peace; ``help``, asked for by its
            government.
        by: who sends them.
    """

    kind: Literal["war", "intervention", "keepers", "help"]
    by: Literal["RUS", "CIS", "CSTO"]
    state: State
    what: Line

    @property
    def codes(self) -> tuple[str, ...]:
        """The state on whose territory they act."""
        return (self.state,)


class War(Span):
    """Fighting between two states of the region, or at home."""

    kind: Literal["between", "at_home"]
    states: States
    what: Line

    @property
    def codes(self) -> tuple[str, ...]:
        """Those that fight; of a war at home the state in which it is fought."""
        return self.states

    @model_validator(mode="after")
    def _sides(self) -> Self:
        if len(self.states) != (2 if self.kind == "between" else 1):
            raise ValueError("names two states where it is between states, one where it is at home")
        return self


class Government(Moment):
    """Somebody else takes the office that governs.

    Attributes:
        kind: ``election``, won by somebody whom those in office had not chosen; ``fall``, they
            were driven out by crowds or arms; ``succession``, any other way: resignation, death,
            an heir whom an election confirmed, another coalition of the same parliament.
        who: who it is.
        contested: whether crowds had forced an honest count.
        within: whether another head or coalition of the same parliament came, without a vote of
            the people.
    """

    state: State
    kind: Literal["election", "succession", "fall"]
    who: Line
    contested: bool = False
    within: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The state."""
        return (self.state,)

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.within and self.kind != "succession":
            raise ValueError("only a succession can be within a parliament")
        return self


class Territory(Moment):
    """Land changes hands.

    Attributes:
        kind: ``annexed``, or ``recognised`` as a state, by the hegemon; ``lost`` and ``retaken``
            in fact by the state.
        unit: what land; a contested unit of the region by its code.
    """

    state: State
    kind: Literal["annexed", "recognised", "lost", "retaken"]
    unit: Line

    @property
    def codes(self) -> tuple[str, ...]:
        """The state to which it belongs in law."""
        return (self.state,)


class Vote(Moment):
    """How states voted in the General Assembly; who is in no list is not recorded.

    Attributes:
        resolution: number, such as ``68/262``.
        about: the state whose conflict it is.
        title: of the resolution, shortened where it is long.
        yes, no, abstain, absent: states.
    """

    resolution: Name
    about: State
    title: Line
    yes: States
    no: States
    abstain: States | None = None
    absent: States | None = None

    @property
    def cast(self) -> dict[str, float | None]:
        """Vote by state: yes 1, abstention 0.5, no 0, None where it did not take part."""
        lists = ((self.yes, 1.0), (self.no, 0.0), (self.abstain, 0.5), (self.absent, None))
        return {code: vote for codes, vote in lists for code in codes or ()}

    @property
    def codes(self) -> tuple[str, ...]:
        """Those of whom it says something."""
        return tuple(self.cast)

    @model_validator(mode="after")
    def _once(self) -> Self:
        lists = (self.yes, self.no, self.abstain, self.absent)
        if sum(len(codes or ()) for codes in lists) != len(self.cast):
            raise ValueError("names a state in two lists")
        return self
