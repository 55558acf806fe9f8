"""Everybody can use the pages: an axe scan of each, in light and dark, on a phone and a laptop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sovsim.app.content import content
from sovsim.app.page.chosen import chosen
from sovsim.app.page.file import file

pytestmark = pytest.mark.slow

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
CSTO = "scenario=csto-kazakhstan-2022"
PLACES = (
    "home",
    f"explore?{CSTO}&state=KAZ&quarter=2022Q1",
    f"explore?{CSTO}&state=KAZ&b.scenario=csto-kazakhstan-2022-no-debt",
    "play",
    f"play?{CSTO}&seats=KAZ",
    "lessons",
    *(f"lessons/protective-integration?step={step}" for step in ("0", "1", "3", "4", "9")),
    "lessons/protective-integration?step=teacher",
    "class",
    "concepts",
    "about",
)
SURROUNDINGS = (("light", 390), ("dark", 1280))


@pytest.fixture(scope="module")
def lesson_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = chosen(["protective-integration"])
    told = content(held.scenarios, held.lesson_tables())
    path = tmp_path_factory.mktemp("accessible") / "lesson.html"
    path.write_text(file(held.scenarios, told, held.title), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def axe() -> str:
    package = pytest.importorskip("axe_playwright_python")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(("scheme", "width"), SURROUNDINGS)
def test_no_page_keeps_anybody_out(
    scheme: str, width: int, chromium: Any, lesson_file: Path, axe: str
) -> None:
    context = chromium.new_context(
        offline=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page, found = context.new_page(), []
    for place in PLACES:
        page.goto("about:blank")
        page.goto(f"{lesson_file.as_uri()}#/{place}")
        page.locator("main h1").wait_for()
        page.wait_for_timeout(700)
        page.evaluate(axe)
        told = page.evaluate("rules => axe.run(document, { runOnly: rules })", list(RULES))
        found += [
            f"{place}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in told["violations"]
        ]
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{place}: {over} pixels wider than the screen")
    context.close()
    assert found == []


def test_a_scan_sees_what_is_wrong(chromium: Any, lesson_file: Path, axe: str) -> None:
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(f"{lesson_file.as_uri()}#/about")
    page.locator("main h1").wait_for()
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    page.evaluate(axe)
    told = page.evaluate("rules => axe.run(document, { runOnly: rules })", list(RULES))
    context.close()
    assert [one["id"] for one in told["violations"]] == ["button-name"]


def test_everything_is_reached_by_keyboard_and_motion_stops(
    chromium: Any, lesson_file: Path
) -> None:
    context = chromium.new_context(offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{lesson_file.as_uri()}#/lessons/protective-integration?step=1")
    page.locator("form.prediction").wait_for()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.tagName + '.' + document.activeElement.type")
        )
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or reached[-1].startswith("BODY")
    assert any(one == "INPUT.radio" for one in reached)
    assert any(one == "BUTTON.submit" for one in reached)
    context.close()
