"""Lessons by name: found, read, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sovsim.brief import brief, count
from sovsim.documents.document import place_of, read
from sovsim.documents.errors import Problem, Problems
from sovsim.documents.shipped import shipped_files
from sovsim.lesson.checks import checked
from sovsim.lesson.model import File, Head, StepTable, Teacher
from sovsim.scenario import Scenario

KIND = "lessons"
WHAT = "lesson file"


@dataclass(frozen=True, eq=False)
class Lesson:
    """A class hour, checked.

    Attributes:
        head: name, title, aim, time, concepts, claims.
        steps: its parts in their order.
        teacher: plan, what usually comes out, limits, misreadings.
        scenarios: name, as the lesson has it -> scenario, in the order in which they are named.
        path: of the file; `text` as it was read.
    """

    head: Head
    steps: tuple[StepTable, ...]
    teacher: Teacher
    scenarios: Mapping[str, Scenario] = field(repr=False)
    path: Path
    text: str = field(default="", repr=False)

    def __repr__(self) -> str:
        predictions = count(len(self.predictions), "prediction")
        return brief(self, self.name, count(len(self.steps), "step"), predictions)

    @property
    def name(self) -> str:
        """Name of the lesson."""
        return self.head.name

    @property
    def predictions(self) -> tuple[tuple[int, StepTable], ...]:
        """The steps that ask for a prediction, each with its place among all steps, from 0."""
        return tuple(
            (number, step) for number, step in enumerate(self.steps) if step.kind == "predict"
        )

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that the lesson cites, with its link, each once, in order."""
        cited = (*self.head.claims, *(claim for step in self.steps for claim in step.claims))
        return tuple(dict.fromkeys(cited))


def lesson_names() -> tuple[str, ...]:
    """Return the names of the shipped lessons in the order in which they are taught."""
    return tuple(head.name for head in heads())


def heads() -> tuple[Head, ...]:
    """Return the heads of the shipped lessons in the order in which they are taught."""
    found = [
        read(path, f"{KIND}/{path.name}", File, WHAT).content.lesson
        for path in shipped_files(KIND).values()
    ]
    return tuple(sorted(found, key=lambda head: (head.order, head.name)))


def load_lesson(name_or_path: str | Path | Lesson) -> Lesson:
    """Return a lesson, checked.

    Args:
        name_or_path: name of a shipped one, or path of a file; a loaded one is returned.

    Raises:
        DocumentError: it cannot be found, read or used; every fault is named with file, line and
            key.
    """
    if isinstance(name_or_path, Lesson):
        return name_or_path
    path, label = place_of(name_or_path, KIND, "lesson")
    document = read(path, label, File, WHAT)
    file = document.content
    try:
        scenarios = checked(file, path.parent)
    except (Problem, Problems) as found:
        raise document.origin.error(found) from None
    return Lesson(
        head=file.lesson,
        steps=tuple(file.step),
        teacher=file.teacher,
        scenarios=scenarios,
        path=path,
        text=document.text,
    )
