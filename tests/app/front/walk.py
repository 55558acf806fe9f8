"""A walk through every kind of page, in the state in which people meet it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sovsim.lesson import load_lesson
from tests.app.front.exploring import SCENARIO, wait_for_all
from tests.app.front.games import begin, live_through_year, look_back

LESSON = "coercive-diplomacy"
OTHER = "csto-kazakhstan-2022-no-debt"
KINDS = [step.kind for step in load_lesson(LESSON).steps]
PLACES = {
    "home": "h1",
    "lessons": "ol.lessons li",
    **{
        f"lessons/{LESSON}?step={KINDS.index(kind)}": ".step-body :is(p, ol, form, figure svg)"
        for kind in dict.fromkeys(KINDS)
    },
    f"lessons/{LESSON}?step={len(KINDS)}": ".step-body button",
    f"lessons/{LESSON}?step=teacher": ".step-body table",
    "concepts": "h1",
    "about": "h1",
    "play": ".play-setup",
}
"""Places that stand at once -> what is waited for."""


def walk(page: Any, game: str) -> Iterator[str]:
    """Go from page to page of the file of all lessons; yield the name of each once it stands.

    Args:
        game: text of a saved game of the scenario that is explored.
    """
    for place, awaited in PLACES.items():
        go(page, place)
        page.locator(f"main {awaited}").first.wait_for()
        yield place
    yield from _lesson(page)
    go(page, f"explore?scenario={SCENARIO}&state=KAZ&quarter=2022Q1&b.scenario={OTHER}")
    wait_for_all(page)
    yield "explore with B"
    yield from _play(page)
    go(page, "class")
    page.wait_for_selector(".class-drop")
    named = {name: game.replace('"player":""', f'"player":"{name}"') for name in ("Anna", "Ben")}
    page.set_input_files(
        ".class-drop input",
        [
            {"name": f"{name}.toml", "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in {**named, "junk": "junk"}.items()
        ],
    )
    page.wait_for_selector(".class-shown .fault")
    yield "class"


def go(page: Any, place: str) -> None:
    """Go to a place of the page that is open."""
    page.evaluate("hash => { location.hash = hash; }", f"#/{place}")


def _lesson(page: Any) -> Iterator[str]:
    go(page, f"lessons/{LESSON}?step={KINDS.index('predict')}")
    page.locator("form.prediction input").first.check()
    page.locator("form.prediction button").click()
    page.locator("table.shares").wait_for(timeout=60_000)
    yield "a prediction and what came"


def _play(page: Any) -> Iterator[str]:
    go(page, f"play?scenario={SCENARIO}&seats=KAZ&seed=3&from=2021Q1&until=2022Q4")
    begin(page)
    yield "a year to be decided"
    live_through_year(page, {"KAZ action ": "hedge"})
    yield "a year and its papers"
    look_back(page)
    yield "a look back"
