"""A file or folder moved to its place, also where another program looks at what stands there."""

from __future__ import annotations

import os
import time
from pathlib import Path

_PAUSES = (0.01, 0.03, 0.1, 0.3, 0.6, 1.0)
"""Seconds between tries. Windows lets nobody replace what somebody has open, and virus scanners,
indexers and synchronised folders open whatever is new for a moment."""


def move(source: str | Path, target: str | Path) -> None:
    """Move a file or folder to its place; what stood there goes.

    Raises:
        OSError: it cannot be moved; on Windows only after a while.
    """
    for pause in _PAUSES if os.name == "nt" else ():
        try:
            os.replace(source, target)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(source, target)
