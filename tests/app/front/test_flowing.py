"""A page never stands still: no task holds it up while a lever is dragged.

What counts is the time for which the page's own thread works, so that it does not matter what else
the machine does.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.app.front.exploring import wait_for_all

pytestmark = pytest.mark.slow

LONGEST = 100.0
"""Milliseconds that no task may work: as long as a lever may take to answer."""

TASK = "ThreadControllerImpl::RunTask"
DRAG = """async () => {
  const slider = document.querySelector(".lever input[type=range]");
  for (let k = 0; k <= 40; k++) {
    slider.value = String(0.1 + 0.02 * k);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(done));
  }
}"""


def tasks(trace: bytes) -> list[float]:
    """Return how long the thread of a page worked at each of its tasks, in milliseconds."""
    events = json.loads(trace)["traceEvents"]
    (thread,) = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    return [
        one["tdur"] / 1000
        for one in events
        if one["name"] == TASK and (one["pid"], one["tid"]) == thread and "tdur" in one
    ]


def test_a_dragged_lever_holds_up_no_frame(chromium: Any, lessons: Callable[..., Any]) -> None:
    page = lessons("explore?scenario=baseline-1992-2026", viewport={"width": 1280, "height": 900})
    wait_for_all(page)
    before = page.locator(".courses path.line").first.get_attribute("d")
    chromium.start_tracing(page=page, categories=["toplevel"])
    page.evaluate(DRAG)
    wait_for_all(page)
    found = tasks(chromium.stop_tracing())
    assert page.locator(".courses path.line").first.get_attribute("d") != before
    assert len(found) > 100
    assert max(found) < LONGEST
