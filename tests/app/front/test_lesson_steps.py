"""What a step of a lesson speaks of is on the screen: the ladder, and a decision with its draw."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import sovsim
from sovsim.app.content import content
from sovsim.app.page.chosen import chosen
from sovsim.app.page.file import file
from sovsim.lesson import load_lesson

pytestmark = pytest.mark.slow

NAME = "coercive-diplomacy"
KINDS = [step.kind for step in load_lesson(NAME).steps]


@pytest.fixture(scope="module")
def lesson_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the lesson as a file."""
    held = chosen([NAME])
    path = tmp_path_factory.mktemp("lesson") / "lesson.html"
    page = file(held.scenarios, content(held.scenarios, held.lesson_tables()), held.title)
    path.write_text(page, encoding="utf-8")
    return path


def at_step(chromium: Any, lesson_file: Path, kind: str) -> Any:
    """Return a page of a phone's width that shows the first step of a kind."""
    context = chromium.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{lesson_file.as_uri()}#/lessons/{NAME}?step={KINDS.index(kind)}")
    return page


def test_the_ladder_of_a_lesson_is_that_of_the_native_run(chromium: Any, lesson_file: Path) -> None:
    step = load_lesson(NAME).steps[KINDS.index("run")]
    assert step.scenario is not None
    states = sovsim.run(step.scenario).states
    acts = states[states["state"] == step.state]["rung"]
    coerced = (~acts.isin(["respect", "reward"])).sum()
    page = at_step(chromium, lesson_file, "run")
    page.locator("svg.timeline").wait_for()
    page.locator("figure.ladder summary").click()
    told = page.locator("figure.ladder tbody tr").all_inner_texts()
    own = [row.split("\t") for row in told if "\tUkraine\t" in row and "reward" not in row]
    assert sum(quarters_in(when) for when, *_ in own) == coerced
    page.context.close()


def quarters_in(when: str) -> int:
    """Return how many quarters there are from the first to the last that a text names."""
    named = [4 * int(year) + int(part) for year, part in re.findall(r"(\d{4})Q(\d)", when)]
    return named[-1] - named[0] + 1


def test_the_decision_that_a_step_names_is_open_on_a_phone(
    chromium: Any, lesson_file: Path
) -> None:
    page = at_step(chromium, lesson_file, "why")
    taken = page.locator("table.options tr.taken")
    taken.wait_for()
    assert "open threat" in taken.inner_text()
    assert "control" in taken.inner_text()
    assert "Russia openly threatened Ukraine" in page.locator(".choice").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#explore-choice").select_option(label="Talks with Russia (Ukraine), 2012Q4")
    assert "negotiate" in taken.inner_text()
    page.context.close()
