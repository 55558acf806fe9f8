"""Standard output and error that never stand in the way of the work.

A console may lack letters, be closed from the start, go away (``| head``) or be full. None of this
may cost what a command computes: whatever cannot be shown is shown in plainer letters or dropped,
the work goes on, and a fault that the user should know of is told at the end.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, ClassVar, TextIO

from sovsim.cli.errors import WORK_FAILED, complain
from sovsim.cli.legible import HANDLER, handler_for

_GONE = frozenset({errno.EPIPE, errno.ESHUTDOWN, *((errno.EINVAL,) if os.name == "nt" else ())})
"""The reader went away, as ``head`` does; Windows calls it an invalid argument."""

_FORCED = ("FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE")
"""Variables for which libraries would write colours into files and pipes."""

_WIDTHS = ("COLUMNS", "TERMINAL_WIDTH")
_NARROWEST = 20


class Screen:
    """What became of standard output.

    Attributes:
        sink: takes what is written, where the stream is the process's own.
    """

    def __init__(self) -> None:
        self.sink: Sink | None = None

    def settled(self, status: int) -> int:
        """Write out what is waiting; return the exit status, with what was lost counted in."""
        sys.stdout.flush()
        fault = self.sink.fault if self.sink else None
        if fault is None or fault.errno in _GONE:
            return status
        complain(f"standard output cannot be written: {fault.strerror or fault}")
        return status or WORK_FAILED


class Sink(io.RawIOBase):
    """Takes everything that is written to a stream and drops what the stream does not take.

    Attributes:
        fault: the first fault of the stream; it is not written to any more.
        before: called before anything is written to any of them.
    """

    before: ClassVar[Callable[[], None] | None] = None

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self.fault: OSError | None = None

    def writable(self) -> bool:
        """Return that it may be written to."""
        return True

    def fileno(self) -> int:
        """Return the number of the stream's file."""
        return int(self._raw.fileno())

    def isatty(self) -> bool:
        """Return whether a person looks at it."""
        return bool(self._raw.isatty())

    def write(self, content: Any) -> int:
        """Write, or drop, and return how much of it is done with."""
        if Sink.before is not None:
            Sink.before()
        size = memoryview(content).nbytes
        try:
            while self.fault is None:
                written = self._raw.write(content)
                if written is not None:
                    return int(written)
                select.select([], [self._raw], [])
        except OSError as error:
            self.fault = error
        return size


@contextmanager
def console() -> Iterator[Screen]:
    """Make standard output and error safe while a command runs."""
    screen = Screen()
    with ExitStack() as stack:
        stack.enter_context(_opened())
        screen.sink = stack.enter_context(_safe("stdout"))
        stack.enter_context(_safe("stderr"))
        stack.enter_context(_wishes())
        stack.enter_context(_quiet("matplotlib"))
        yield screen


@contextmanager
def _opened() -> Iterator[None]:
    """Open what is closed, to nowhere: the next file would get its number, and its output."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    lacking = [name for name in ("stdout", "stderr") if getattr(sys, name) is None]
    with ExitStack() as stack:
        for name in lacking:
            nowhere = open(os.devnull, "w", encoding="utf-8", errors=HANDLER)  # noqa: SIM115
            stack.callback(_put_back, name, None, nowhere)
            setattr(sys, name, nowhere)
        yield


def _put_back(name: str, stream: TextIO | None, ours: TextIO) -> None:
    setattr(sys, name, stream)
    ours.close()


@contextmanager
def _safe(name: str) -> Iterator[Sink | None]:
    """Let a stream show what it can and outlive its reader.

    A stream that somebody else has put in the place of the process's own, such as a notebook's,
    keeps its place; it only learns to replace letters, if it can.

    Args:
        name: ``stdout`` or ``stderr``; the latter shows escapes unless it is told otherwise.
    """
    stream = getattr(sys, name)
    if not isinstance(stream, io.TextIOWrapper):
        yield None
        return
    errors = stream.errors or "strict"
    escapes = name == "stderr" and errors == "backslashreplace"
    wanted = handler_for("strict" if escapes else errors)
    if stream is not getattr(sys, f"__{name}__"):
        stream.reconfigure(errors=wanted)
        try:
            yield None
        finally:
            stream.reconfigure(errors=errors)
        return
    stream.flush()
    sink = Sink(getattr(stream.buffer, "raw", stream.buffer))
    ours = io.TextIOWrapper(
        io.BufferedWriter(sink),
        encoding=stream.encoding,
        errors=wanted,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
    setattr(sys, name, ours)
    try:
        yield sink
    finally:
        ours.flush()
        setattr(sys, name, stream)
        ours.detach().detach()


@contextmanager
def _wishes() -> Iterator[None]:
    """Read the user's wishes in the environment as the libraries behind the screen should.

    Colours are for terminals that want them, whatever else is said; a width in which nothing can be
    read is none.
    """
    before = {name: os.environ.get(name) for name in (*_FORCED, *_WIDTHS, "NO_COLOR")}
    if not sys.stdout.isatty():
        for name in _FORCED:
            os.environ.pop(name, None)
    elif os.environ.get("CLICOLOR") == "0":
        os.environ["NO_COLOR"] = "1"
    for name in _WIDTHS:
        width = os.environ.get(name, "")
        if not (width.isdecimal() and int(width) >= _NARROWEST):
            os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _quiet(library: str) -> Iterator[None]:
    """Keep a library's remarks on its folders and settings files out of what a command says."""
    logger = logging.getLogger(library)
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
