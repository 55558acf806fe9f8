"""No page asks for anything that is not its own: not from the file, not served on the loopback.

From the file this is watched in every test that opens it (``watch`` of ``conftest``).
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.front.conftest import watch
from tests.app.front.exploring import SCENARIO
from tests.app.front.walk import LESSON, OTHER, PLACES, walk
from tests.app.host.running import served

pytestmark = pytest.mark.slow

ELSEWHERE = "http://127.0.0.1:9/beacon.png"


def test_what_a_served_page_asks_for_is_its_hosts(chromium: Any, played: str) -> None:
    faults: list[str] = []
    asked: list[str] = []
    with served(LESSON, SCENARIO, OTHER) as address, chromium.new_context() as context:
        page = context.new_page()
        watch(page, faults, (address, f"blob:{address}", "data:"))
        page.on("request", lambda one: asked.append(one.url.removeprefix(address)))
        page.goto(address)
        page.locator("main h1").wait_for()
        visited = list(walk(page, played))
    assert faults == []
    assert len(visited) == len(PLACES) + 6
    assert "content.json" in asked
    assert any(one.startswith("kernel.js?scenario=") for one in asked)


def test_a_request_that_leaves_is_seen(chromium: Any) -> None:
    faults: list[str] = []
    with chromium.new_context(offline=True) as context:
        page = context.new_page()
        watch(page, faults, ("blob:", "data:"))
        page.set_content(f"<img src='{ELSEWHERE}'>")
        page.wait_for_load_state()
    assert f"asks {ELSEWHERE}" in faults
