"""Tasks for workers that stop in the middle of handing a result over; see test_workers.py."""

from __future__ import annotations

import os
import signal
import struct
import sys
import time
from pathlib import Path
from typing import Any


def hand_over_half(begun: Path) -> None:
    """Announce a thousand bytes, send none, leave a file to say so, and wait to be ended."""
    _begin(_queue())
    begun.touch()
    time.sleep(600)


def die_in_the_middle() -> None:
    """Be killed while the lock of the results' pipe is held, as it is by whoever writes there."""
    queue = _queue()
    queue._wlock.acquire()
    _begin(queue)
    os.kill(os.getpid(), signal.SIGKILL)


def _begin(queue: Any) -> None:
    queue._writer._send(struct.pack("!i", 1000))


def _queue() -> Any:
    """Return the queue of results of the worker that this runs in."""
    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        assert frame.f_back is not None
        frame = frame.f_back
    return frame.f_locals["result_queue"]
