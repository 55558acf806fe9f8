"""What the served page offers beside the file: own scenarios, many runs on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sovsim.app.words import languages, texts
from tests.app.host.running import needs_chromium, served
from tests.browsers import violations

pytestmark = [pytest.mark.slow, needs_chromium]

DRAWN = 150  # milliseconds in which pictures follow a new width
OWN = """\
[scenario]
name = "my-toy"
title = "A toy <b>of mine</b>"
question = "What changes?"
background = "Made up."
extends = "toy-two-states"

[parameters]
"capacity.rate" = 0.05
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("toy-two-states") as found:
        yield found


def opened(chromium: Any, address: str) -> Any:
    page = chromium.new_context().new_page()
    page.goto(address)
    page.locator("main h1").wait_for()
    return page


def test_a_scenario_of_ones_own_is_read_opened_and_seen_by_nobody_else(
    chromium: Any, address: str, tmp_path: Path
) -> None:
    page = opened(chromium, address)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(OWN.replace("capacity.rate", "capacity.rte"), encoding="utf-8")
    page.set_input_files("#own-file", wrong)
    page.locator(".own-faults").wait_for()
    told = page.locator(".own-faults").inner_text()
    assert "capacity.rte" in told
    assert "wrong.toml:9" in told
    right = tmp_path / "right.toml"
    right.write_text(OWN, encoding="utf-8")
    page.set_input_files("#own-file", right)
    page.locator("svg.map .tile").first.wait_for()
    assert page.locator("#explore-scenario").input_value() == "my-toy"
    options = page.locator("#explore-scenario option").all_inner_texts()
    assert "A toy <b>of mine</b>" in options
    other = opened(chromium, f"{address}#/explore")
    other.locator("svg.map .tile").first.wait_for()
    assert "A toy <b>of mine</b>" not in other.locator("#explore-scenario").inner_text()
    page.context.close()
    other.context.close()


def test_many_runs_are_made_on_this_computer_and_told(chromium: Any, address: str) -> None:
    page = opened(chromium, f"{address}#/explore?scenario=toy-two-states")
    page.locator("svg.map .tile").first.wait_for()
    page.fill("#many-runs", "200")
    page.get_by_role("button", name="Begin").click()
    page.locator(".many table").wait_for(timeout=60_000)
    assert "200 runs" in page.locator(".many [role=status]").inner_text()
    assert page.locator(".many svg.lines .band").count() == 3
    assert page.locator(".many tbody tr").count() > 3
    page.get_by_role("button", name="Another run").click()
    page.locator(".many :text('before the last change')").wait_for()
    page.fill("#many-runs", "20000")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Stop").click()
    assert "Stopped" in page.locator(".many [role=status]").inner_text()
    page.context.close()


@pytest.mark.parametrize("language", languages())
def test_what_only_the_served_page_has_fits_a_phone_and_keeps_nobody_out(
    chromium: Any, axe: str, tmp_path: Path, language: str
) -> None:
    """The faults of a file that was sent, and the table of many runs, in every language."""
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(OWN.replace("capacity.rate", "capacity.rte"), encoding="utf-8")
    own, found = texts(language), []
    with served("toy-two-states", "--language", language) as address:
        page = opened(chromium, address)

        def scan(place: str) -> None:
            for scheme, width in (("light", 360), ("dark", 1280)):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 800})
                page.wait_for_timeout(DRAWN)
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                wide = f"{place}, {width}: {over} pixels wider than the screen"
                found.extend([wide] if over > 0 else [])
                found.extend(f"{place}, {scheme}: {one}" for one in violations(page, axe))

        assert page.evaluate("document.documentElement.lang") == language
        page.set_input_files("#own-file", wrong)
        page.locator(".own-faults").wait_for()
        scan("home")
        page.evaluate("location.hash = '#/explore?scenario=toy-two-states'")
        page.locator("svg.map .tile").first.wait_for()
        page.fill("#many-runs", "64")
        page.get_by_role("button", name=own["many.begin"], exact=True).click()
        table = page.locator(".many-table")
        table.wait_for(timeout=60_000)
        scan("explore")
        page.set_viewport_size({"width": 360, "height": 800})
        assert table.locator("xpath=..").evaluate("one => one.scrollWidth <= one.clientWidth")
        labels = [one.get_attribute("data-label") for one in table.locator("tr td").all()[:3]]
        assert labels == [own["many.unit"], own["many.mean"], own["many.low"]]
        page.context.close()
    assert found == []
