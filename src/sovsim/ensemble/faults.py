"""Which faults belong to the model, and what is said of runs that could not be done.

A fault is the **model's own** where the same run on the same values would always fail: arithmetic
without an answer (`ArithmeticError`, among them the check that a run ends in finite numbers), a
value that a rule cannot use (`ValueError`), a place that is not there (`LookupError`), raised while
that run stands alone, and twice in the same words. Such a run is a result, a row with its error.

Everything else **passes**, or is a fault of the program: want of memory, the disk, the network, a
library that a worker lacks, a worker that died, a name that does not exist. It says nothing about
the world of that run, so nothing is stored, and the same command does the run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sovsim.ensemble.results import Results

OWN = (ArithmeticError, ValueError, LookupError)
"""Kinds of fault by which a rule answers to the values of its run."""

_LONGEST = 300


class Unfinished(RuntimeError):
    """Work of which a part could not be done; the same call does the rest.

    Attributes:
        results: what is done.
    """

    results: Results | None = None


class WorkersLost(Unfinished):
    """Workers that keep dying."""


class RunsMissing(Unfinished):
    """Runs that could not be done this time, for a reason that passes."""


def is_own(error: BaseException) -> bool:
    """Return whether a fault is of the kinds that a model raises by itself."""
    return isinstance(error, OWN) and not isinstance(error, OSError | UnicodeError)


def told(error: BaseException) -> str:
    """Return a fault in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST].removesuffix(":")
