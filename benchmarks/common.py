"""What the benchmarks share: clocks, the machine in a line, regions of any size, Mesa's batches."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from typing import Any

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


def synthetic(states: int) -> Scenario:
    """Return four years of a made-up region."""
    settings = [f"scenario.region=synthetic-{states}-0", "scenario.end=1995Q4"]
    return load_scenario("synthetic-region").with_settings(settings)


def mesa_batch(model: type[Any], steps: int, **parameters: Any) -> list[dict[str, Any]]:
    """Return the rows of ``mesa.batch_run`` in this process.

    Args:
        model: class of the model.
        steps: quarters of its scenario.
        **parameters: keywords of the model; a list is swept.
    """
    import mesa

    rows: list[dict[str, Any]] = mesa.batch_run(
        model,
        parameters=parameters,
        number_processes=1,
        max_steps=steps,
        display_progress=False,
    )
    return rows
