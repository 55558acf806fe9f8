"""A report comes alive: the numbers that it carries, and what a reader can do with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sovsim.record import RunFolder
from sovsim.report import render_report
from sovsim.single_run import run
from tests.browsers import violations


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    place: Path = tmp_path_factory.mktemp("alive") / "run"
    run("toy-four-states", out=place, plots=False)
    return RunFolder.open(place)


@pytest.fixture(scope="module")
def text(made: RunFolder) -> str:
    return render_report(made)


def carried(text: str) -> dict[str, Any]:
    start = text.index('id="look-data">') + len('id="look-data">')
    found: dict[str, Any] = json.loads(text[start : text.index("</script>", start)])
    return found


def test_a_report_carries_the_numbers_of_its_run(made: RunFolder, text: str) -> None:
    data, states = carried(text), made.states
    assert data["states"] == list(states["state"].unique())
    assert data["quarters"] == list(dict.fromkeys(states["quarter"]))
    parts = [f"autonomy_{part}" for part in ("political", "security", "economic")]
    wanted = states[parts].to_numpy().mean(axis=1).reshape(-1, len(data["states"]))
    np.testing.assert_allclose(data["series"]["autonomy"], wanted, atol=0.0005)


def test_codes_stand_as_numbers_whose_words_stand_beside(made: RunFolder, text: str) -> None:
    data, states = carried(text), made.states
    (rung,) = [one for one in data["quantities"] if one["name"] == "rung"]
    words = [rung["codes"][str(code)] for row in data["series"]["rung"] for code in row]
    assert words == [word.replace("_", " ") for word in states["rung"]]


def test_what_happened_stands_at_its_quarter_with_whom_it_concerns(text: str) -> None:
    data = carried(text)
    assert data["events"]
    for place, words, whom in data["events"]:
        assert 0 <= place < len(data["quarters"])
        assert words
        assert set(whom) <= set(data["states"])


@pytest.mark.slow
def test_a_reader_looks_closer(text: str, tmp_path: Path, chromium: Any) -> None:
    place = tmp_path / "report.html"
    place.write_text(text, encoding="utf-8")
    with chromium.new_context(offline=True) as context:
        page = context.new_page()
        page.goto(place.as_uri())
        section = page.locator("#look-section")
        section.locator("svg.map").wait_for()
        tiles = section.locator("svg.map .tile")
        assert tiles.count() == len(carried(text)["states"]) + 1
        before = section.locator("svg.map title").first.text_content()
        page.locator("#look-quarter").fill("0")
        assert section.locator("svg.map title").first.text_content() != before
        page.locator("#look-quantity").select_option(label="Unrest")
        assert "Unrest" in str(section.locator("svg.lines title").first.text_content())


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_a_report_keeps_nobody_out(
    scheme: str, width: int, text: str, tmp_path: Path, chromium: Any, axe: str
) -> None:
    place = tmp_path / "report.html"
    place.write_text(text, encoding="utf-8")
    size = {"width": width, "height": 900}
    with chromium.new_context(offline=True, color_scheme=scheme, viewport=size) as context:
        page = context.new_page()
        page.goto(place.as_uri())
        page.locator("#look-section svg.map").wait_for()
        page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
        page.wait_for_timeout(300)  # tables behind pictures are made once they are open
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_without_scripts_the_report_is_whole(text: str, tmp_path: Path, chromium: Any) -> None:
    place = tmp_path / "report.html"
    place.write_text(text, encoding="utf-8")
    with chromium.new_context(offline=True, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(place.as_uri())
        assert not page.locator("#look-section").is_visible()
        assert page.locator("#pictures").is_visible()
        assert page.locator("section img").count() >= 3
