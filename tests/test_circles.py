"""Inside a folder, too, imports run in one direction: no file needs what needs it, however late."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.test_layers import ROOT, modules, walk

NAMES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in modules()}
MODULE = re.compile(r"sovsim(\.\w+)+")
LAZY = ("__init__", "ensemble.__init__", "experiment.__init__")
"""Files whose whole purpose is to name the homes of public names, imported on first use."""


def known(name: str) -> str | None:
    """Return the module that a dotted name stands for, or None."""
    short = name.removeprefix("sovsim").lstrip(".")
    for candidate in (short, f"{short}.__init__".lstrip(".")):
        if candidate in NAMES:
            return candidate
    return None


def needs(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, at its head or later."""
    for node in walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if known(name) else node.module for name in names]
        else:
            continue
        yield from (found for name in names if (found := known(name)) is not None)


def test_no_file_needs_what_needs_it() -> None:
    graph = {
        name: {other for other in needs(path) if other != name}
        for name, path in NAMES.items()
        if not name.endswith("__init__")
    }
    assert len(graph) > 200
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"in a circle: {' -> '.join(error.args[1])}")


def test_no_import_is_hidden_in_a_string() -> None:
    hidden = [
        f"{name}: {node.value!r}"
        for name, path in NAMES.items()
        if name not in LAZY
        for node in walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and MODULE.fullmatch(node.value)
        and known(node.value) is not None
        and node.value.split(".")[1] != name.split(".")[0]
    ]
    assert not hidden, hidden
