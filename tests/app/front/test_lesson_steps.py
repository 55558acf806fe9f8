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
from tests.app.front.games import begin, live_through_year, save

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


def test_a_step_opens_in_explore_as_it_is(chromium: Any, lesson_file: Path) -> None:
    step = load_lesson(NAME).steps[KINDS.index("run")]
    page = at_step(chromium, lesson_file, "run")
    page.get_by_role("link", name="Open this in Explore").click()
    page.locator("main[data-shown]").wait_for()
    page.wait_for_function("() => document.querySelector('#explore-state').value !== ''")
    assert page.locator(".explore .faults").inner_text() == ""
    assert page.locator("#explore-state").input_value() == step.state
    assert page.locator(".transport .quarter").inner_text() == step.quarter
    assert page.locator(".explore svg.lines").count() == len(step.columns)
    page.context.close()


def test_the_page_of_a_lesson_begins_with_it(chromium: Any, lesson_file: Path) -> None:
    page = chromium.new_page()
    page.goto(lesson_file.as_uri())
    begin = page.locator("section[aria-labelledby=home-begin] h3 a")
    assert begin.all_inner_texts() == [f"5. {load_lesson(NAME).head.title}"]
    others = page.locator("section[aria-labelledby=home-lessons] a").count()
    assert others > 1
    begin.click()
    page.locator("ol.steps").wait_for()
    page.close()


def test_a_game_of_a_lesson_is_handed_in_under_a_name_and_the_class_sees_what_befell_it(
    chromium: Any, lesson_file: Path, tmp_path: Path
) -> None:
    step = load_lesson(NAME).steps[KINDS.index("play")]
    page = at_step(chromium, lesson_file, "play")
    page.get_by_role("link", name="Play Ukraine").click()
    begin(page)
    for _ in range(6):
        live_through_year(page, {"UKR action ": "resist"})
    page.get_by_role("button", name="Look back").click()
    page.locator("#play-hand-in").fill("Ada")
    game = save(page, tmp_path)
    assert game.name.endswith("-ada.toml")
    states = sovsim.run(game, seed=step.seed).states
    own = states[(states["state"] == step.state) & (states["quarter"] <= step.until)]
    taken = own[own["rung"] == "annexation"]["quarter"].astype(str)
    assert len(taken) > 0
    page.get_by_role("link", name="Class").click()
    page.locator(".class-drop input").set_input_files(game)
    row = page.locator(".class-outcomes tbody tr")
    row.wait_for()
    assert row.inner_text().startswith("Ada")
    assert f"Russia annexed land ({', '.join(taken)})." in row.inner_text()
    page.context.close()
