"""A page in another language: all of it is said, the model's English is marked, all can use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sovsim.app.content import content
from sovsim.app.page.chosen import chosen
from sovsim.app.page.file import file
from sovsim.app.words import languages, names, texts
from sovsim.lesson import load_lesson
from tests.app.front.conftest import watch
from tests.app.front.exploring import wait
from tests.app.front.games import begin, live_through_year
from tests.app.front.walk import go
from tests.browsers import violations
from tests.shared import shared

pytestmark = pytest.mark.slow

NAME, LESSON = "csto-kazakhstan-2022", "protective-integration"
STEP = [step.kind for step in load_lesson(LESSON).steps].index("predict")
SHOWN = {"about": "table", "lessons": "ol.lessons li, .step-body p, .step-body table"}
SURROUNDINGS = (("light", 360), ("dark", 1280))
DRAWN = 150  # milliseconds in which pictures follow a new width

# What is wrong with the words that are shown: keys without a text, texts of another language, and
# words whose language a reader of screens is not told.
WRONG = """({ own, english, models }) => {
  const said = new Set(Object.values(own));
  const other = new Set(Object.values(english).filter((one) => !said.has(one)));
  const known = new Set(models.filter((one) => !said.has(one)));
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.data.trim();
    const inside = node.parentElement;
    if (text === "" || inside.closest("script") !== null) continue;
    const lang = inside.closest("[lang]").getAttribute("lang");
    if (/\\[[a-z]+(\\.[\\w-]+)+\\]/.test(text)) found.push(`no text: ${text}`);
    if (text.length < 2) continue;
    if (known.has(text)) {
      if (lang !== "en" && text.includes(" ")) found.push(`not marked as English: ${text}`);
    } else if (other.has(text)) found.push(`left in English: ${text}`);
    if (said.has(text) && lang !== document.documentElement.lang) found.push(`as ${lang}: ${text}`);
  }
  for (const one of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    for (const name of ["aria-label", "title", "placeholder"]) {
      if (other.has(one.getAttribute(name))) found.push(`${name}: ${one.getAttribute(name)}`);
    }
  }
  return found;
}"""


@pytest.fixture(scope="session", params=languages()[1:])
def translated(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return a language, and a page in it as a file."""

    def make(path: Path) -> None:
        held = chosen([LESSON])
        told = content(held.scenarios, held.lesson_tables(), request.param)
        path.write_text(file(held.scenarios, told, "…"), encoding="utf-8")

    return request.param, shared(tmp_path_factory, f"page-{request.param}.html", make)


def test_a_page_says_all_in_its_language_and_keeps_nobody_out(
    chromium: Any, translated: tuple[str, Path], axe: str
) -> None:
    language, path = translated
    faults: list[str] = []
    context = chromium.new_context(offline=True)
    page = context.new_page()
    watch(page, faults, (path.as_uri(), "blob:", "data:"))
    page.goto(f"{path.as_uri()}#/home")
    page.wait_for_selector("main h1")
    told = {"own": texts(language), "english": texts(), "models": _models()}
    shown = []
    assert page.evaluate("document.documentElement.lang") == language
    for place in _places(page, told["own"]):
        for scheme, width in SURROUNDINGS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(DRAWN)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                faults.append(f"{place}, {width}: {over} pixels wider than the screen")
            faults += [f"{place}, {scheme}, {width}: {one}" for one in violations(page, axe)]
        faults += [f"{place}: {one}" for one in page.evaluate(WRONG, told)]
        shown.append(page.inner_text("main"))
    context.close()
    assert faults == []
    assert names(language)["Kazakhstan"] in shown[-1]
    comma = told["own"]["number.point"]
    assert f"0{comma}" in shown[-2], "numbers are written as the language writes them"


def _models() -> list[str]:
    """Return what the model says in English, each as it stands in the content of a page."""
    held = chosen([LESSON])
    whole = content(held.scenarios, held.lesson_tables())
    del whole["texts"], whole["units"]
    return sorted(set(_said(whole)))


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _said(one)
    elif isinstance(value, list):
        for one in value:
            yield from _said(one)


def _places(page: Any, own: dict[str, str]) -> Iterator[str]:
    """Go through Explore, Play and Class, by what buttons say in the language."""
    yield "home"
    go(page, f"explore?scenario={NAME}&state=KAZ&quarter=2022Q1&b.set=capacity.rate:0.04")
    wait(page)
    page.wait_for_selector(".attributes tbody tr")
    page.wait_for_selector(".news-list")
    page.locator(".history").scroll_into_view_if_needed()
    page.locator(".history svg .mark title").first.wait_for(state="attached")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    yield "explore"
    for place in ("about", "lessons", f"lessons/{LESSON}?step=0", f"lessons/{LESSON}?step=teacher"):
        go(page, place)
        page.wait_for_selector(f"main :is({SHOWN[place.partition('/')[0]]})")
        yield place
    go(page, f"lessons/{LESSON}?step={STEP}")
    page.locator("form.prediction input").first.check()
    page.locator("form.prediction button").click()
    page.locator("table.shares").wait_for(timeout=60_000)
    yield "a prediction and what came"
    go(page, "concepts")
    page.wait_for_selector("main article, main .card")
    yield "concepts"
    go(page, "play")
    page.wait_for_selector(".play-setup")
    yield "before a game"
    go(page, f"play?scenario={NAME}&seats=KAZ&seed=3&from=2021Q1&until=2022Q4")
    begin(page)
    yield "a year to be decided"
    live_through_year(page, {"KAZ action ": "resist"})
    yield "a year and its papers"
    page.get_by_role("button", name=own["play.decide.end"]).click()
    page.wait_for_selector(".play-debrief")
    with page.expect_download() as saved:
        page.get_by_role("button", name=own["play.save"]).click()
    game = Path(saved.value.path()).read_text(encoding="utf-8")
    yield "a look back"
    go(page, "class")
    page.wait_for_selector(".class-drop")
    files = {f"{one}.toml": game.replace('player = ""', f'player = "{one}"') for one in "AB"}
    page.set_input_files(
        ".class-drop input",
        [
            {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in {**files, "junk": "junk"}.items()
        ],
    )
    page.wait_for_selector(".class-shown .fault")
    yield "class"
