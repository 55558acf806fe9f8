"""A lesson on a phone and on a projector: nothing beside the page, pictures from left to right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sovsim.app.content import content
from sovsim.app.page.chosen import chosen
from sovsim.app.page.file import file

pytestmark = pytest.mark.slow

NAME = "sanctions-isolation-and-friends"
"""A lesson that looks at what the world has once, whose names are long."""

PREDICT, COMPARE = 1, 5


@pytest.fixture(scope="module")
def lesson_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the lesson as a file."""
    held = chosen([NAME])
    path = tmp_path_factory.mktemp("lesson") / "lesson.html"
    page = file(held.scenarios, content(held.scenarios, held.lesson_tables()), held.title)
    path.write_text(page, encoding="utf-8")
    return path


def at_step(chromium: Any, lesson_file: Path, step: int, width: int) -> Any:
    """Return a page that shows a step of the lesson, counted from 0."""
    page = chromium.new_context(offline=True, viewport={"width": width, "height": 844}).new_page()
    page.goto(f"{lesson_file.as_uri()}#/lessons/{NAME}?step={step}")
    return page


@pytest.mark.parametrize("width", [390, 1280, 1920])
@pytest.mark.parametrize(("step", "shown"), [(PREDICT, "fieldset"), (COMPARE, "svg.lines")])
def test_nothing_lies_beside_a_lesson(
    chromium: Any, lesson_file: Path, step: int, shown: str, width: int
) -> None:
    page = at_step(chromium, lesson_file, step, width)
    page.locator(f"main {shown}").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in page.locator("main .option, main svg.lines text").all():
        box = part.bounding_box()
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_time_runs_from_left_to_right(chromium: Any, lesson_file: Path, width: int) -> None:
    page = at_step(chromium, lesson_file, COMPARE, width)
    pictures = page.locator("main svg.lines")
    pictures.first.wait_for()
    for picture in pictures.all():
        ends = picture.evaluate(
            """(svg) => [...svg.querySelectorAll("path.line")].map((line) =>
                [line.getPointAtLength(0).x, line.getPointAtLength(line.getTotalLength()).x])"""
        )
        room = picture.evaluate("(svg) => svg.viewBox.baseVal.width")
        assert ends
        assert all(last - first > 0.4 * room for first, last in ends)
    page.context.close()
