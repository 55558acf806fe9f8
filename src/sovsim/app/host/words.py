"""The words and data of the pages that a host serves."""

from __future__ import annotations

from collections.abc import Sequence

from sovsim.app.content import Content, content
from sovsim.app.page.chosen import Chosen
from sovsim.app.words import USUAL
from sovsim.scenario import Scenario


class Words:
    """Gives the content of a page; see `sovsim.app.host.application.Content`.

    Args:
        held: what the host offers; a lesson is told where its scenarios are.
        language: that the page speaks, one of `sovsim.app.words.languages`.
    """

    def __init__(self, held: Chosen, language: str = USUAL) -> None:
        self._language = language
        self._tables = held.lesson_tables()
        self._needs = {
            lesson.name: {one.name for one in lesson.scenarios.values()} for lesson in held.lessons
        }

    def __call__(self, scenarios: Sequence[Scenario]) -> Content:
        """Return the words and data of a page that shows some scenarios."""
        there = {scenario.name for scenario in scenarios}
        return content(
            scenarios,
            {name: told for name, told in self._tables.items() if self._needs[name] <= there},
            self._language,
        )
