"""Compiles the kernel of a single run while its user reads what NumPy has given.

``python -m sovsim.compiled.ahead`` is the process that does it, behind everything else: it takes a
scenario from its standard input and leaves a kernel on disk.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys

from sovsim.compiled import cache
from sovsim.compiled.kernel import NotCompiled, built_to_record, kept, missing_library
from sovsim.scenario import Scenario


def compile_ahead(scenario: Scenario) -> bool:
    """Have the kernel of a scenario compiled by a process that nobody waits for.

    Nothing is done where it is on disk already, where nothing can be kept or compiled, or where the
    process cannot be started.

    Returns:
        Whether a process was started.
    """
    if missing_library() is not None or cache.folder() is None or kept(scenario):
        return False
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert process.stdin is not None
        with process.stdin as given:
            given.write(pickle.dumps(scenario))
    except OSError:
        return False
    return True


def main() -> int:
    """Compile what stands on the standard input, after all others; 1 where that cannot be done."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(19)
    scenario: Scenario = pickle.loads(sys.stdin.buffer.read())
    try:
        built_to_record(scenario)
    except NotCompiled:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
