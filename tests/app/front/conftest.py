"""An exported page in a browser: the file opened from the disk, with the network off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sovsim.app.content import content
from sovsim.app.page.file import file
from sovsim.scenario import load_scenario
from tests.app.front.games import begin, live_through_year, save

SCENARIOS = ("csto-kazakhstan-2022", "ukraine-2013-reversed", "toy-two-states")


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of three scenarios of two regions, as a file."""
    scenarios = [load_scenario(name) for name in SCENARIOS]
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(file(scenarios, content(scenarios), "A class"), encoding="utf-8")
    return path


@pytest.fixture
def opened(chromium: Any, page_file: Path) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a place of the page; no error of a script goes unseen."""
    contexts, faults = [], []

    def opened_at(place: str, **settings: Any) -> Any:
        context = chromium.new_context(offline=True, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        page.goto(f"{page_file.as_uri()}#/{place}")
        return page

    yield opened_at
    for context in contexts:
        context.close()
    assert faults == []


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
