"""A folder that lasts as long as somebody holds it, and goes without a word."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path


class TemporaryFolder:
    """A folder for results that nobody asked to keep; it goes with the last who holds it.

    Python's own ``TemporaryDirectory`` warns when it is not closed by hand, and fails where a file
    in it is still open, as on Windows.

    Attributes:
        path: the folder.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="sovsim-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
