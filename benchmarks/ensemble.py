"""How ensembles grow: over processes, runs and states, by time and by memory.

Usage: ``python benchmarks/ensemble.py [--quick] [--million | --workers]``. Ratios are taken within
one sitting, of several interleaved rounds, so that a busy machine disturbs both sides alike.
Several processes need as many free cores to show what they can do; the load of the machine is
printed beside the figures. Sizes that are measured for memory run in a process of their own, which
has loaded its kernel before. Where compiled rules cannot be had, NumPy does the runs, fewer.

What two cores can do at best is measured in the same rounds: two processes that share nothing do
half of the runs each, started and warm. On a virtual machine, whose cores others use as well, that
is not always twice; the bar on two processes is on what they reach of it. ``--workers`` measures
that alone, in more rounds.

``--million`` does a million runs of the baseline instead, on two processes, to their summary.
`engines.py` holds the engines against each other, `drivers.py` ensembles against other tools.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from common import BASELINE, machine, missing, spent, synthetic

from sovsim.ensemble import run_ensemble
from sovsim.ensemble.summary import summarised
from sovsim.scenario import load_scenario

TWO_PROCESSES, MEMORY = 1.9, 1.15
"""What two processes have to reach, times one, where two cores are twice one; and what the ratio of
memory must not exceed."""

MOST_MINUTES, MOST_MEMORY = 15.0, 1024
"""What a million runs may take on two processes: time, and MiB of all processes together."""

STATES = ((10, 2048), (30, 1024), (100, 256), (300, 128), (1000, 64))
"""States of a made-up region, and the runs that it is measured on. Fewer would show what an
ensemble costs whatever its runs: its manifest tells of each state."""

ENGINES = ("numpy",) if missing() else ("numpy", "compiled")
BEST = ENGINES[-1]

TOY = "toy-two-states"


def over_workers(rounds: int, runs: int, most: int) -> float:
    """Return how many times faster two processes are than one, of cores that are twice one.

    It is twice the speed of two processes, their start included, by that of two that share nothing.
    """
    scenario = load_scenario(BASELINE)
    run_ensemble(scenario, 1, engine=BEST)  # what workers load is on disk
    asked = [workers for workers in (1, 2, 4, 8, 16, 32, 64) if workers <= max(most, 2)]
    clock: dict[int, list[float]] = {workers: [] for workers in asked}
    apart_: list[float] = []
    with strangers(runs // 2) as both:
        for round_ in range(rounds):
            for workers in asked if round_ % 2 else reversed(asked):
                seconds = spent(
                    lambda: run_ensemble(scenario, runs, 0, workers, engine=BEST),  # noqa: B023
                    time.perf_counter,
                )
                clock[workers].append(seconds)
            apart_.append(both())
    print(f"processes  runs a second  times one: median, by round   ({runs} runs, {BEST})")
    sides = {f"{workers:9d}": clock[workers] for workers in asked} | {"unrelated": apart_}
    for name, seconds_ in sides.items():
        ratios = [one / other for one, other in zip(clock[1], seconds_, strict=True)]
        told = " ".join(f"{ratio:.2f}" for ratio in ratios)
        print(f"{name} {runs / median(seconds_):14.1f} {median(ratios):10.2f}   {told}")
    shares = [2 * free / two for free, two in zip(apart_, clock[2], strict=True)]
    told = " ".join(f"{share:.2f}" for share in sorted(shares))
    print(f"of two unrelated ones, taken as 2, two processes reach {median(shares):.2f} ({told});")
    print(f"wanted at least {TWO_PROCESSES:g}\n")
    return median(shares)


@contextmanager
def strangers(runs: int) -> Iterator[Callable[[], float]]:
    """Start two processes; what is given has each do some runs and returns the seconds of both."""
    command = [sys.executable, __file__, "--stranger", str(runs)]
    with ExitStack() as stack:
        two = [
            stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(2)
        ]

        answered(two)

        def ask() -> None:
            for one in two:
                print("again", file=one.stdin, flush=True)
            answered(two)

        yield lambda: spent(ask, time.perf_counter)
        for one in two:
            one.communicate()


def answered(processes: Sequence[subprocess.Popen[str]]) -> None:
    """Wait for a line from each process.

    Raises:
        RuntimeError: one has ended instead.
    """
    for one in processes:
        if one.stdout is None or not one.stdout.readline():
            raise RuntimeError("a process that was to be measured has ended")


def be_stranger(runs: int) -> None:
    """Do some runs whenever there is a line to read, and answer it."""
    scenario = load_scenario(BASELINE)
    run_ensemble(scenario, min(runs, 512), engine=BEST)  # type: ignore[arg-type]
    print("ready", flush=True)
    for _ in sys.stdin:
        run_ensemble(scenario, runs, engine=BEST)  # type: ignore[arg-type]
        print("done", flush=True)


def over_runs(scenario: str, sizes: Sequence[int]) -> float:
    """Return the memory that the most runs take over that of the second most, printing all.

    Args:
        scenario: its name.
        sizes: numbers of runs, rising.
    """
    print(f"  runs   seconds  runs a second  largest memory, MiB   ({BEST})")
    apart(scenario, 1, BEST)  # compiles
    found = {}
    for runs in sizes:
        seconds, found[runs] = apart(scenario, runs, BEST)
        print(f"{runs:6d} {seconds:9.2f} {runs / seconds:14.1f} {found[runs]:20d}")
    few, many = sizes[-2:]
    ratio = found[many] / found[few]
    print(
        f"{many / few:.0f} times the runs of {scenario} take {ratio:.2f} times the memory;", end=""
    )
    print(f" wanted at most {MEMORY:g}")
    print(f"at this rate a million runs take {1e6 * seconds / runs / 60:.1f} minutes of one core\n")
    return ratio


def over_states(sizes: Sequence[tuple[int, int]], rounds: int) -> float:
    """Return how much faster compiled rules are where they gain least, printing what a state costs.

    Args:
        sizes: states, and the runs that they are measured on.
        rounds: how often; the fastest counts.
    """
    print("states   runs  engine     seconds  microseconds a run, quarter and state  times   MiB")
    gains = []
    for states, runs in sizes:
        work = runs * synthetic(states).steps * states
        found: dict[str, list[tuple[float, int]]] = {engine: [] for engine in ENGINES}
        apart(str(states), 1, BEST)  # compiles
        for _ in range(rounds):
            for engine, times in found.items():
                times.append(apart(str(states), runs, engine))
        first = min(found[ENGINES[0]])[0]
        for engine, times in found.items():
            seconds, memory = min(times)
            print(f"{states:6d} {runs:6d}  {engine:9} {seconds:8.2f}", end="")
            print(f" {1e6 * seconds / work:38.2f} {first / seconds:6.1f} {memory:5d}")
        gains.append(first / min(found[BEST])[0])
    print(f"compiled rules gain least with {sizes[gains.index(min(gains))][0]} states\n")
    return min(gains)


def apart(scenario: str, runs: int, engine: str, workers: int = 1) -> tuple[float, int]:
    """Return seconds and largest memory (MiB) of a process that does some runs.

    Args:
        scenario: its name, or a number of states of a made-up region.
        runs: how many; the seconds are those of the runs, without the start of the process.
        engine: by which.
        workers: processes; with several, the seconds are those on the clock, and the memory is
            that of all processes, each at its largest.
    """
    command = [sys.executable, __file__, "--apart", scenario, str(runs), engine, str(workers)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(found[0]), int(found[1])


def print_apart(scenario: str, runs: int, engine: str, workers: int) -> None:
    """Do some runs in this process, to their summary, and print what they took."""
    loaded = synthetic(int(scenario)) if scenario.isdigit() else load_scenario(scenario)
    loaded = loaded.with_settings(["scenario.end=1995Q4"] if scenario == TOY else [])
    run_ensemble(loaded, 1, engine=engine)  # type: ignore[arg-type]

    def work() -> None:
        summarised(run_ensemble(loaded, runs, 0, workers, engine=engine))  # type: ignore[arg-type]

    seconds = spent(work, time.process_time if workers == 1 else time.perf_counter)
    memory = largest()
    if workers > 1:
        others = workers - (engine == "compiled")  # this process is one of them
        memory += others * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(seconds, memory // 1024)


def largest() -> int:
    """Return the largest memory of this process in KiB; on Linux without that of its parent."""
    told = Path("/proc/self/status")
    if told.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", told.read_text())[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def million(runs: int = 10**6) -> bool:
    """Do a million runs of the baseline on two processes; return whether that stays within bars."""
    apart(BASELINE, 1, BEST)
    seconds, memory = apart(BASELINE, runs, BEST, workers=2)
    print(f"{runs} runs of {BASELINE} and their summary, {BEST}, two processes:")
    print(f"{seconds / 60:.1f} minutes on the clock, wanted under {MOST_MINUTES:g}")
    print(f"{memory} MiB of all processes together, wanted at most {MOST_MEMORY}")
    return seconds <= 60 * MOST_MINUTES and memory <= MOST_MEMORY


def main() -> int:
    """Print every figure; return 1 where a ratio is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, and memory on a toy")
    parser.add_argument(
        "--smoke", action="store_true", help="next to nothing, to see that it works"
    )
    parser.add_argument("--million", action="store_true", help="a million runs, and nothing else")
    parser.add_argument("--workers", action="store_true", help="two processes, and nothing else")
    parser.add_argument("--apart", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--stranger", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.apart:
        scenario, runs, engine, workers = given.apart
        print_apart(scenario, int(runs), engine, int(workers))
        return 0
    if given.stranger:
        be_stranger(given.stranger)
        return 0
    print(f"{machine()}\n", flush=True)
    if given.million:
        return 0 if million() else 1
    runs = 2048 if given.quick else 4096 if BEST == "numpy" else 32768
    if given.workers:
        found = over_workers(1 if given.quick else 9, runs, 2)
        return 0 if found >= TWO_PROCESSES else 1
    if given.smoke:
        over_workers(1, 8, 2)
        over_states([(10, 2)], 1)
        over_runs(TOY, (2, 4))
        return 0
    rounds = 1 if given.quick else 3
    met = [
        over_workers(rounds, runs, os.cpu_count() or 2) >= TWO_PROCESSES,
        over_states(STATES, rounds) >= 1.0,
    ]
    sizes = (64, 500, 5000) if given.quick or BEST == "numpy" else (64, 500, 5000, 50_000)
    met.append(over_runs(TOY if given.quick else BASELINE, sizes) <= MEMORY)
    print("every bar is met" if all(met) else "a bar is missed")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
