"""How fast ensembles are: against Mesa's own batches, over processes, states and runs.

Usage: ``python benchmarks/ensemble.py [--quick]``. Ratios are taken within one sitting, best of
several interleaved rounds, so that a busy machine disturbs both sides alike. Two processes need
two free cores to show what they can do; the load of the machine is printed beside the figures.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from sovsim.experiment import run_ensemble
from sovsim.scenario import Scenario, load_scenario

BASELINE = "baseline-1992-2026"
AGAINST_MESA, TWO_PROCESSES, MEMORY = 50.0, 1.7, 1.15
"""What the ratios have to reach; the last one is what they must not exceed."""


def spent(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return the seconds that some work takes; processor time of this process by default."""
    begun = clock()
    work()
    return clock() - begun


def against_mesa(rounds: int) -> float:
    """Return how many times faster a run of an ensemble is than one of ``mesa.batch_run``."""
    import mesa

    from sovsim.mesa_model import SovereigntyModel

    scenario = load_scenario(BASELINE)
    runs = 256

    def with_mesa() -> None:
        mesa.batch_run(
            SovereigntyModel,
            parameters={"scenario": BASELINE, "seed": 0},
            number_processes=1,
            iterations=1,
            max_steps=scenario.steps,
            display_progress=False,
        )

    one, many = [], []
    for _ in range(rounds):
        one.append(spent(with_mesa))
        many.append(spent(lambda: run_ensemble(scenario, runs)) / runs)
    ratio = min(one) / min(many)
    print(f"mesa.batch_run    {min(one):8.3f} s a run, one core")
    print(f"run_ensemble      {min(many):8.4f} s a run, one core, {runs} runs")
    print(f"                  {ratio:8.1f} times as fast; wanted at least {AGAINST_MESA:g}\n")
    return ratio


def two_processes(rounds: int, runs: int) -> float:
    """Return how many times faster two processes are than one, start of the processes included.

    On a machine that is busy with something else the time on the clock says little; the processor
    time beside it says what dividing the work costs.
    """
    scenario = load_scenario(BASELINE)
    one, two, one_work, two_work = [], [], [], []
    for _ in range(rounds):
        before = work_done()
        one.append(spent(lambda: run_ensemble(scenario, runs, workers=1), time.perf_counter))
        between = work_done()
        two.append(spent(lambda: run_ensemble(scenario, runs, workers=2), time.perf_counter))
        one_work.append(between - before)
        two_work.append(work_done() - between)
    ratio, undisturbed = min(one) / min(two), 2.0 * min(one_work) / min(two_work)
    print(f"one process       {runs / min(one):8.1f} runs a second ({runs} runs)")
    print(f"two processes     {runs / min(two):8.1f} runs a second")
    print(f"                  {ratio:8.2f} times as fast; wanted at least {TWO_PROCESSES:g}")
    print(f"                  {undisturbed:8.2f} by processor time, as on two idle cores\n")
    return ratio


def work_done() -> float:
    """Return the processor seconds of this process and of those that it has ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, kinds))


def over_states(rounds: int) -> None:
    """Print what a state costs as regions grow."""
    print("states   runs   seconds   microseconds a run, quarter and state")
    for states, runs in ((10, 256), (100, 160), (1000, 16)):
        scenario = synthetic(states)
        best = min(spent(lambda: run_ensemble(scenario, runs)) for _ in range(rounds))  # noqa: B023
        each = 1e6 * best / (runs * scenario.steps * states)
        print(f"{states:6d} {runs:6d} {best:9.2f} {each:9.1f}")
    print()


def synthetic(states: int) -> Scenario:
    """Return four years of a made-up region."""
    settings = [f"scenario.region=synthetic-{states}-0", "scenario.end=1995Q4"]
    return load_scenario("synthetic-region").with_settings(settings)


def memory(runs: int) -> float:
    """Return the largest memory of ten times the runs over that of the runs."""
    few, many = peak(runs), peak(10 * runs)
    print(f"memory            {few} MiB for {runs} runs, {many} MiB for {10 * runs}")
    print(f"                  {many / few:8.2f} times as much; wanted at most {MEMORY:g}\n")
    return many / few


def peak(runs: int) -> int:
    """Return the largest memory of a process that does some runs, in MiB."""
    found = subprocess.run(
        [sys.executable, __file__, "--peak", str(runs)], capture_output=True, text=True, check=True
    )
    return int(found.stdout)


def print_peak(runs: int) -> None:
    """Do some runs of a toy and print the largest memory of this process in MiB."""
    run_ensemble("toy-two-states", runs, settings=["scenario.end=1995Q4"])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def main() -> int:
    """Print every figure; return 1 where a ratio is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round of everything")
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.peak:
        print_peak(given.peak)
        return 0
    rounds = 1 if given.quick else 3
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {busy}\n")
    met = [
        against_mesa(rounds) >= AGAINST_MESA,
        two_processes(rounds, 512 if given.quick else 1024) >= TWO_PROCESSES,
    ]
    over_states(rounds)
    met.append(memory(500) <= MEMORY)
    print("every bar is met" if all(met) else "a bar is missed")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
