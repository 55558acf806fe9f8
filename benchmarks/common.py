"""What the benchmarks share: clocks, the machine in a line, regions of any size."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable

from sovsim.compiled.kernel import NotCompiled, generator
from sovsim.scenario import Scenario, load_scenario

BASELINE = "baseline-1992-2026"


def spent(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return the seconds that some work takes; processor time of this process by default."""
    begun = clock()
    work()
    return clock() - begun


def machine() -> str:
    """Return what the figures depend on, in a line."""
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, load {busy}"


def missing() -> str | None:
    """Return why rules cannot be compiled here; None where they can be."""
    try:
        generator()
    except NotCompiled as error:
        return str(error)
    return None


def synthetic(states: int) -> Scenario:
    """Return ten years of a made-up region."""
    settings = [f"scenario.region=synthetic-{states}-0", "scenario.end=2001Q4"]
    return load_scenario("synthetic-region").with_settings(settings)
