"""What the served page offers beside the file: own scenarios, many runs on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.host.running import needs_chromium, served

pytestmark = [pytest.mark.slow, needs_chromium]

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
