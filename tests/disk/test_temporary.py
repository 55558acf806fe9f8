"""A folder that nobody asked to keep goes with its last holder, without a word."""

from __future__ import annotations

import gc
import subprocess
import sys
import warnings
from pathlib import Path

from sovsim.disk.temporary import TemporaryFolder


def test_it_goes_with_its_holder_and_warns_nobody() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        held = TemporaryFolder()
        path = held.path
        (path / "part").write_bytes(b"1")
        assert path.is_dir()
        del held
        gc.collect()
    assert not path.exists()


def test_it_goes_at_the_end_of_the_program() -> None:
    code = "from sovsim.disk.temporary import TemporaryFolder as F; f = F(); print(f.path)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert not Path(done.stdout.strip()).exists()
