"""Errors on the screen: one to three lines on stderr, and the exit status that goes with them."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from sovsim.documents.text import printable

WORK_FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130

OUT_OF_MEMORY = "there is not enough memory; fewer runs, workers or quarters need less"
"""Said as it is, since there may be no room for another string."""

_MOST_LINES = 3
_NARROWEST = 20
_NOT_LOADED = ("failed to map segment", "annot allocate memory")
"""What systems answer when a library finds no room in the memory."""


class InputError(ValueError):
    """Bad input that a command noticed itself."""


class WorkError(RuntimeError):
    """Work that was started and failed."""


def complain(message: str, stream: TextIO | None = None) -> None:
    """Print an error in three lines, without anything that a terminal would obey.

    On a terminal a line that is longer than the screen goes on in the next, between words.
    """
    lines = [line.rstrip() for line in printable(message).strip().splitlines() if line.strip()]
    kept = lines[:_MOST_LINES] or ["failed without saying why"]
    stream = stream or sys.stderr
    print("\n".join(_folded([f"error: {kept[0]}", *kept[1:]], stream)), file=stream)


def _folded(lines: list[str], stream: TextIO) -> list[str]:
    """Return lines broken between words on a terminal; as they are in a pipe or a file."""
    if not stream.isatty():
        return lines
    width = shutil.get_terminal_size().columns
    folded: list[str] = []
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        folded += textwrap.wrap(
            line.strip(),
            max(width, _NARROWEST),
            initial_indent=indent,
            subsequent_indent=f"{indent}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return folded


def status_of(error: BaseException) -> int:
    """Print what went wrong and return the exit status."""
    if _is_input_error(error):
        for message in getattr(error, "messages", [str(error)]):
            complain(message)
        return BAD_INPUT
    if isinstance(error, WorkError | OSError):
        complain(_of_system(error) if isinstance(error, OSError) else str(error))
        return WORK_FAILED
    if (words := _of_machine(error)) is not None:
        complain(words)
        return WORK_FAILED
    if os.environ.get("SOVSIM_TRACEBACK"):
        raise error
    where = "a fault of sovsim itself; SOVSIM_TRACEBACK=1 shows where"
    complain(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}\n  {where}")
    return WORK_FAILED


def _of_machine(error: BaseException) -> str | None:
    """Return in words what the machine refused; None for a fault of the program."""
    if isinstance(error, MemoryError):
        return OUT_OF_MEMORY
    told = str(error)
    if isinstance(error, ImportError) and any(words in told for words in _NOT_LOADED):
        return f"{told[:300]}\n  {OUT_OF_MEMORY}"
    if isinstance(error, RuntimeError) and "can't start new thread" in told:
        return "the system gives no more threads\n  close other programs, or take fewer workers"
    return None


@contextmanager
def spoken_warnings() -> Iterator[None]:
    """Show the program's own warnings as notes, without the place in the code."""
    before = warnings.formatwarning

    def spoken(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        line: str | None = None,
    ) -> str:
        if category is UserWarning:
            return f"note: {printable(str(message))}\n"
        return before(message, category, filename, lineno, line)

    warnings.formatwarning = spoken
    try:
        yield
    finally:
        warnings.formatwarning = before


def _is_input_error(error: BaseException) -> bool:
    """Return whether sovsim itself raised it about something it was given.

    The package's own kinds of ValueError and KeyError, such as ScenarioError, all mean that.
    """
    return type(error).__module__.startswith("sovsim.") and isinstance(error, ValueError | KeyError)


def _of_system(error: OSError) -> str:
    if error.strerror is None:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
