"""How long the command line takes to answer, in seconds of the processor.

Usage: ``python benchmarks/start.py``. The best of several starts is told, since the first one finds
nothing in the caches. What is imported at the start is held by a test; how long that takes depends
on the machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from common import machine

HELP = 0.5
"""Seconds that ``sovsim --help`` may take at most."""


def of_a_start(*arguments: str) -> float:
    """Return the seconds of the processor that a command takes in a process of its own."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "sovsim", *arguments], stdout=subprocess.DEVNULL, check=True
    )
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def main() -> int:
    """Print the seconds; return 1 where help takes too long."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--smoke", action="store_true", help="one start of each, and no bar")
    starts = 1 if (smoke := parser.parse_args().smoke) else 5
    print(f"{machine()}\n")
    for arguments in (("--version",), ("list",), ("--help",)):
        best = min(of_a_start(*arguments) for _ in range(starts))
        print(f"sovsim {' '.join(arguments):<12} {best:6.2f} s")
    print(f"help may take {HELP} s")
    return 0 if smoke or best <= HELP else 1


if __name__ == "__main__":
    sys.exit(main())
