"""Plays games in the page of an exported file, and reads what it saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Course = Mapping[str, str]
"""Decision, as ``KAZ action `` or ``KAZ body_move CSTO`` -> the option that is picked if open."""


def begin(page: Any) -> None:
    """Wait for the first turn."""
    page.wait_for_selector(".play-turn")


def live_through_year(page: Any, course: Course) -> list[str]:
    """Set a course and live through the year; return the decisions of it that were open."""
    done = [key for key, option in course.items() if pick(page, key, option)]
    before = page.inner_text("h1")
    page.click(".play-decide button.first")
    page.wait_for_function("text => document.querySelector('h1')?.innerText !== text", arg=before)
    return done


def pick(page: Any, key: str, option: str) -> bool:
    """Pick an option of a decision; return whether it is open."""
    later = page.query_selector(".play-decide details:not([open]) > summary")
    if later is not None:
        later.click()
    for place in (
        f'fieldset[data-decision="{key}"] input[value="{option}"]',
        f'select[data-decision="{key}"]:has(option[value="{option}"])',
    ):
        found = page.query_selector(place)
        if found is not None:
            found.select_option(option) if place.startswith("select") else found.check()
            return True
    return False


def live_to_the_end(page: Any, courses: Sequence[Course]) -> None:
    """Go on to the end of the scenario, by one course after the other, again and again."""
    year = 0
    while page.query_selector(".play-decide") is not None:
        live_through_year(page, courses[year % len(courses)])
        year += 1


def look_back(page: Any) -> None:
    """Open the page that looks back, from whatever turn."""
    page.click("button:text-is('Look back'), button:text-is('Stop here and look back')")
    page.wait_for_selector(".play-debrief")


def save(page: Any, folder: Path) -> Path:
    """Save the game under its own name; return where it lies."""
    with page.expect_download() as download:
        page.click("button:text-is('Save this game')")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def put_in(page: Any, name: str, text: str | bytes) -> None:
    """Choose a file of a saved game on the page before a game."""
    buffer = text.encode() if isinstance(text, str) else text
    given = {"name": name, "mimeType": "text/plain", "buffer": buffer}
    page.wait_for_selector(".play-setup")
    page.set_input_files(".play-setup input[type=file]", given)
