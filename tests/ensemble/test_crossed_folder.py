"""The folder of a study: one writer at a time, and nothing lost but what was in flight."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.disk.errors import FolderInUse
from sovsim.ensemble.crossed import run_crossed
from tests.ensemble.ensembles import LONG, SHORT, heard, start, toy

POINTS = pd.DataFrame({"dependence.fade_rate": [0.0, 0.02]})
REFUSED = "another process is writing to it\n  wait until it is done, or choose another folder"

HOLDS = """
import pathlib, sys
from sovsim.disk.lock import sole_writer
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
with sole_writer(folder):
    print("held", flush=True)
    sys.stdin.read()
"""

STUDY = """
import pathlib, sys
import numpy as np
import pandas as pd
from sovsim.ensemble.crossed import run_crossed
from sovsim.scenario import load_scenario
toy = load_scenario("toy-two-states").with_settings([sys.argv[2]])
points = pd.DataFrame({"dependence.fade_rate": np.linspace(0.0, 0.02, 64)})
def hold(done, total):
    if any((pathlib.Path(sys.argv[1]) / "parts").glob("*.json")):
        print("part", flush=True)
        sys.stdin.read()
run_crossed({"toy": toy}, points, 64, out=sys.argv[1], progress=hold)
"""


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Have another process write to a folder."""
    other = start(str(folder), code=HOLDS)
    try:
        heard(other, "held")
        yield
    finally:
        other.kill()
        other.communicate()


def test_a_second_writer_of_a_study_is_refused(tmp_path: Path) -> None:
    with in_use(tmp_path), pytest.raises(FolderInUse) as refused:
        run_crossed({"toy": toy()}, POINTS, 2, out=tmp_path)
    assert str(refused.value) == f"{tmp_path}: {REFUSED}"
    assert not list(tmp_path.rglob("*.parquet"))
    assert not (tmp_path / "manifest.json").exists()
    assert len(run_crossed({"toy": toy()}, POINTS, 2, out=tmp_path)) == 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "within"),
    [
        ("sensitivity toy-two-states --samples 2 -p dependence.fade_rate", "design"),
        ("theory toy-two-states --points 2 --runs 2", "design"),
        ("ablation toy-two-states --runs 3", "runs"),
        ("batch toy-two-states --runs 2", "."),
    ],
)
def test_a_command_that_comes_second_is_bad_input(
    command: str, within: str, tmp_path: Path
) -> None:
    with in_use(tmp_path / within):
        second = start(*command.split(), "--set", SHORT, "--out", str(tmp_path))
        _, error = second.communicate(timeout=LONG)
    assert second.returncode == 2, error
    assert "another process is writing to it" in error
    assert "choose another folder" in error
    assert "Traceback" not in error
    assert len(error.splitlines()) <= 3


@pytest.mark.slow
def test_a_study_that_was_killed_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    killed_with_parts(start(str(folder), SHORT, code=STUDY))
    before = parts(folder)
    assert 0 < len(before) < 16
    points = pd.DataFrame({"dependence.fade_rate": np.linspace(0.0, 0.02, 64)})
    resumed = run_crossed({"toy": toy()}, points, 64, out=folder)
    after = parts(folder)
    assert before.items() <= after.items()
    assert len(after) == 16
    assert not [path for path in folder.iterdir() if path.name.startswith(".partial")]
    whole = run_crossed({"toy": toy()}, points, 64)
    pd.testing.assert_frame_equal(resumed, whole, check_exact=True)


def killed_with_parts(process: subprocess.Popen[str]) -> None:
    """Wait for the first finished part, then end a process as a loss of power would."""
    heard(process, "part")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def parts(folder: Path) -> dict[str, int]:
    """Return the finished parts with the time at which each was written."""
    return {file.name: file.stat().st_mtime_ns for file in (folder / "parts").glob("*.json")}
