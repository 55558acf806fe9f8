"""A host for tests, and browsers that visit it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from starlette.testclient import TestClient

from sovsim.app.host.application import Host
from sovsim.app.host.guard import Door
from sovsim.scenario import Scenario
from tests.worlds import scenario

TOY, FOUR = "toy-two-states", "toy-four-states"
PORT = 8642
HERE = f"http://127.0.0.1:{PORT}"

OWN = """
[scenario]
name = "mine"
extends = "toy-two-states"
title = "Mine <b>own</b>"
question = "What then?"
background = "Nothing is known of it."
"""


def content(scenarios: Sequence[Scenario]) -> dict[str, Any]:
    return {"scenarios": {one.name: {"title": one.title} for one in scenarios}}


def host(door: Door | None = None, names: Sequence[str] = (TOY, FOUR)) -> Host:
    """Return a host of some scenarios, by NumPy."""
    door = Door(port=PORT) if door is None else door
    return Host([scenario(name) for name in names], content, door, "numpy")


def browser(of: Host, address: str = HERE) -> TestClient:
    """Return a browser with cookies of its own."""
    return TestClient(of.application(), base_url=address, follow_redirects=False)


def finished(visitor: TestClient, number: int, seconds: float = 60.0) -> dict[str, Any]:
    """Return what an ensemble tells once it is over."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        told: dict[str, Any] = visitor.get(f"/ensemble/{number}").json()
        if told["state"] != "running":
            return told
        time.sleep(0.05)
    raise AssertionError("the ensemble does not end")
