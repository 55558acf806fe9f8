"""The words and data of the pages that a host serves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sovsim.app.content import Content, content
from sovsim.documents.overlay import written
from sovsim.lesson.load import Lesson
from sovsim.scenario import Scenario


class Words:
    """Gives the content of a page; see `sovsim.app.host.application.Content`.

    Args:
        lessons: those that are offered, where their scenarios are.
    """

    def __init__(self, lessons: Iterable[Lesson] = ()) -> None:
        self._lessons = {lesson.name: lesson for lesson in lessons}

    def __call__(self, scenarios: Sequence[Scenario]) -> Content:
        """Return the words and data of a page that shows some scenarios."""
        there = {scenario.name for scenario in scenarios}
        return content(
            scenarios,
            {
                name: _tables(lesson)
                for name, lesson in self._lessons.items()
                if there.issuperset(one.name for one in lesson.scenarios.values())
            },
        )


def _tables(lesson: Lesson) -> dict[str, Any]:
    """Return a lesson as its file has it."""
    return {
        "lesson": written(lesson.head),
        "step": [written(step) for step in lesson.steps],
        "teacher": written(lesson.teacher),
    }
