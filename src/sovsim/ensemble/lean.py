"""Processes that know nothing of the caller, and end with it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import wait as wait_for
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any


def settle_in() -> None:
    """Leave Ctrl-C to the process that started this worker, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


class LeanProcess(SpawnProcess):
    """A spawned process that does not import the caller's main module again.

    Workers need nothing of it, and it may import Mesa, pandas, or call this package unguarded.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - multiprocessing calls it by this name
        with _without_main(), _without_interrupts():
            return SpawnProcess._Popen(process_obj)


class LeanContext(SpawnContext):
    """Starts processes that know nothing of the caller."""

    Process = LeanProcess


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    held = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = held


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start a process in which Ctrl-C waits until `settle_in`.

    It takes a second to load its libraries, and would be interrupted there with a traceback on
    the screen. This process is interrupted as always, if a moment later.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which would let interrupts through again where it starts
    held = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
