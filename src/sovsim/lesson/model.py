"""The format of a lesson: tables and keys. What the names mean is checked in ``checks``.

A lesson is ``[lesson]``, some ``[[step]]`` in their order, and ``[teacher]``. A step's ``kind``
says which keys go with it (`sovsim.lesson.steps`):

===========  =====================================================================================
``read``     ``text``, ``claims``: what to know before
``predict``  ``question``, ``options`` from the lowest value to the highest, ``outcome``
``run``      ``scenario``, ``set``, ``state``, ``columns``, ``quarter``, ``text``: what to look at
``compare``  the same, with ``against`` and ``set_against``: two runs on the same noise
``why``      ``scenario``, ``set``, ``state``, ``quarter``, ``column``, ``text``; with ``decision``
             what was decided about the state in that quarter is shown too, this one first
``play``     ``scenario``, ``set``, ``state``, ``from``, ``until``, ``text``
``explain``  ``text``, ``claims``: the reveal, after the prediction
``discuss``  ``questions``, and ``text`` where they need one
===========  =====================================================================================

Every step has a ``title``; ``run``, ``compare``, ``why`` and ``play`` may have a ``seed`` (0 by
default), since what chance decides differs from run to run. Texts are paragraphs with blank lines
between them; ``*emphasis*`` is the only mark.

An outcome is a value of each of ``runs`` runs of seed 0: a ``column`` (or the mean of a variable's
columns) of a ``unit`` at the end of ``quarter``, or a ``metric`` of the whole run, of a state where
``unit`` names one. ``since`` takes the value of an earlier quarter off, ``against`` the value of
another scenario on the same noise. A run belongs to the first option whose cut lies above its
value, and to the last where none does: a value that equals a cut belongs to the option above it. A
run in which the metric is undefined belongs to none. ``expected`` holds the shares of the options
that the native model gave: not part of the question, and shown after it only.

``set`` holds parameters (``capacity.rate``) and start values (``initial.KAZ.unrest``), numbers all:
what a page in a browser can move without another kernel.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from sovsim.documents.values import Citations, Closed, Line, Number, Prose, Quarter, Text, Texts
from sovsim.scenario.schema import Flat

Kind = Literal["read", "predict", "run", "compare", "why", "play", "explain", "discuss"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Settings = Annotated[dict[str, Number], Flat]
"""Name of a parameter or start value -> number."""

USUAL_RUNS = 64
MOST_RUNS = 1024


class Head(Closed):
    """``[lesson]``: what the hour is for."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)] = Field(
        description="name of the lesson; the file is called after it"
    )
    title: Line
    order: Annotated[int, Field(ge=1, le=999)] = Field(description="place in the list of lessons")
    aim: Text = Field(description="what a student can do afterwards, in a sentence or two")
    minutes: Annotated[int, Field(ge=5, le=600)] = Field(description="time that it takes")
    concepts: Texts = Field((), description="ids of the glossary, shown as cards")
    claims: Citations = Field((), description="ids of the claims behind the lesson, with links")


class Outcome(Closed):
    """``[step.outcome]``: the value that a prediction is about, and where its options part."""

    scenario: Text
    against: Text | None = Field(
        None, description="scenario on the same noise whose value is taken off"
    )
    set: Settings = Field(default_factory=dict, description="changes to the scenario")
    set_against: Settings = Field(default_factory=dict, description="changes to the other one")
    column: Text | None = Field(None, description="column, or variable: the mean of its columns")
    metric: Text | None = Field(None, description="metric of the whole run, in place of a column")
    unit: Text | None = Field(
        None, description="state, dyad, contested unit; none for what the world has once"
    )
    quarter: Quarter | None = Field(None, description="when a column is read; the last by default")
    since: Quarter | None = Field(None, description="quarter from which the change is taken")
    cuts: Annotated[list[Number], Field(min_length=1, max_length=6)] = Field(
        description="where the options part, ascending; one fewer than options"
    )
    runs: Annotated[int, Field(ge=8, le=MOST_RUNS)] = USUAL_RUNS
    expected: Annotated[list[Number], Field(max_length=7)] = Field(
        default_factory=list,
        description="shares of the options that the model gave: `sovsim lesson FILE --expected`",
    )


class StepTable(Closed):
    """``[[step]]``: one part of the hour."""

    kind: Kind
    title: Line
    text: Prose = Field("", description="paragraphs with blank lines between; *emphasis* only")
    claims: Citations = ()
    question: Text | None = None
    options: Texts = Field((), description="answers, from the lowest value to the highest")
    outcome: Outcome | None = None
    scenario: Text | None = None
    against: Text | None = Field(None, description="scenario to hold it against, same noise")
    set: Settings = Field(default_factory=dict)
    set_against: Settings = Field(default_factory=dict)
    seed: Annotated[int, Field(ge=0, le=2**53 - 1)] = 0
    state: Text | None = Field(None, description="code of the state that is looked at, or played")
    columns: Texts = Field((), description="columns or variables to look at")
    column: Text | None = Field(None, description="column, or variable, that is explained")
    decision: Text | None = Field(
        None, description="decision that is opened: by the state, or about it"
    )
    quarter: Quarter | None = Field(None, description="quarter at which to look")
    from_: Quarter | None = Field(None, alias="from", description="first quarter that is played")
    until: Quarter | None = Field(None, description="last quarter that is played")
    questions: Texts = Field((), description="questions for the class")


class Teacher(Closed):
    """``[teacher]``: what only who teaches needs."""

    plan: Texts = Field(description="the hour, as '5 min: ...'")
    usual: Annotated[Prose, Field(min_length=1)] = Field(
        description="what usually comes out, with numbers"
    )
    cannot: Annotated[Prose, Field(min_length=1)] = Field(
        description="what the model cannot show here"
    )
    misread: Annotated[Prose, Field(min_length=1)] = Field(
        description="what students misread, and what to answer"
    )


class File(Closed):
    """A lesson file."""

    lesson: Head
    step: Annotated[list[StepTable], Field(min_length=1, max_length=40)]
    teacher: Teacher
