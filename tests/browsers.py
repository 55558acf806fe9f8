"""Browsers that tests open pages in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
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


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script that scans a page for what keeps people out."""
    package = pytest.importorskip("axe_playwright_python")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""What a scan holds pages to: WCAG 2.2, levels A and AA."""


def violations(page: Any, axe: str, rules: tuple[str, ...] = WCAG) -> list[str]:
    """Return what a page breaks, and where, one text a rule."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(axe)
    told = page.evaluate(
        "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", list(rules)
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in told["violations"]]
