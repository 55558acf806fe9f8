"""Takes the pictures of the application that the documents show.

Usage: ``python docs/examples/screenshots.py``, with Playwright and a Chromium of the system. Each
is a page of one exported file, as a reader would see it on a laptop, or on a phone.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from shutil import which
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from sovsim.app.content import content
from sovsim.app.page.chosen import chosen
from sovsim.app.page.file import file

PLACE = Path(__file__).resolve().parents[1] / "img"
COLOURS = 128
LAPTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 800}
CSTO = "scenario=csto-kazakhstan-2022"


def main() -> None:
    """Write docs/img/application*.png."""
    held = chosen(["protective-integration"])
    page = file(held.scenarios, content(held.scenarios, held.lesson_tables()), held.title)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        path = Path(folder) / "lesson.html"
        path.write_text(page, encoding="utf-8")
        browser = driver.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        address = path.as_uri()
        explore = f"{address}#/explore?{CSTO}&state=KAZ&quarter=2022Q1&states=KAZ,UKR,ARM"
        shoot(browser, explore, "application", LAPTOP, ".lines", 6000)
        shoot(browser, f"{address}#/play?{CSTO}&seats=KAZ&seed=5", "application-play", LAPTOP)
        lesson = f"{address}#/lessons/protective-integration?step=1"
        shoot(browser, lesson, "application-lesson", PHONE, act=predict)
        browser.close()


def predict(page: Page) -> None:
    """Answer the question of a lesson."""
    page.locator("form.prediction input").nth(1).check()
    page.locator("form.prediction button").click()
    page.locator("table.shares").wait_for()


def shoot(
    browser: Any,
    address: str,
    name: str,
    size: dict[str, int],
    wait: str = "main h1",
    pause: int = 2500,
    act: Any = None,
) -> None:
    """Write a picture of a page, in few colours."""
    context = browser.new_context(offline=True, viewport=size, device_scale_factor=1)
    page = context.new_page()
    page.goto(address)
    page.locator(wait).first.wait_for()
    if act is not None:
        act(page)
    page.wait_for_timeout(pause)
    shot = Image.open(io.BytesIO(page.screenshot(full_page=act is not None)))
    few = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PLACE / f"{name}.png", optimize=True)
    context.close()


if __name__ == "__main__":
    main()
