"""Memory does not grow with the number of runs."""

from __future__ import annotations

import pytest

from tests.ensemble.ensembles import start

pytestmark = pytest.mark.slow
CODE = """
import resource, sys, tempfile
from sovsim.ensemble import run_ensemble
with tempfile.TemporaryDirectory() as folder:
    kept = sys.argv[2] == "kept" and ["autonomy"]
    settings = ["scenario.end=1993Q4"]
    run_ensemble(
        "toy-two-states", int(sys.argv[1]), out=folder, settings=settings, trajectories=kept
    )
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(runs: int, kept: str) -> int:
    """Return the largest memory of a process in MiB."""
    out, error = start(str(runs), kept, code=CODE).communicate(timeout=300)
    assert out.strip().isdigit(), error
    return int(out)


@pytest.mark.parametrize("kept", ["summaries", "kept"])
def test_ten_times_the_runs_take_no_more_memory(kept: str) -> None:
    pytest.importorskip("resource")
    few, many = peak(512, kept), peak(5120, kept)
    assert many < few + 24, (few, many)
