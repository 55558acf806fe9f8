"""The command line: every command parses, calls a function of the package, and prints.

Nothing heavy is imported here, so that ``sovsim --help`` answers at once; commands import what
they need when they run.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sovsim.cli.address_space import too_little
from sovsim.cli.application import app
from sovsim.cli.collection import rarely_collected
from sovsim.cli.console import console
from sovsim.cli.errors import INTERRUPTED, WORK_FAILED, complain, spoken_warnings, status_of
from sovsim.cli.interruption import told
from sovsim.cli.progress import alive
from sovsim.cli.usage import usage_status

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 the work failed, 2 bad input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with console() as screen:
        return screen.settled(_status(given))


def _status(given: Sequence[str]) -> int:
    if (why := too_little()) is not None:
        complain(why)
        return WORK_FAILED
    try:
        with rarely_collected(), spoken_warnings(), alive(_command(given)):
            result = app(args=list(given), prog_name="sovsim", standalone_mode=False)
    except KeyboardInterrupt:
        print(told(), file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        usage = usage_status(error, given)
        return status_of(error) if usage is None else usage
    if result == INTERRUPTED:
        print(told(), file=sys.stderr)
    return result if isinstance(result, int) else 0


def _command(given: Sequence[str]) -> str:
    return next((word for word in given if word.isalpha()), "")
