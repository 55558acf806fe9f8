"""``sovsim app`` as a process of its own; the browser that visits is that of `tests.browsers`."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """Serve the application until the block ends; the address that it printed."""
    command = [sys.executable, "-m", "sovsim", "app", "--no-open", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            address = re.search(r"http://\S+", said)
            assert address is not None, said
            yield address.group(0)
        finally:
            process.send_signal(signal.SIGINT)
            left = process.stdout.read()
            process.wait(30)
    assert process.returncode == 0
    assert left.endswith("stopped\n")
