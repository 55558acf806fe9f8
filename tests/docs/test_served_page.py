"""The page on the served application shows what works, and the bounds that hold."""

from __future__ import annotations

import re
from pathlib import Path

from sovsim.app.host import ensembles, serve, sessions, uploads
from sovsim.app.host.application import MOST_AT_WORK
from sovsim.app.native import answers, ask
from tests.app.host.hosts import host

PAGE = (Path(__file__).parents[2] / "docs" / "served.md").read_text(encoding="utf-8")


def test_its_requests_are_answered() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    made: dict[str, dict[str, object]] = {}
    exec(block, made)
    assert made["answer"]["step"] == 4


def test_it_lists_every_address() -> None:
    listed = set(re.findall(r"`(?:POST |GET |DELETE )?(/[a-z.]+)", PAGE))
    there = {route.path.partition("{")[0].rstrip("/") for route in host().application().routes}
    assert there - {""} <= listed


def test_its_bounds_are_those_that_hold() -> None:
    assert sessions.MOST_SESSIONS == 256
    assert uploads.LARGEST == 256 << 10
    assert (ensembles.MOST_RUNS, ensembles.MOST_NUMBERS) == (20_000, 20_000_000)
    assert MOST_AT_WORK == 4
    assert serve.USUAL == 8642
    assert (ask.MOST_SIMULATIONS, ask.MOST_RUNS, ask.MOST_QUARTERS) == (64, 2_048, 40_000)
    assert answers.MOST_NUMBERS == 2_000_000
    for number in ("256 sessions", "256 KiB", "20,000 runs", "twenty million", "8642", "2,048"):
        assert number in PAGE
