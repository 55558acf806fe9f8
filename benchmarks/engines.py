"""The engines against each other and against what a core can do: NumPy, compiled rules, Mesa.

Usage: ``python benchmarks/engines.py [--quick]``. One sitting: rounds are interleaved, the least
processor time of each side counts, so that a busy machine disturbs all alike. Both engines run the
same runs and give all metrics, and are held against each other before anything is timed. Mesa's
side is the frozen baseline of `frozen.py`. `limit.py` says what the limit is. `ensemble.py` shows
processes, memory and large regions, `drivers.py` other tools.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from common import BASELINE, machine, missing, spent
from frozen import SEED, mesa_batch

from sovsim.compiled import cache
from sovsim.compiled.kernel import built
from sovsim.ensemble import Results, run_ensemble
from sovsim.metrics import METRICS
from sovsim.scenario import Scenario, load_scenario

BLOCK, MANY = 512, 4096
"""Runs of a block by NumPy, and of an ensemble that takes a compiled one several blocks."""

AGAINST_NUMPY, AGAINST_MESA = 5.0, 500.0
"""What the ratios have to reach."""

CLOSE = 1e-12
"""How far metrics of the engines may lie apart."""


def by(engine: str, scenario: Scenario, runs: int) -> Results:
    """Run an ensemble by an engine."""
    return run_ensemble(scenario, runs, SEED, engine=engine)  # type: ignore[arg-type]


def apart(scenario: Scenario, runs: int) -> float:
    """Return how far metrics of the engines lie apart at most, relative to their size above 1."""
    one, other = (
        by(engine, scenario, runs).metrics[list(METRICS)].to_numpy(np.float64)
        for engine in ("numpy", "compiled")
    )
    if not np.array_equal(np.isnan(one), np.isnan(other)):
        raise SystemExit("a metric is undefined by one engine alone; nothing is timed")
    distance = np.abs(one - other) / np.maximum(np.abs(one), 1.0)
    return float(np.nanmax(distance))


def kernel_alone(scenario: Scenario, runs: int) -> Callable[[], None]:
    """Return what runs the quarters of some runs, once each time, with nothing before or after."""
    from sovsim.compiled.pack import job
    from sovsim.compiled.runner import runner
    from sovsim.simulation import Simulation

    simulation = Simulation.prepare(scenario, SEED, range(runs))
    loaded = runner(built(scenario), simulation)
    work = job(simulation, loaded.layout)
    start = work.state.copy()

    def once() -> None:
        work.state[...] = start
        loaded.machine.run(work, 0, scenario.steps)

    return once


def compare(scenario: Scenario, rounds: int, block: int = BLOCK, many: int = MANY) -> bool:
    """Time the engines in turn and print what a run costs; return whether the bars are met."""
    print(f"metrics of {block} runs by both engines: {apart(scenario, block):.1e} apart at most\n")
    alone = kernel_alone(scenario, block)
    sides: dict[str, tuple[int, Callable[[], object]]] = {
        f"NumPy, blocks of {block}": (block, lambda: by("numpy", scenario, block)),
        f"compiled, {block} runs": (block, lambda: by("compiled", scenario, block)),
        f"compiled, {many} runs": (many, lambda: by("compiled", scenario, many)),
        "quarters by the kernel alone": (block, alone),
        "mesa.batch_run, NumPy": (1, lambda: mesa_batch(scenario)),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, (runs, work) in sides.items():
            times[name].append(spent(work) / runs)
    least = {name: min(found) for name, found in times.items()}
    numpy, compiled, _, kernel, mesa = least.values()
    print(f"{'':30} ms a run  runs/s a core  times NumPy  times Mesa")
    for name, each in least.items():
        print(f"{name:30} {1e3 * each:8.3f} {1 / each:14.1f} {numpy / each:12.2f}", end="")
        print(f" {mesa / each:11.1f}")
    print(f"wanted of compiled rules: {AGAINST_NUMPY:g} times NumPy, {AGAINST_MESA:g} times Mesa\n")
    of_limit(
        scenario, {"the kernel": kernel, "the whole ensemble": least[f"compiled, {many} runs"]}
    )
    return numpy / compiled >= AGAINST_NUMPY and mesa / compiled >= AGAINST_MESA


def of_limit(scenario: Scenario, times: dict[str, float]) -> None:
    """Print what share of the limit times of a run are."""
    from limit import limit

    found = limit(scenario)
    quarters = scenario.steps * len(scenario.region.codes)
    print("operation      a state's quarter  ns each       ns")
    for name, part in sorted(found.parts.items(), key=lambda one: -one[1]):
        print(f"{name:14} {found.counts[name]:17.1f} {found.costs[name]:8.3f} {part:8.1f}")
    print(f"limit {found.nanoseconds:.0f} ns, {1e9 / (found.nanoseconds * quarters):.0f} runs/s")
    for name, each in times.items():
        took = 1e9 * each / quarters
        print(f"{name}: {took:.0f} ns, {found.nanoseconds / took:.0%} of the limit")
    print()


def first_time(scenario: Scenario) -> None:
    """Print what the first ensemble of a scenario costs, in processes of their own."""
    with tempfile.TemporaryDirectory() as place:
        print("kernels of an ensemble                seconds of the processor")
        for words in ("compiled: nothing on disk", "loaded from the disk"):
            print(f"{words:36} {_in_own_process(scenario.name, place):8.2f}")
        sizes = [file.stat().st_size for file in Path(place).iterdir()]
        print(f"{len(sizes)} files, {sum(sizes) / 2**20:.2f} MiB\n")


def _in_own_process(scenario: str, place: str) -> float:
    command = [sys.executable, __file__, "--first", scenario]
    environment = {**os.environ, cache.VARIABLE: place}
    found = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(found.stdout)


def print_first(name: str) -> None:
    """Get the kernels of a scenario and load them, and print the seconds of it."""
    from sovsim.compiled.runner import loaded

    scenario = load_scenario(name)

    def work() -> None:
        kernel = built(scenario)
        assert kernel.start is not None
        loaded(kernel), loaded(kernel.start)

    print(spent(work))


def pays(scenario: Scenario, rounds: int, sizes: tuple[int, ...]) -> None:
    """Print from how many runs on it pays to compile first, and from which ``auto`` does so."""
    from sovsim.ensemble.arms import Arm
    from sovsim.ensemble.batch import Batch
    from sovsim.ensemble.cells import Cells
    from sovsim.ensemble.engines import worth_compiling

    with tempfile.TemporaryDirectory() as place:
        first = min(_in_own_process(scenario.name, f"{place}/{n}") for n in range(rounds))
    print("  runs     NumPy  compiled  and the compilation  taken by auto")
    for runs in sizes:
        seconds = {
            engine: min(spent(lambda: by(engine, scenario, runs)) for _ in range(rounds))  # noqa: B023
            for engine in ("numpy", "compiled")
        }
        batch = Batch({scenario.name: Arm(scenario)}, Cells(runs), SEED, (), single=True)
        taken = "compiled" if worth_compiling(batch) else "numpy"
        print(f"{runs:6d} {seconds['numpy']:9.2f} {seconds['compiled']:9.2f}", end="")
        print(f" {seconds['compiled'] + first:20.2f}  {taken}")
    print()


def main() -> int:
    """Print every figure; return 1 where a ratio is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round")
    parser.add_argument("--smoke", action="store_true", help="a toy, to see that it works")
    parser.add_argument("--first", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.first:
        print_first(given.first)
        return 0
    if (why := missing()) is not None:
        raise SystemExit(why)
    if given.smoke:
        scenario = load_scenario("toy-two-states").with_settings(["scenario.end=1993Q4"])
        compare(scenario, 1, 8, 16)
        return 0
    scenario, rounds = load_scenario(BASELINE), 1 if given.quick else 3
    begun = time.time()
    print(f"{machine()}; {scenario.name}, {scenario.steps} quarters, rounds: {rounds}\n")
    met = compare(scenario, rounds)
    first_time(scenario)
    pays(scenario, rounds, (32, 64, 128, 256, 512))
    print(f"{time.time() - begun:.0f} s; {'every bar is met' if met else 'a bar is missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
