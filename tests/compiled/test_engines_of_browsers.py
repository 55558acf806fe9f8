"""Node and browsers give the bits of the reference, on files opened from the disk.

``python -m tests.compiled.test_engines_of_browsers`` writes the reference anew, by node. It changes
with the rules and their sizes, and for no other reason.
"""

from __future__ import annotations

import json
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from sovsim.compiled.javascript.bundle import bundle
from tests.compiled.node import needs_node
from tests.worlds import scenario

pytestmark = pytest.mark.slow

REFERENCE = Path(__file__).with_name("reference.json")
NAMES = ("toy-four-states", "csto-kazakhstan-2022-refused", "ukraine-2013-signed")
"""A toy, one with imposed decisions and a variant, and one of dated events."""


def measures() -> ModuleType:
    """Return the benchmark of node and browsers, which knows how to open them."""
    folder = str(Path(__file__).parents[2] / "benchmarks")
    sys.path.insert(0, folder)
    try:
        import browser
    finally:
        sys.path.remove(folder)
    return browser


@cache
def script(name: str) -> str:
    return bundle([scenario(name)])


def reference() -> dict[str, str]:
    held: dict[str, str] = json.loads(REFERENCE.read_text("utf-8"))
    return held


@needs_node
@pytest.mark.parametrize("name", NAMES)
def test_node_gives_the_bits_of_the_reference(name: str) -> None:
    found = measures().in_node(script(name), True)
    assert {found["JavaScript bits"], found["WebAssembly bits"]} == {reference()[name]}


@pytest.mark.parametrize("browser", ["chromium", "firefox-esr"])
@pytest.mark.parametrize("name", NAMES[:2])
def test_browsers_give_the_bits_of_the_reference(name: str, browser: str) -> None:
    if shutil.which(browser) is None:
        pytest.skip(f"{browser} is not installed")
    known = measures()
    found = known.in_browser([browser, *known.BROWSERS[browser]], script(name), True)
    assert {found["JavaScript bits"], found["WebAssembly bits"]} == {reference()[name]}


if __name__ == "__main__":
    told = {name: measures().in_node(script(name), True)["JavaScript bits"] for name in NAMES}
    REFERENCE.write_text(f"{json.dumps(told, indent=2)}\n", encoding="utf-8")
