"""Memory does not grow with the number of runs.

Linux alone tells the largest memory of a process since it became what it is: ``ru_maxrss`` counts
that of the process that started it too, so it would depend on the tests that came before.
"""

from __future__ import annotations

import sys

import pytest

from tests.ensemble.ensembles import LONG, start

pytestmark = pytest.mark.slow
CODE = r"""
import pathlib, re, sys, tempfile
from sovsim.ensemble import run_ensemble
with tempfile.TemporaryDirectory() as folder:
    kept = sys.argv[2] == "kept" and ["autonomy"]
    settings = ["scenario.end=1993Q4"]
    run_ensemble(
        "toy-two-states", int(sys.argv[1]), out=folder, settings=settings, trajectories=kept
    )
told = pathlib.Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\s+(\d+) kB", told)[1]) // 1024)
"""


def peak(runs: int, kept: str) -> int:
    """Return the largest memory of a process in MiB."""
    out, error = start(str(runs), kept, code=CODE).communicate(timeout=LONG)
    assert out.strip().isdigit(), error
    return int(out)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("kept", ["summaries", "kept"])
def test_ten_times_the_runs_take_no_more_memory(kept: str) -> None:
    few, many = peak(512, kept), peak(5120, kept)
    assert many < few + 24, (few, many)
