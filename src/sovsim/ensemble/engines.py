"""Which engine computes a batch: NumPy, or the rules compiled.

Both give the same results within rounding and not to the last bit, so that one engine computes all
of a batch, and a folder stays with the engine by which it was begun. What ``auto`` takes rests on
the size of the batch and on whether its scenarios can be compiled here; never on the number of
workers or on what happens to lie in the cache.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable

from sovsim.compiled.kernel import Built, NotCompiled, built, kind_of, missing_library
from sovsim.disk.fingerprint import COMPILED, NUMPY
from sovsim.ensemble.batch import Batch, Engine
from sovsim.ensemble.faults import told
from sovsim.ensemble.notes import note
from sovsim.scenario import Scenario

_PAYS = 500_000
"""State-quarters of a batch, for each kernel it needs, from which on ``auto`` compiles: 180 runs of
the baseline. NumPy takes some 2 s for them; to compile takes 4 s, once, so that from the third such
batch on it has paid."""

_OVERHEAD = 6
"""States that cost NumPy as much as what a quarter costs whatever the number of states."""

_PROCESSES_PAY = 4_000_000
"""State-quarters of compiled runs from which on processes of our own do them: about 2.4 s of one
core, where a process takes 1.3 s to start."""

_LONG = 2.0
"""Seconds of compiling after which it is said how much more there is."""

_KEPT = 4
"""How much more runs cost of which every quarter is kept."""


class EngineMissing(ValueError):
    """An engine that cannot be used here; the message says why and what to do."""


def settle(batch: Batch, wanted: Engine, held: str | None, most: int | None) -> None:
    """Decide by which engine a batch is computed.

    Args:
        held: the engine by which its folder was begun; None for a new one. It stays with it; that
            another one is asked for is an error of `sovsim.ensemble.manifest.check_fits`.
        most: runs that may be asked for in the end.

    Raises:
        EngineMissing: the compiled engine is asked for, and cannot be used.
    """
    if held is not None:
        batch.engine = held if wanted == "auto" else wanted
    elif wanted == "auto":
        batch.engine = COMPILED if worth_compiling(batch, most) and _compiles(batch) else NUMPY
    else:
        batch.engine = wanted
        if wanted == COMPILED:
            kernels(batch)


def worth_compiling(batch: Batch, most: int | None = None) -> bool:
    """Return whether a batch is so large that a kernel pays, were it to be compiled first."""
    if missing_library() is not None:
        return False
    more = max(1.0, (most or 0) / batch.layout.runs)
    work = (
        more
        * batch.layout.count
        * sum(
            scenario.steps * (len(scenario.region.codes) + _OVERHEAD)
            for scenario in (arm.scenario for arm in batch.arms.values())
        )
    )
    return work >= _PAYS * len({kind_of(arm.scenario) for arm in batch.arms.values()})


def processes_for(batch: Batch, cells: int, workers: int) -> int:
    """Return how many processes of our own are worth their start.

    Args:
        cells: that are to be done, of all arms.
        workers: that are asked for.
    """
    if batch.engine != COMPILED:
        return workers
    largest = max(
        arm.scenario.steps * len(arm.scenario.region.codes) for arm in batch.arms.values()
    )
    work = cells * largest * (_KEPT if batch.columns else 1)
    return workers if work >= _PROCESSES_PAY else 1


def _compiles(batch: Batch) -> bool:
    """Return whether all of a batch can be compiled; where it cannot, say so."""
    try:
        kernels(batch)
    except Exception as error:
        why = str(error) if isinstance(error, EngineMissing) else told(error)
        note(f"{why}\n  NumPy does the runs")
        return False
    return True


def kernels(batch: Batch, keys: Iterable[str] | None = None) -> dict[str, Built]:
    """Return the kernels of arms, from the cache or compiled now.

    Args:
        keys: of the arms; all by default.

    Raises:
        EngineMissing: an arm cannot be compiled here.
    """
    scenarios = {key: batch.arms[key].scenario for key in (batch.arms if keys is None else keys)}
    left = {kind_of(scenario) for scenario in scenarios.values()}
    found, told_of = {}, False
    for key, scenario in scenarios.items():
        begun = time.monotonic()
        found[key] = _kernel(scenario)
        left.discard(kind_of(scenario))
        taken = time.monotonic() - begun
        if left and taken > _LONG and not told_of and sys.stderr.isatty():
            note(
                f"rules are compiled for {len(left)} more sets of mechanisms,"
                f" some {taken:.0f} s each"
            )
            told_of = True
    return found


def kernel_for(scenario: Scenario, engine: str) -> Built | None:
    """Return the kernel by which an engine runs a scenario; NumPy needs none.

    Raises:
        EngineMissing: the scenario cannot be compiled here.
    """
    return _kernel(scenario) if engine == COMPILED else None


def _kernel(scenario: Scenario) -> Built:
    try:
        return built(scenario)
    except NotCompiled as error:
        raise EngineMissing(str(error)) from None
