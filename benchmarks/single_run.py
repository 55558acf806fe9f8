"""What a single run costs, in seconds of the processor: imports, a run with and without figures.

Usage: ``python benchmarks/single_run.py [SOURCE ...]``. Each SOURCE is a folder that holds the
package, such as ``src`` of a working tree; without one, the package that Python finds is measured.
Of two and more, every figure is told as a ratio to the first as well. Every case is a process of
its own; the cases of all sources take turns, and the least of several rounds is told. The first
round, which compiles and caches, does not count.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from common import BASELINE, machine

IN_MEMORY = """
import sys, time
import sovsim
from sovsim.scenario import load_scenario
scenario = load_scenario(sys.argv[1])
sovsim.run(scenario)
begun = time.process_time()
sovsim.run(scenario, seed=1)
print(time.process_time() - begun)
"""
"""A recorded run in memory, in a process that is warm."""


def cases(scenario: str) -> dict[str, tuple[str, ...]]:
    """Return what is measured: name -> arguments of Python; ``DIR`` is a fresh folder."""
    run = ("-m", "sovsim", "run", scenario, "--out", "DIR", "--force")
    return {
        "sovsim --help": ("-m", "sovsim", "--help"),
        "import sovsim.simulation": ("-c", "import sovsim.simulation"),
        "import sovsim.single_run": ("-c", "import sovsim.single_run"),
        "import sovsim.mesa_model": ("-c", "import sovsim.mesa_model"),
        "sovsim run --no-plots": (*run, "--no-plots"),
        "sovsim run": run,
        "recorded run in memory": ("-c", IN_MEMORY, scenario),
    }


def seconds(arguments: tuple[str, ...], source: str | None, cache: str) -> float:
    """Return the seconds of the processor that a process takes, or those that it prints."""
    paths = [source] if source else []
    search = os.pathsep.join([*paths, os.environ.get("PYTHONPATH", "")])
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    settings = {"PYTHONPATH": search, "PYTHONPYCACHEPREFIX": cache, "OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder) / "run")
        given = [target if part == "DIR" else part for part in arguments]
        before = os.times()
        done = subprocess.run(
            [sys.executable, *given],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            env={**kept, **settings},
        )
        after = os.times()
    if IN_MEMORY in arguments:
        return float(done.stdout)
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="*", help="folders that hold the package")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scenario", default=BASELINE)
    parser.add_argument("--smoke", action="store_true", help="one round of a small scenario")
    asked = parser.parse_args()
    scenario = "toy-two-states" if asked.smoke else asked.scenario
    sources = [str(Path(source).resolve()) for source in asked.sources] or [None]
    best: dict[tuple[str, int], float] = {}
    print(f"{machine()}; {scenario}\n")
    with tempfile.TemporaryDirectory() as cache:
        for number in range(1 if asked.smoke else asked.rounds + 1):
            for name, arguments in cases(scenario).items():
                for place, source in enumerate(sources):
                    spent = seconds(arguments, source, cache)
                    if number or asked.smoke:
                        best[name, place] = min(spent, best.get((name, place), spent))
    for name in cases(scenario):
        found = [best[name, place] for place in range(len(sources))]
        ratios = "".join(f"{other / found[0]:8.2f}" for other in found[1:])
        print(f"{name:<26}" + "".join(f"{value:8.3f} s" for value in found) + ratios)
    return 0


if __name__ == "__main__":
    sys.exit(main())
