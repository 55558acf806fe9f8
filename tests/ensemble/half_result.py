"""A task for workers that stops in the middle of handing its result over; see test_workers.py."""

from __future__ import annotations

import struct
import sys
import time
from pathlib import Path


def hand_over_half(begun: Path) -> None:
    """Announce a thousand bytes, send none, leave a file to say so, and wait to be ended."""
    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        assert frame.f_back is not None
        frame = frame.f_back
    frame.f_locals["result_queue"]._writer._send(struct.pack("!i", 1000))
    begun.touch()
    time.sleep(600)
