"""Everybody can use the pages: an axe scan of each, in light and dark, on a phone and a laptop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.app.front.exploring import SCENARIO, lever, wait, wait_for_all
from tests.app.front.walk import KINDS, LESSON, walk
from tests.browsers import violations

pytestmark = pytest.mark.slow

Opened = Callable[..., Any]

SURROUNDINGS = (("light", 390), ("dark", 1280))
DRAWN = 150  # milliseconds in which pictures follow a new width


def test_no_page_keeps_anybody_out(lessons: Opened, played: str, axe: str) -> None:
    page = lessons("home")
    found = []
    for place in walk(page, played):
        for scheme, width in SURROUNDINGS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(DRAWN)
            where = f"{place}, {scheme}, {width}"
            found += [f"{where}: {one}" for one in violations(page, axe)]
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                found.append(f"{where}: {over} pixels wider than the screen")
    assert found == []


def test_a_scan_sees_what_is_wrong(opened: Opened, axe: str) -> None:
    page = opened("about")
    page.locator("main h1").wait_for()
    page.evaluate(
        """() => document.querySelector("main").append(document.createElement("button"),
          Object.assign(document.createElement("p"), { textContent: "faint", id: "faint" }))"""
    )
    page.evaluate("document.getElementById('faint').style.setProperty('color', '#cccccc')")
    rules = [one.split(":")[0] for one in violations(page, axe)]
    assert rules == ["button-name", "color-contrast"]


# Notes who listens to clicks, before any script of the page runs.
LISTEN = """(() => {
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, ...rest) {
    if (kind === "click" && this instanceof Element) this.setAttribute("data-clicked", "");
    return add.call(this, kind, ...rest);
  };
})();"""

# Marks what has the focus; says what it is, where it is and whether one sees it.
REACH = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const again = one.hasAttribute("data-reached");
  one.setAttribute("data-reached", "");
  const shown = getComputedStyle(one);
  const seen = shown.outlineStyle !== "none" || shown.boxShadow !== "none";
  const drawn = [...one.children].some((child) => getComputedStyle(child).outlineStyle !== "none" ||
    parseFloat(getComputedStyle(child).strokeWidth) >= 2);
  const told = `${one.tagName}.${one.className.baseVal ?? one.className}#${one.id}`;
  return { again, seen: seen || drawn || one.matches("main"), told };
}"""

# What can be used or listens to clicks, is shown, and was not reached. A group of choices has one
# place in the order, and arrows go on from there; on a picture, time and states have controls.
MISSED = """() => [...document.querySelectorAll(`a[href], button:enabled, select:enabled,
    input:enabled, textarea:enabled, summary, [data-clicked]`)].filter((one) => {
  if (!one.checkVisibility({ visibilityProperty: true }) || one.hasAttribute("data-reached")) {
    return false;
  }
  if (one.matches("input[type=radio]")) {
    return document.querySelector(`input[name="${one.name}"][data-reached]`) === null;
  }
  if (one.closest("svg") !== null) {
    const group = one.closest("svg");
    return !group.matches(".lines, .timeline") && group.querySelector("[data-reached]") === null;
  }
  return true;
}).map((one) => one.outerHTML.slice(0, 120))"""

WALKED = (
    "home",
    f"lessons/{LESSON}?step={KINDS.index('predict')}",
    "play",
    "explore with B",
    "a year to be decided",
    "a look back",
    "class",
)


def test_what_can_be_clicked_is_reached_by_keyboard_and_seen_there(
    chromium: Any, lessons_file: Any, played: str
) -> None:
    context = chromium.new_context(offline=True, reduced_motion="reduce")
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.goto(f"{lessons_file.as_uri()}#/home")
    reached = {}
    for place in walk(page, played):
        if place not in WALKED:
            continue
        page.keyboard.press("Tab")  # who uses keys sees the focus from now on
        page.evaluate("document.querySelector('.skip').focus()")
        count = 0
        while (told := page.evaluate(REACH)) is not None and not told["again"]:
            assert told["seen"], f"{place}: the focus on {told['told']} is not seen"
            page.keyboard.press("Tab")
            count += 1
        assert page.evaluate(MISSED) == [], place
        page.evaluate(
            """() => document.querySelectorAll("[data-reached]").forEach(
              (one) => one.removeAttribute("data-reached"))"""
        )
        reached[place] = count
        moving = page.evaluate(
            """document.getAnimations().filter((one) => one.playState === "running").length"""
        )
        assert moving == 0, f"{place}: something moves"
    context.close()
    assert set(reached) == set(WALKED)
    assert reached["home"] > 20
    assert reached["explore with B"] > 40


SPOKEN = """() => {
  globalThis.spoken = [];
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const one = (target.nodeType === 1 ? target : target.parentElement)?.closest(
        "[role=status], [role=alert], [aria-live], output");
      if (one !== null && one !== undefined) globalThis.spoken.push(one.textContent);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def test_what_changes_is_said(opened: Opened) -> None:
    page = opened(f"explore?scenario={SCENARIO}&state=KAZ")
    wait_for_all(page)
    page.evaluate(SPOKEN)
    said = page.locator("body > [role=status]")
    field = lever(page, "Debt that a rescue leaves")
    field.locator("input[type=number]").fill("0.7")
    field.locator("input[type=number]").press("Enter")
    page.wait_for_function(
        "() => globalThis.spoken.some((one) => one.startsWith('Computed anew. Kazakhstan 2026Q4'))"
    )
    assert "Autonomy 0." in said.inner_text()
    page.get_by_role("button", name="A quarter back", exact=True).click()
    page.wait_for_function("() => globalThis.spoken.some((one) => one.includes('2026Q3'))")
    page.evaluate("location.hash = '#/explore?column=nothing'")
    wait(page)
    page.wait_for_function("() => globalThis.spoken.some((one) => one.includes('left out'))")
