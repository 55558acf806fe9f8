"""Small scenarios and comparisons that the tests of ensembles share, and other processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import sovsim
from sovsim.ensemble import Results
from sovsim.scenario import Scenario, load_scenario

SHORT = "scenario.end=1993Q4"

LONG = 300.0
"""Seconds after which another process is given up; nothing is measured by it."""

STOPS_AFTER_A_PART = """
import sys
from pathlib import Path
from sovsim.ensemble import run_ensemble
folder, runs, settings = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
def hold(done, total):
    if any((folder / "parts").glob("*.json")):
        print("part", flush=True)
        sys.stdin.read()
run_ensemble("toy-two-states", runs, settings=settings, workers=2, out=folder, progress=hold)
"""
"""Python that runs an ensemble with two workers and stands still once a part is finished."""


def toy(*settings: str) -> Scenario:
    """Return a scenario of two states and eight quarters."""
    return load_scenario("toy-two-states").with_settings([SHORT, *settings])


def same(one: Results, other: Results) -> None:
    """Fail unless two results are equal bit for bit."""
    for name in ("metrics", "states", "parameters", "errors"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)


def start(*arguments: str, code: str | None = None) -> subprocess.Popen[str]:
    """Start the command line, or a piece of Python, in a process of its own.

    Its standard input stays open until it is closed here or the process is given up.
    """
    source = Path(sovsim.__file__).parents[1]
    what = ["-m", "sovsim", *arguments] if code is None else ["-c", code, *arguments]
    return subprocess.Popen(
        [sys.executable, *what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )


def heard(process: subprocess.Popen[str], word: str) -> None:
    """Wait until a process says a word; fail with what went wrong where it ends before."""
    assert process.stdout is not None
    watch = threading.Timer(LONG, process.kill)
    watch.start()
    line = process.stdout.readline()
    watch.cancel()
    if line != f"{word}\n":
        raise AssertionError(f"{line!r} in place of '{word}': {process.communicate()[1]}")


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something is so that a process brings about; fail where it ends before."""
    given_up = time.monotonic() + LONG
    while not condition():
        if process.poll() is not None:
            raise AssertionError(f"it ended with {process.returncode}: {process.communicate()[1]}")
        if time.monotonic() > given_up:
            process.kill()
            raise AssertionError(f"nothing happened in {LONG:.0f} seconds")
        time.sleep(0.01)
