"""Browsers that tests open pages in."""

from __future__ import annotations

from collections.abc import Iterator
from shutil import which
from typing import Any

import pytest

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a browser; tests that need one are passed over where there is none."""
    driver = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with driver.sync_playwright() as held:
        browser = held.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
