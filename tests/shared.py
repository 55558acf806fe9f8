"""What is slow to make and the same for every test is made once, for all workers together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a path that the first worker who asks for it makes; the others wait.

    Nobody may change what is there: a test that writes takes a copy.

    Args:
        factory: of the session; its workers have neighbouring folders.
        name: of the file or folder.
        make: makes it at the path that it is given.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    whole, begun = base / name, base / f"{name}-begun"
    with FileLock(base / f"{name}.lock"):
        if not whole.exists():
            make(begun)
            begun.rename(whole)
    return whole


def rest_slow(values: Iterable[Any], quick: int = 1) -> list[Any]:
    """Return the values as parameters: the first of the quick suite, the rest of the slow one."""
    return [
        value if at < quick else pytest.param(value, marks=pytest.mark.slow)
        for at, value in enumerate(values)
    ]
