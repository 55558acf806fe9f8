"""Small scenarios and comparisons that the tests of ensembles share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd

import sovsim
from sovsim.ensemble import Results
from sovsim.scenario import Scenario, load_scenario

SHORT = "scenario.end=1993Q4"


def toy(*settings: str) -> Scenario:
    """Return a scenario of two states and eight quarters."""
    return load_scenario("toy-two-states").with_settings([SHORT, *settings])


def same(one: Results, other: Results) -> None:
    """Fail unless two results are equal bit for bit."""
    for name in ("metrics", "states", "parameters", "errors"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)


def start(*arguments: str, code: str | None = None) -> subprocess.Popen[str]:
    """Start the command line, or a piece of Python, in a process of its own."""
    source = Path(sovsim.__file__).parents[1]
    what = ["-m", "sovsim", *arguments] if code is None else ["-c", code, *arguments]
    return subprocess.Popen(
        [sys.executable, *what],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )
