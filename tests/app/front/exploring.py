"""Explores in the page of an exported file, and reads what it shows and hands out."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd

SCENARIO = "csto-kazakhstan-2022"


def wait(page: Any) -> None:
    """Wait until a run is shown."""
    page.wait_for_selector("main[data-shown] .map .tile", timeout=60_000)


def wait_for_all(page: Any) -> None:
    """Wait until everything has come: spread, why, and the link."""
    wait(page)
    page.wait_for_function(
        "() => /64 runs/.test(document.querySelector('.courses .picture-note').textContent)",
        timeout=120_000,
    )
    page.wait_for_selector(".attributes tbody tr")
    page.wait_for_timeout(600)


def place(page: Any) -> str:
    """Return the address within the page."""
    return str(page.evaluate("location.hash"))


def taken(page: Any, button: Any, folder: Path) -> Path:
    """Press a button that hands out a file; return where it lies."""
    with page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def table(page: Any, folder: Path) -> pd.DataFrame:
    """Return the column on the map, of every state in every quarter."""
    button = page.get_by_role("button", name="Table of the map (CSV)")
    text = taken(page, button, folder).read_text(encoding="utf-8")
    return pd.DataFrame(list(csv.DictReader(io.StringIO(text)))).set_index(["quarter", "state"])


def tiles(page: Any) -> dict[str, str]:
    """Return what is said of every tile, by the state's code."""
    found = page.eval_on_selector_all(
        ".maps .picture:not([hidden]) .tile",
        "all => all.map((one) => [one.dataset.key, one.getAttribute('aria-label')])",
    )
    return dict(found)


def line(page: Any) -> str:
    """Return the first line of the first picture of courses, as it is drawn."""
    return str(page.get_attribute(".courses .picture path.line", "d"))


def lever(page: Any, name: str) -> Any:
    """Return a lever by its label."""
    return page.locator(".lever", has=page.locator(f"label:text-is({name!r})")).first
