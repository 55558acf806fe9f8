"""How fast ensembles are: against Mesa's own batches, over processes, runs and states.

Usage: ``python benchmarks/ensemble.py [--quick]``. Ratios are taken within one sitting, best of
several interleaved rounds, so that a busy machine disturbs both sides alike. Several processes need
as many free cores to show what they can do; the load of the machine is printed beside the figures.
Sizes that are measured for memory run in a process of their own. `drivers.py` holds the ensemble
against other tools.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence

from common import BASELINE, machine, mesa_batch, spent, synthetic

from sovsim.ensemble import run_ensemble
from sovsim.scenario import load_scenario

AGAINST_MESA, TWO_PROCESSES, MEMORY = 50.0, 1.7, 1.15
"""What the ratios have to reach; the last one is what they must not exceed."""

STATES = ((10, 256), (30, 256), (100, 160), (300, 48), (1000, 16))
"""States of a made-up region, and the runs that it is measured on."""

TOY = "toy-two-states"


def against_mesa(rounds: int) -> float:
    """Return how many times faster a run of an ensemble is than one of ``mesa.batch_run``."""
    from sovsim.mesa_model import SovereigntyModel

    scenario = load_scenario(BASELINE)
    runs = 512

    def with_mesa() -> None:
        mesa_batch(SovereigntyModel, scenario.steps, scenario=BASELINE, seed=0)

    one, many = [], []
    for _ in range(rounds):
        one.append(spent(with_mesa))
        many.append(spent(lambda: run_ensemble(scenario, runs)) / runs)
    ratio = min(one) / min(many)
    print(f"mesa.batch_run    {min(one):8.3f} s a run, one core")
    print(f"run_ensemble      {min(many):8.4f} s a run, one core, {runs} runs")
    print(f"                  {ratio:8.1f} times as fast; wanted at least {AGAINST_MESA:g}\n")
    return ratio


def over_workers(rounds: int, runs: int, most: int) -> float:
    """Return how many times faster two processes are than one, start of the processes included.

    On a machine that is busy with something else the time on the clock says little; the processor
    time beside it says what dividing the work costs.
    """
    scenario = load_scenario(BASELINE)
    asked = [workers for workers in (1, 2, 4, 8, 16, 32, 64) if workers <= max(most, 2)]
    clock: dict[int, list[float]] = {workers: [] for workers in asked}
    work: dict[int, list[float]] = {workers: [] for workers in asked}
    for _ in range(rounds):
        for workers in asked:
            before = work_done()
            seconds = spent(
                lambda: run_ensemble(scenario, runs, workers=workers),  # noqa: B023
                time.perf_counter,
            )
            clock[workers].append(seconds)
            work[workers].append(work_done() - before)
    print(f"processes  runs a second  times one  by processor time   ({runs} runs)")
    for workers in asked:
        ratio = min(clock[1]) / min(clock[workers])
        undisturbed = workers * min(work[1]) / min(work[workers])
        print(f"{workers:9d} {runs / min(clock[workers]):14.1f} {ratio:10.2f} {undisturbed:18.2f}")
    ratio = min(clock[1]) / min(clock[2])
    print(f"two processes are {ratio:.2f} times as fast as one; wanted at least {TWO_PROCESSES:g}")
    print("by processor time: as on idle cores\n")
    return ratio


def work_done() -> float:
    """Return the processor seconds of this process and of those that it has ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, kinds))


def over_runs(scenario: str, sizes: Sequence[int]) -> float:
    """Return the memory that the most runs take over that of the second most, printing all.

    Args:
        scenario: its name.
        sizes: numbers of runs, rising.
    """
    print("  runs   seconds  runs a second  largest memory, MiB")
    found = {}
    for runs in sizes:
        seconds, found[runs] = apart(scenario, runs)
        print(f"{runs:6d} {seconds:9.2f} {runs / seconds:14.1f} {found[runs]:20d}")
    few, many = sizes[-2:]
    ratio = found[many] / found[few]
    print(
        f"{many / few:.0f} times the runs of {scenario} take {ratio:.2f} times the memory;", end=""
    )
    print(f" wanted at most {MEMORY:g}\n")
    return ratio


def over_states(sizes: Sequence[tuple[int, int]], rounds: int) -> None:
    """Print what a state costs as regions grow.

    Args:
        sizes: states, and the runs that they are measured on.
        rounds: how often; the fastest counts.
    """
    print("states   runs   seconds  runs a second  microseconds a run, quarter and state  MiB")
    for states, runs in sizes:
        seconds, memory = min(apart(str(states), runs) for _ in range(rounds))
        each = 1e6 * seconds / (runs * synthetic(states).steps * states)
        print(f"{states:6d} {runs:6d} {seconds:9.2f} {runs / seconds:14.1f}", end="")
        print(f" {each:38.1f} {memory:4d}")
    print()


def apart(scenario: str, runs: int) -> tuple[float, int]:
    """Return seconds and largest memory (MiB) of a process that does some runs.

    Args:
        scenario: its name, or a number of states of a made-up region.
        runs: how many; the seconds are those of the runs, without the start of the process.
    """
    command = [sys.executable, __file__, "--apart", scenario, str(runs)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(found[0]), int(found[1])


def print_apart(scenario: str, runs: int) -> None:
    """Do some runs in this process and print what they took."""
    loaded = synthetic(int(scenario)) if scenario.isdigit() else load_scenario(scenario)
    loaded = loaded.with_settings(["scenario.end=1995Q4"] if scenario == TOY else [])
    seconds = spent(lambda: run_ensemble(loaded, runs))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def main() -> int:
    """Print every figure; return 1 where a ratio is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, and memory on a toy")
    parser.add_argument(
        "--smoke", action="store_true", help="next to nothing, to see that it works"
    )
    parser.add_argument("--apart", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.apart:
        print_apart(given.apart[0], int(given.apart[1]))
        return 0
    print(f"{machine()}\n")
    if given.smoke:
        over_states([(10, 2)], 1)
        over_runs(TOY, (2, 4))
        return 0
    rounds = 1 if given.quick else 3
    met = [
        against_mesa(rounds) >= AGAINST_MESA,
        over_workers(rounds, 2048 if given.quick else 4096, os.cpu_count() or 2) >= TWO_PROCESSES,
    ]
    over_states(STATES, rounds)
    runs = (64, 500, 5000) if given.quick else (16, 64, 256, 512, 5120)
    met.append(over_runs(TOY if given.quick else BASELINE, runs) <= MEMORY)
    print("every bar is met" if all(met) else "a bar is missed")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
