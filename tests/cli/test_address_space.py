"""Too little memory to start is said at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sovsim
from sovsim.cli.address_space import LEAST

resource = pytest.importorskip("resource")


def limited(mebibytes: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    size = mebibytes << 20
    code = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({size}, {size}))\n"
        "from sovsim.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(sovsim.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to the limit")
@pytest.mark.parametrize("mebibytes", [300, 360, 440])
def test_too_little_address_space_is_said_at_once(mebibytes: int, tmp_path: Path) -> None:
    done = limited(
        mebibytes, "batch", "toy-two-states", "--runs", "4", "--out", str(tmp_path / "e")
    )
    assert done.returncode == 1
    first, hint = done.stderr.splitlines()
    assert first.startswith(f"error: this process may use {mebibytes} MiB of address space, which")
    assert str(LEAST >> 20) in hint
    assert not (tmp_path / "e").exists()
