"""Signs of life on a terminal: a line at once, then a bar with rate and time left.

Nothing of it goes into a pipe or a file.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from sovsim.cli.console import Sink
from sovsim.cli.interruption import leave_word

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.5
"""Seconds of silence after which a command says that it is at work."""

ANEW = "nothing is written before the end; the same command starts anew"
"""What an interruption leaves of work that is written as a whole."""


class Bar:
    """Call it with (done, total) as work goes on; until then it shows that work is going on.

    Args:
        what: the work, in a word or two.
        stopped: what is said when the work is interrupted: what of it is kept, how to go on.
    """

    def __init__(self, what: str, stopped: str = "") -> None:
        self._what = what
        self._stopped = stopped
        self._begun = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        self._begun = time.monotonic()
        if sys.stderr.isatty():
            self._start()
        return self

    def __call__(self, done: int, total: int) -> None:
        """Tell how much is done."""
        if self._bar is not None and self._task is not None:
            rate = _rate(done, time.monotonic() - self._begun)
            done_of = f"{done}/{total}"
            self._bar.update(self._task, completed=done, total=total, rate=rate, of=done_of)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        self._bar = Progress(
            SpinnerColumn("line"),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[of]}"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
        )
        self._task = self._bar.add_task(self._what, total=None, rate="", of="")
        self._bar.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if isinstance(error, KeyboardInterrupt) and self._stopped:
            leave_word(self._stopped)


def _rate(done: int, seconds: float) -> str:
    """Return how fast work goes on, in a unit in which there is something to see."""
    if done <= 0 or seconds <= 0:
        return ""
    pace = done / seconds
    return f"{pace:.0f}/s" if pace >= 1 else f"{pace * 60:.1f}/min"


@contextmanager
def alive(what: str) -> Iterator[None]:
    """Show on a terminal that a command is at work, until it writes anything itself.

    Most of the time before that goes into loading libraries.

    Args:
        what: the command.
    """
    if not (sys.stderr.isatty() and isinstance(_sink_of(sys.stderr), Sink)):
        yield
        return
    line = _Line(sys.stderr.fileno(), f"sovsim {what} ...")
    Sink.before = line.end
    line.start()
    try:
        yield
    finally:
        line.end()
        Sink.before = None


def _sink_of(stream: object) -> object:
    return getattr(getattr(stream, "buffer", None), "raw", None)


class _Line(threading.Thread):
    """A line that shows seconds going by and goes away."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(daemon=True)
        self._number = number
        self._text = text
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._shown = 0

    def run(self) -> None:
        """Show the line after a while, and once a second."""
        begun, wait = time.monotonic(), PATIENCE
        while not self._over.wait(wait):
            wait = 1.0
            seconds = time.monotonic() - begun
            self._put(f"{self._text} {seconds:.0f} s" if seconds > 1.5 else self._text)

    def end(self) -> None:
        """Take the line away for good."""
        if self._over.is_set():
            return
        self._over.set()
        with self._lock:
            if self._shown:
                self._write("\r" + " " * self._shown + "\r")

    def _put(self, text: str) -> None:
        with self._lock:
            if not self._over.is_set():
                self._write(f"\r{text}")
                self._shown = max(self._shown, len(text))

    def _write(self, text: str) -> None:
        try:
            os.write(self._number, text.encode("ascii", "replace"))
        except OSError:
            self._over.set()
