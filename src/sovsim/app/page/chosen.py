"""What a page is to hold: scenarios, and the lessons that they are enough for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sovsim.documents.document import tables_in
from sovsim.documents.errors import DocumentError
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.shipped import shipped_files
from sovsim.documents.text import clipped
from sovsim.lesson import Lesson, lesson_names, load_lesson
from sovsim.lesson.load import KIND
from sovsim.scenario import Scenario, load_scenario

NO_TITLE = "sovsim"


@dataclass(frozen=True)
class Chosen:
    """What goes into a page.

    Attributes:
        scenarios: each once, in the order in which they were named.
        lessons: those that were named, and shipped ones that need no other scenario.
        title: of what was named first, where that is all.
        asked: names of the lessons that were named themselves; a page begins with them.
    """

    scenarios: tuple[Scenario, ...]
    lessons: tuple[Lesson, ...]
    title: str
    asked: frozenset[str] = frozenset()

    def lesson_tables(self, *, teacher: bool = True) -> dict[str, dict[str, Any]]:
        """Return the tables of every lesson, its scenarios by their own names.

        Args:
            teacher: whether with what is the teacher's: a table of its own, and the shares of the
                answers that the native model gave.
        """
        kept = _tables if teacher else _for_students
        return {
            lesson.name: {**kept(lesson), "asked": lesson.name in self.asked}
            for lesson in self.lessons
        }


def chosen(names: Sequence[str]) -> Chosen:
    """Return what some names stand for: shipped scenarios and lessons, and files of either.

    Raises:
        DocumentError: a name stands for nothing, a file cannot be used, or two scenarios that
            differ have one name.
    """
    scenarios: dict[str, Scenario] = {}
    lessons: dict[str, Lesson] = {}
    titles = []
    for name in names:
        if _is_lesson(name):
            lesson = load_lesson(name)
            lessons[lesson.name] = lesson
            titles.append(lesson.head.title)
            for scenario in lesson.scenarios.values():
                _add(scenarios, scenario)
        else:
            _check_known(name)
            scenario = load_scenario(name)
            titles.append(scenario.title)
            _add(scenarios, scenario)
    asked = frozenset(lessons)
    held = {one.spec_hash for one in scenarios.values()}
    for name in lesson_names():
        if name not in lessons:
            lesson = load_lesson(name)
            if all(one.spec_hash in held for one in lesson.scenarios.values()):
                lessons[name] = lesson
    ordered = sorted(lessons.values(), key=lambda one: (one.head.order, one.name))
    title = titles[0] if len(titles) == 1 else NO_TITLE
    return Chosen(tuple(scenarios.values()), tuple(ordered), title, asked)


def _add(scenarios: dict[str, Scenario], scenario: Scenario) -> None:
    other = scenarios.setdefault(scenario.name, scenario)
    if other.spec_hash != scenario.spec_hash:
        raise DocumentError(
            f"two scenarios that differ are called '{scenario.name}'; give one another name"
        )


def _is_lesson(name: str) -> bool:
    if name.lower() in {one.lower() for one in shipped_files(KIND)}:
        return True
    path = Path(name)
    return path.suffix == ".toml" and path.is_file() and "lesson" in tables_in(path, name)[1]


def _check_known(name: str) -> None:
    """Raise for a name that is like that of a lesson and stands for no scenario."""
    scenarios, lessons = shipped_files("scenarios"), shipped_files(KIND)
    if name.lower() in {one.lower() for one in scenarios} or Path(name).suffix or "/" in name:
        return
    hint = did_you_mean(name, [*scenarios, *lessons])
    raise DocumentError(f"there is no scenario or lesson '{clipped(name)}'{hint}")


def _tables(lesson: Lesson) -> dict[str, Any]:
    """Return what a lesson's file says, without what it leaves out."""
    names = {name: one.name for name, one in lesson.scenarios.items()}
    return {
        "lesson": lesson.head.model_dump(),
        "step": [
            _named(one.model_dump(by_alias=True, exclude_unset=True), names) for one in lesson.steps
        ],
        "teacher": lesson.teacher.model_dump(),
    }


def _for_students(lesson: Lesson) -> dict[str, Any]:
    """Return what a lesson's file says to students."""
    tables = _tables(lesson)
    for step in tables["step"]:
        step.get("outcome", {}).pop("expected", None)
    return {key: table for key, table in tables.items() if key != "teacher"}


def _named(table: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    found = dict(table)
    for key in ("scenario", "against"):
        if key in found:
            found[key] = names[found[key]]
    if "outcome" in found:
        found["outcome"] = _named(found["outcome"], names)
    return found
