from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sovsim.scenario import Scenario, load_scenario

HEAD = """[scenario]
name = "trial"
title = "A trial"
question = "What happens?"
background = "Nothing so far."
start = "1992Q1"
end = "2009Q4"
"""
"""Seven lines that make a scenario; what a test adds begins on line 8."""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a scenario file: the head and what the test adds."""

    def writer(body: str = "", name: str = "trial", head: str = HEAD) -> Path:
        file = tmp_path / f"{name}.toml"
        file.write_bytes((head + body).encode())
        return file

    return writer


@pytest.fixture
def scenario(write: Callable[..., Path]) -> Callable[..., Scenario]:
    """Load a scenario: the head and what the test adds."""
    return lambda body="", **keys: load_scenario(write(body, **keys))
