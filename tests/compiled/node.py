"""Runs JavaScript with node; numbers go and come as their bits."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")

BITS = """
const bits = (values) => Buffer.from(Float64Array.from(values).buffer).toString("base64");
const numbers = (text) => new Float64Array(new Uint8Array(Buffer.from(text, "base64")).buffer);
"""


def run(source: str) -> Any:
    """Return what a script makes of its last line, an expression whose value JSON can hold.

    The script may wait for promises.
    """
    *lines, last = source.rstrip().split("\n")
    told = f"process.stdout.write(JSON.stringify({last}))"
    script = "\n".join([BITS, "(async () => {", *lines, told, "})();"])
    done = subprocess.run(
        [str(NODE), "-"], input=script, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def bits(values: npt.ArrayLike) -> str:
    """Return numbers as a text that ``numbers`` of JavaScript reads, in quotes."""
    raw = np.ascontiguousarray(values, dtype="<f8").tobytes()
    return json.dumps(base64.b64encode(raw).decode())


def numbers(text: str) -> npt.NDArray[np.float64]:
    """Return numbers that ``bits`` of JavaScript wrote."""
    return np.frombuffer(base64.b64decode(text), dtype="<f8")
