"""An exported page in a browser: the file opened from the disk, with the network off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sovsim.app.content import content
from sovsim.app.page.chosen import chosen
from sovsim.app.page.file import file
from sovsim.lesson import lesson_names
from sovsim.scenario import load_scenario
from tests.app.front.games import begin, live_through_year, save
from tests.shared import shared

SCENARIOS = ("csto-kazakhstan-2022", "ukraine-2013-reversed", "toy-two-states")


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of three scenarios of two regions, as a file."""

    def make(path: Path) -> None:
        scenarios = [load_scenario(name) for name in SCENARIOS]
        path.write_text(file(scenarios, content(scenarios), "A class"), encoding="utf-8")

    return shared(tmp_path_factory, "page.html", make)


@pytest.fixture(scope="session")
def lessons_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of all lessons and their scenarios, as a file."""

    def make(path: Path) -> None:
        held = chosen(lesson_names())
        told = content(held.scenarios, held.lesson_tables())
        path.write_text(file(held.scenarios, told, "All lessons"), encoding="utf-8")

    return shared(tmp_path_factory, "lessons.html", make)


Opened = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any, page_file: Path) -> Iterator[Opened]:
    """Return a function that opens a place of the page.

    No error of a script, nothing that a policy refuses and no request that leaves goes unseen.
    """
    yield from _opening(chromium, page_file)


@pytest.fixture
def lessons(chromium: Any, lessons_file: Path) -> Iterator[Opened]:
    """Return the same for the page of all lessons."""
    yield from _opening(chromium, lessons_file)


def _opening(chromium: Any, path: Path) -> Iterator[Opened]:
    contexts, faults = [], []

    def opened_at(place: str, **settings: Any) -> Any:
        context = chromium.new_context(offline=True, **settings)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults, (path.as_uri(), "blob:", "data:"))
        page.goto(f"{path.as_uri()}#/{place}")
        return page

    yield opened_at
    for context in contexts:
        context.close()
    assert faults == []


def watch(page: Any, faults: list[str], own: tuple[str, ...]) -> None:
    """Note errors of a page, what its policy refuses, and requests for what is not its own."""
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on(
        "request", lambda one: None if one.url.startswith(own) else faults.append(f"asks {one.url}")
    )


@pytest.fixture(scope="session")
def played(chromium: Any, page_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the text of a saved game: Kazakhstan resists for one year."""
    page = chromium.new_page()
    page.goto(f"{page_file.as_uri()}#/play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=3")
    begin(page)
    live_through_year(page, {"KAZ action ": "resist"})
    text = save(page, tmp_path_factory.mktemp("played")).read_text(encoding="utf-8")
    page.close()
    return text
