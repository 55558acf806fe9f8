"""A teacher sees a class on one screen, and every game of it as the model computes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest

pytestmark = pytest.mark.slow

STRANGE = "<img src=x onerror=alert(1)>"


def _game(played: str, player: str, option: str = "resist") -> str:
    named = played.replace('"player":""', f'"player":"{player}"')
    return named.replace('option = "resist"', f'option = "{option}"')


def _handed_in(page: Any, files: Mapping[str, str]) -> str:
    """Hand files in; return what the page says when all have been read."""
    page.wait_for_selector(".class-drop")
    page.set_input_files(
        ".class-drop input",
        [
            {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in files.items()
        ],
    )
    page.wait_for_function(
        "() => document.querySelector('.class-status').textContent.includes('computed;')"
    )
    return str(page.inner_text(".class-status"))


def _rows(page: Any) -> dict[str, list[str]]:
    found = {}
    for row in page.query_selector_all(".class-outcomes tbody tr"):
        name, *cells = (cell.inner_text() for cell in row.query_selector_all("th, td"))
        found[name] = cells
    return found


@pytest.fixture
def class_page(opened: Callable[..., Any], played: str) -> Any:
    """Return the page of a class of five, with three files that are no games of it."""
    page = opened("class")
    end = '"end":{"KAZ":{"autonomy":0.'
    assert end in played
    files = {
        "a.toml": _game(played, "Anna"),
        "b.toml": _game(played, "Boris", "hedge"),
        "c.toml": _game(played, "Cem", "accommodate"),
        "d.toml": _game(played, STRANGE, "diversify"),
        "e.toml": _game(played, "Eva").replace(end, end.replace("0.", "0.9")),
        "<b>junk</b>.toml": "junk",
        "other.toml": '# sovsim-game {"format":1,"scenario":"georgia-2008"}\n',
        "again.toml": _game(played, "Anna"),
    }
    told = _handed_in(page, files)
    assert told == "5 courses computed; 3 files not used."
    return page


def test_every_game_is_computed_and_not_believed(class_page: Any) -> None:
    rows = _rows(class_page)
    assert set(rows) == {"Anna", "Boris", "Cem", STRANGE, "Eva"}
    assert rows["Anna"][:6] == rows["Eva"][:6]
    assert "another end than the model gives" not in " ".join(rows["Anna"])
    assert "another end than the model gives" in " ".join(rows["Eva"])


def test_courses_that_differ_end_apart_on_the_same_chance(class_page: Any) -> None:
    rows = _rows(class_page)
    assert len({tuple(rows[name][:6]) for name in ("Anna", "Boris", "Cem")}) == 3
    assert "All met the same luck (seed 3)" in class_page.inner_text(".class-group")
    autonomy = [float(cells[0]) for cells in rows.values()]
    assert autonomy == sorted(autonomy, reverse=True)


def test_files_that_do_not_fit_are_listed_with_the_reason(class_page: Any) -> None:
    told = class_page.inner_text(".class-shown .fault")
    assert "<b>junk</b>.toml: this is no saved game" in told
    assert 'other.toml: the game belongs to the scenario "georgia-2008"' in told
    assert "again.toml: the same game is here already" in told
    assert class_page.query_selector("main img, main b") is None


def test_names_can_be_hidden_everywhere(class_page: Any) -> None:
    class_page.click("button:text-is('Hide names')")
    assert set(_rows(class_page)) == {f"Player {number}" for number in range(1, 6)}
    for name in ("Anna", "Boris", "Cem", "Eva", STRANGE):
        assert name not in class_page.inner_text(".class-group")


def test_the_table_is_for_a_spreadsheet(class_page: Any) -> None:
    with class_page.expect_download() as download:
        class_page.click("button:text-is('Table (CSV)')")
    text = download.value.path().read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Player"] for row in rows] == ["Anna", "Boris", "Cem", STRANGE, "Eva"]
    for row in rows:
        gap = float(row["autonomy"]) - float(row["autonomy_usual"])
        assert gap == pytest.approx(float(row["autonomy_difference"]), abs=1e-12)
    assert rows[0]["Choices"] == "resist resist resist resist"


def test_a_class_of_thirty_is_shown_on_one_screen(opened: Callable[..., Any], played: str) -> None:
    page = opened("class")
    files = {f"{k}.toml": _game(played, f"Student {k}") for k in range(30)}
    assert _handed_in(page, files) == "30 courses computed; 0 files not used."
    assert len(_rows(page)) == 30


def test_a_class_is_still_there_when_the_teacher_comes_back(class_page: Any) -> None:
    class_page.click("button:text-is('Hide names')")
    rows = _rows(class_page)
    class_page.click("nav a[data-page=concepts]")
    class_page.wait_for_selector("main h1:text-is('Concepts')")
    class_page.click("nav a[data-page=class]")
    class_page.wait_for_selector(".class-outcomes")
    assert _rows(class_page) == rows
    assert "5 courses computed; 3 files not used." in class_page.inner_text(".class-status")
    stored = class_page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "Anna" not in stored


def test_who_leaves_a_class_for_good_is_asked_first(class_page: Any) -> None:
    asked = []
    class_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    class_page.click("button:text-is('Begin anew')")
    class_page.reload()
    assert asked == []
    class_page.wait_for_selector(".class-drop")


def test_closing_a_page_that_holds_a_class_is_asked_about(class_page: Any) -> None:
    asked = []
    class_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    class_page.click("button:text-is('Hide names')")
    class_page.reload()
    assert asked == ["beforeunload"]
