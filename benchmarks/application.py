"""How fast the page in one file answers: its size, the first picture, and what follows a lever.

Usage: ``python benchmarks/application.py [--smoke] [--scenario NAME]``. The page is opened from the
disk in Chromium, as a reader would, with the processor as it is and throttled fourfold. Times are
of a clock in milliseconds, medians over some moves of the first lever: until the line has moved,
what happened is told, the first band is there, all 64 runs are; and the longest frame meanwhile, in
which the page stood. ``processor`` is for how long the page's own thread worked at one move, which
hardly depends on what else the machine does. Chromium throttles that thread alone; workers, in
which the model runs, stay as fast as they are.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from shutil import which
from typing import Any

from common import BASELINE, machine

from sovsim.app.content import content
from sovsim.app.page.file import file
from sovsim.scenario import load_scenario

MOVE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
SCENARIOS = ("csto-kazakhstan-2022", BASELINE)
PATIENCE = 20_000
MOVES = 8
CALM = 1_000
"""Milliseconds after which nothing of a move is left to do."""

THROTTLES = (1, 4)
HEADS = ("first picture", "line", "told", "bands", "all", "frame", "processor")


def measured(browser: Any, address: str, throttle: int, moves: int) -> dict[str, float | None]:
    """Return medians of what one page takes."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.wait_for_selector("main[data-shown]", timeout=PATIENCE)
    found: dict[str, float | None] = {"first picture": page.evaluate("performance.now()")}
    page.wait_for_timeout(3_000)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    told = []
    for number in range(moves):
        asked = {"share": (number * 37 % 100) / 100, "patience": PATIENCE}
        before = worked(session)
        one = page.evaluate(MOVE, asked)
        page.wait_for_timeout(CALM)
        told.append({**one, "processor": worked(session) - before})
    for name in HEADS[1:]:
        values = [one[name] for one in told if one[name] is not None]
        found[name] = statistics.median(values) if values else None
    page.close()
    return found


def worked(session: Any) -> float:
    """Return for how many milliseconds the thread of a page has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def main() -> int:
    """Print sizes and times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario")
    parser.add_argument("--smoke", action="store_true", help="one scenario, one move")
    asked = parser.parse_args()
    print(machine())
    chromium = which("chromium") or which("chromium-browser") or which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("no Chromium that could be driven")
        return 0
    names = [asked.scenario] if asked.scenario else SCENARIOS[: 1 if asked.smoke else None]
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in names:
            scenario = load_scenario(name)
            page = file([scenario], content([scenario]), scenario.title)
            path = Path(folder) / f"{name}.html"
            path.write_text(page, encoding="utf-8")
            print(f"{name}: {len(page.encode()) / 1e6:.2f} MB")
            address = f"{path.as_uri()}#/explore?scenario={name}"
            for throttle in THROTTLES[: 1 if asked.smoke else None]:
                found = measured(browser, address, throttle, 1 if asked.smoke else MOVES)
                rows.append((f"{name}, throttled {throttle} times", found))
        browser.close()
    print(f"\n{'ms':<44}" + "".join(f"{head:>14}" for head in HEADS))
    for label, found in rows:
        cells = ["-" if found[head] is None else f"{found[head]:.0f}" for head in HEADS]
        print(f"{label:<44}" + "".join(f"{cell:>14}" for cell in cells))
    return 0


if __name__ == "__main__":
    sys.exit(main())
