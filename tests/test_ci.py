"""``.ci/run`` fails on whatever fails, and sums up what it did, then too."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "run"
CHECKS = "\npython=$(interpreter"
"""Where the checks begin; what stands above is how they are run."""

pytestmark = [
    pytest.mark.skipif(not SCRIPT.is_file(), reason="stands in the repository alone"),
    pytest.mark.skipif(
        sys.platform == "win32" or shutil.which("bash") is None, reason="needs bash"
    ),
]


def run(folder: Path, *checks: str) -> subprocess.CompletedProcess[str]:
    """Run the script with other checks."""
    head, found, _ = SCRIPT.read_text(encoding="utf-8").partition(CHECKS)
    assert found
    script = folder / ".ci" / "run"
    script.parent.mkdir()
    script.write_text("\n".join([head, *checks, ""]), encoding="utf-8")
    return subprocess.run(["bash", str(script)], capture_output=True, text=True, check=False)


def test_what_every_step_took_and_how_its_tests_ended_is_told_at_the_end(tmp_path: Path) -> None:
    done = run(tmp_path, "step first", "tested quick echo '3 passed in 1s'", "step last")
    assert done.returncode == 0, done.stderr
    told = [re.sub(r"^\d+ s  ", "", line.strip()) for line in done.stdout.splitlines()[-3:]]
    assert told == ["quick: 3 passed in 1s", "first", "in all"]


def test_tests_that_fail_end_it_and_are_told_though_their_output_is_copied(tmp_path: Path) -> None:
    bad = "tested quick sh -c 'echo 1 failed, 2 passed; exit 1'"
    done = run(tmp_path, "step first", "step second", bad, "echo never")
    assert done.returncode == 1
    assert "quick: 1 failed, 2 passed" in done.stdout
    assert "second: FAILED" in done.stdout
    assert "never" not in done.stdout


def test_any_command_that_fails_ends_it_also_in_front_of_a_pipe(tmp_path: Path) -> None:
    done = run(tmp_path, "step only", "sh -c 'exit 7' | tail -n 1", "echo never")
    assert done.returncode == 7
    assert "only: FAILED" in done.stdout
    assert "never" not in done.stdout
