"""On a phone a wide table is read row by row, and stays a table; a look back names sizes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.app.front.games import begin, live_through_year, look_back

pytestmark = pytest.mark.slow

PHONE = {"viewport": {"width": 390, "height": 844}}
SMALL = {"viewport": {"width": 360, "height": 800}}
EXPLORE = "explore?scenario=csto-kazakhstan-2022&quarter=2022Q1&state=KAZ&column=autonomy"
PLAY = "play?scenario=csto-kazakhstan-2022&seats=KAZ&seed=3"
FITS = "one => one.scrollWidth <= one.clientWidth"


def _looked_back(page: Any) -> Any:
    begin(page)
    for _ in range(3):
        live_through_year(page, {"KAZ action ": "resist", "KAZ body_move CSTO": "leave"})
    look_back(page)
    return page.locator("table.play-trade").first


def _labels(table: Any) -> list[str]:
    row = table.locator("tbody tr").first
    return [str(cell.get_attribute("data-label")) for cell in row.locator("td").all()]


def test_options_of_a_decision_fit_a_phone_and_say_what_each_number_is(
    opened: Callable[..., Any],
) -> None:
    page = opened(EXPLORE, **PHONE)
    table = page.locator("table.options")
    table.wait_for(timeout=60_000)
    assert table.locator("xpath=..").evaluate(FITS)
    assert _labels(table)[:3] == ["How likely", "Draws that take it", "Utility"]
    assert page.get_by_role("table").filter(has=page.get_by_text("accommodate")).count() == 1
    assert table.get_by_role("columnheader").count() == 5
    first = table.get_by_role("row").nth(1)
    assert first.get_by_role("rowheader").count() == 1
    assert first.get_by_role("cell").count() >= 3


def test_the_same_table_has_columns_where_there_is_room(opened: Callable[..., Any]) -> None:
    page = opened(EXPLORE, viewport={"width": 1280, "height": 900})
    table = page.locator("table.options")
    table.wait_for(timeout=60_000)
    cells = table.locator("tbody tr").first.locator("td")
    tops = cells.evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert len(tops) > 1
    assert len(set(tops)) == 1


def test_what_was_given_up_for_what_fits_a_phone_and_says_how_much(
    opened: Callable[..., Any],
) -> None:
    page = opened(PLAY, **PHONE)
    table = _looked_back(page)
    assert table.locator("xpath=..").evaluate(FITS)
    assert _labels(table)[-2:] == ["Other luck", "In a word"]
    page.wait_for_function(
        "() => /^0\\.\\d+ to 0\\.\\d+$/.test("
        "document.querySelector('.play-trade td[data-label=\"Other luck\"]').innerText)"
    )
    for row in table.locator("tbody tr").all():
        *_, difference, luck, told = (cell.inner_text() for cell in row.locator("td").all())
        lower, upper = (float(one) for one in luck.split(" to "))
        assert lower <= upper
        size = abs(float(difference.replace("\N{MINUS SIGN}", "-")))
        words = "much" if size > 0.15 else "clearly" if size > 0.05 else "a little|clearly"
        assert re.search(words if size > 0.02 else "barely|a little", told)
    assert "ends at 0.02" in page.inner_text(".play-debrief")


def test_the_form_of_the_hegemon_fits_a_phone(opened: Callable[..., Any]) -> None:
    page = opened("play?scenario=csto-kazakhstan-2022&seats=hegemon&seed=3", **PHONE)
    begin(page)
    table = page.locator("table.play-ladder")
    assert table.locator("xpath=..").evaluate(FITS)
    assert _labels(table)[0] == "What you do"


# What scrolls sideways by itself: it hides what it holds from who does not think of trying.
SIDEWAYS = """() => [...document.querySelectorAll("main *")].filter((one) =>
    one.checkVisibility() && one.clientWidth > 0 && one.scrollWidth > one.clientWidth &&
    ["auto", "scroll"].includes(getComputedStyle(one).overflowX)
  ).map((one) => one.outerHTML.slice(0, 200))"""


# How the labels of cells wrap: what does not would lie on the numbers.
WRAPS = """() => [...new Set([...document.querySelectorAll("table.stacked td")].map(
    (one) => getComputedStyle(one, "::before").whiteSpace))]"""


@pytest.mark.parametrize("seat", ["KAZ", "hegemon"])
def test_a_year_that_is_over_fits_a_small_phone(opened: Callable[..., Any], seat: str) -> None:
    page = opened(f"play?scenario=csto-kazakhstan-2022&seats={seat}&seed=3", **SMALL)
    begin(page)
    assert page.evaluate(SIDEWAYS) == []
    live_through_year(page, {"KAZ action ": "resist"})
    assert page.evaluate(SIDEWAYS) == []
    assert page.evaluate(WRAPS) == ["normal"]
    rows = page.locator("table.play-replies tbody tr").all()
    assert len(rows) > 4
    for row in rows:
        assert _quarters(row) == ["Q1", "Q2", "Q3", "Q4"]


def _quarters(row: Any) -> list[str]:
    """Return the quarters that the cells of a row say that they are about."""
    found = []
    for cell in row.locator("td").all():
        first, _, last = str(cell.get_attribute("data-label")).partition(" to ")
        found += [f"Q{number}" for number in range(int(first[1]), int((last or first)[1]) + 1)]
    return found
