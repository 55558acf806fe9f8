"""Exploring in the browser: the true model's values, in answer to whatever is turned or asked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

import sovsim
from sovsim.scenario import load_scenario
from sovsim.variables import VARIABLES
from tests.app.front.exploring import (
    SCENARIO,
    lever,
    line,
    place,
    table,
    taken,
    tiles,
    wait,
    wait_for_all,
)
from tests.command_line import Ask

pytestmark = pytest.mark.slow

Opened = Callable[..., Any]

SET = {"collective_security.debt": 0.9, "initial.KAZ.unrest": 0.45}
LINK = f"explore?set={';'.join(f'{name}:{value}' for name, value in SET.items())}&seed=7&run=2"


def native(column: str, scenario: str = SCENARIO, **given: Any) -> pd.Series[Any]:
    """Return a column of a native run, by quarter and state; codes as their numbers."""
    settings = [f"{name}={value}" for name, value in given.pop("set", {}).items()]
    states = sovsim.run(scenario, settings=settings, engine="numpy", **given).states
    values = states.set_index(["quarter", "state"])[column]
    codes = VARIABLES[column].codes if column in VARIABLES else None
    if codes is None:
        return values.astype(float)
    numbers = {member.name.lower(): int(member) for member in codes}
    return values.map(lambda name: numbers[str(name).lower()])


def test_a_link_shows_the_native_run(opened: Opened, tmp_path: Path) -> None:
    for column in ("autonomy_security", "dependence_energy", "action", "rung"):
        page = opened(f"{LINK}&column={column}", accept_downloads=True)
        wait(page)
        found = table(page, tmp_path)[column].astype(float)
        expected = native(column, seed=7, run=2, set=SET)
        assert len(expected) == 32 * 14
        difference = (found.loc[expected.index] - expected).abs()
        assert difference.max() <= (0 if column in ("action", "rung") else 1e-9)


def test_the_first_picture_is_of_every_state(opened: Opened) -> None:
    page = opened("explore")
    wait(page)
    held = tiles(page)
    assert set(held) == {*load_scenario(SCENARIO).region.codes, "RUS"}
    said = "Kazakhstan: 0[.]\\d\\d, [+\N{MINUS SIGN}]?0[.]\\d\\d since the start"
    assert re.fullmatch(said, held["KAZ"])
    assert page.title() == "Explore · sovsim"


def test_a_lever_moves_the_course_and_is_put_back(opened: Opened) -> None:
    page = opened("explore")
    wait(page)
    before = line(page)
    held = lever(page, "Debt that a rescue leaves")
    held.locator("input[type=range]").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('path.line').getAttribute('d') !== before", arg=before
    )
    page.wait_for_timeout(800)
    assert "set=collective_security.debt:0.59" in place(page)
    held.get_by_role("button", name="Put back").click()
    page.wait_for_function(
        "before => document.querySelector('path.line').getAttribute('d') === before", arg=before
    )
    page.wait_for_timeout(800)
    assert "set=" not in place(page)


def test_only_the_newest_question_counts(opened: Opened) -> None:
    page = opened("explore?state=KAZ")
    wait(page)
    page.evaluate(
        """() => {
          const slider = document.querySelector('.lever input[type=range]');
          for (let k = 0; k <= 40; k++) {
            slider.value = String(0.1 + 0.02 * k);
            slider.dispatchEvent(new Event('input', { bubbles: true }));
          }
        }"""
    )
    wait_for_all(page)
    assert "set=collective_security.debt:0.9" in place(page)
    other = opened(place(page)[2:])
    wait_for_all(other)
    assert line(other) == line(page)
    assert tiles(other) == tiles(page)


def test_time_is_stepped_run_and_taken_back(opened: Opened) -> None:
    page = opened("explore")
    wait(page)
    shown = page.locator(".transport .quarter")

    def press(name: str, then: str | None = None) -> None:
        page.get_by_role("button", name=name, exact=True).click()
        if then is not None:
            page.locator(f".transport .quarter:text-is('{then}')").wait_for(timeout=5_000)

    assert shown.inner_text() == "2026Q4"
    press("To the start", "Start")
    press("A quarter on", "2019Q1")
    press("A quarter on", "2019Q2")
    press("A quarter back", "2019Q1")
    page.select_option("#explore-speed", "fast")
    press("Run")
    page.wait_for_function("() => document.querySelector('.quarter').textContent >= '2019Q4'")
    press("Pause")
    stopped = shown.inner_text()
    page.wait_for_timeout(500)
    assert shown.inner_text() == stopped
    assert f"quarter={stopped}" in place(page)


def test_why_adds_up_and_names_its_claims(opened: Opened, tmp_path: Path) -> None:
    page = opened("explore?quarter=2022Q1&state=KAZ", accept_downloads=True)
    wait_for_all(page)
    page.get_by_role("button", name="Why did Debt to a rescuer move?").click()
    page.wait_for_function(
        "() => /Debt/.test(document.querySelector('.why svg title').textContent)"
    )
    path = taken(page, page.locator(".why").get_by_role("button", name="CSV"), tmp_path)
    rows = pd.read_csv(path).set_index("Term")["Value"]
    assert rows["after"] - rows["before"] == pytest.approx(rows.drop(["before", "after"]).sum())
    debt = native("debt", seed=0)
    assert rows["before"] == pytest.approx(debt["2021Q4", "KAZ"], abs=1e-9)
    assert rows["after"] == pytest.approx(debt["2022Q1", "KAZ"], abs=1e-9)
    page.locator(".term-list .claims summary").first.click()
    assert "hadano" in page.locator(".term-list .claims[open]").inner_text()


def test_a_decision_is_told_with_its_draw(opened: Opened) -> None:
    page = opened("explore?quarter=2022Q1&state=KAZ")
    wait_for_all(page)
    words = page.locator(".choices").inner_text()
    assert "2022Q1: Kazakhstan asked the CSTO for help" in words
    shares = page.eval_on_selector_all(
        ".options tbody td:nth-of-type(1)", "all => all.map((one) => parseInt(one.textContent))"
    )
    assert sum(shares) == pytest.approx(100, abs=len(shares))
    assert page.locator(".options .taken th").inner_text() == "✓ request assistance"


def test_the_quarter_is_told_in_words(opened: Opened) -> None:
    page = opened("explore?quarter=2022Q1&state=KAZ")
    wait_for_all(page)
    news = page.locator(".news").inner_text()
    assert "2022Q1 in words" in news
    for sentence in ("The CSTO sent a mission to Kazakhstan.", "Disorder broke out"):
        assert sentence in news


def test_two_courses_part_where_they_are_made_to(opened: Opened, tmp_path: Path) -> None:
    page = opened("explore?quarter=2023Q4&states=KAZ,UKR", accept_downloads=True)
    wait_for_all(page)
    page.get_by_role("button", name="Compare with a second course (B)").click()
    page.wait_for_selector(".divergence:has-text('A and B are the same so far')")
    page.get_by_role("button", name="B", exact=True).first.click()
    field = lever(page, "Debt that a rescue leaves").locator("input[type=number]")
    field.fill("0.1")
    field.press("Enter")
    page.wait_for_selector(".divergence:has-text('A and B part in')")
    assert page.locator(".divergence button").first.inner_text() == "2019Q4"
    page.wait_for_timeout(1_000)
    frame = table(page, tmp_path).astype({"autonomy_a": float, "autonomy_b": float})
    assert np.allclose(frame.loc["2019Q3", "autonomy_a"], frame.loc["2019Q3", "autonomy_b"], atol=0)
    assert frame.loc[("2019Q4", "KAZ"), "autonomy_a"] != frame.loc[("2019Q4", "KAZ"), "autonomy_b"]
    page.check("#explore-apart")
    page.wait_for_selector(".picture-title:has-text('A less B')")
    apart = frame.loc[("2023Q4", "KAZ")]
    said = tiles(page)["KAZ"].replace("\N{MINUS SIGN}", "-")
    assert float(said.split(": ")[1]) == pytest.approx(
        apart.autonomy_a - apart.autonomy_b, abs=0.005
    )


def test_a_link_shows_whoever_has_it_the_same(opened: Opened) -> None:
    page = opened(
        f"{LINK}&quarter=2021Q2&state=UKR&states=KAZ,UKR&column=alignment_west&lines=dependence,rung"
        f"&b.scenario={SCENARIO}&b.set=capacity.rate:0.05"
    )
    wait_for_all(page)
    page.click(".tile[data-key=GEO]")
    page.get_by_role("button", name="A quarter on", exact=True).click()
    page.wait_for_timeout(900)
    link = place(page)
    for part in (
        "state=GEO",
        "quarter=2021Q3",
        "column=alignment_west",
        "b.set=capacity.rate:0.05",
        "states=KAZ,UKR",
        "lines=dependence,rung",
        "set=collective_security.debt:0.9;initial.KAZ.unrest:0.45",
        "seed=7",
        "run=2",
    ):
        assert part in link
    other = opened(link[2:])
    wait_for_all(other)
    page.wait_for_timeout(300)
    assert place(other) == link
    assert tiles(other) == tiles(page)
    assert line(other) == line(page)
    for part in (".courses", ".attributes", ".news"):
        assert other.locator(part).inner_text() == page.locator(part).inner_text()


BAD = {
    "scenario": '"><img src=x onerror=alert(1)>',
    "set": "capacity.rate:9;__proto__.x:1;initial.KAZ.nothing:1;capacity.rate",
    "column": "constructor",
    "lines": "autonomy,toString",
    "states": "KAZ,XXX,__proto__",
    "state": "hasOwnProperty",
    "quarter": "2050Q1",
    "seed": "-1",
    "run": "1e99",
    "b.scenario": "nowhere",
    "b.set": "capacity.rate:NaN",
    "more": "x",
}


def test_bad_links_are_refused_in_words_and_dropped(opened: Opened) -> None:
    page = opened(f"explore?{'&'.join(f'{name}={quote(value)}' for name, value in BAD.items())}")
    wait(page)
    assert "left out of the link" in page.locator(".faults").inner_text()
    assert page.locator("img").count() == 0
    for name, value in BAD.items():
        each = opened(f"explore?{name}={quote(value)}")
        wait(each)
        assert each.locator(".faults").inner_text() != "", name
        assert len(tiles(each)) >= 15


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_stand_alone(opened: Opened, tmp_path: Path, theme: str) -> None:
    page = opened("explore", accept_downloads=True, color_scheme=theme)
    wait_for_all(page)
    for where in (".maps", ".courses", ".history", ".why"):
        part = page.locator(where)
        svg = taken(page, part.get_by_role("button", name="SVG").first, tmp_path)
        text = svg.read_text(encoding="utf-8")
        root = ElementTree.fromstring(text)
        assert root.tag.endswith("svg")
        assert root.find("{http://www.w3.org/2000/svg}title") is not None
        for borrowed in ("var(", "class=", "style=", "tabindex"):
            assert borrowed not in text
        png = taken(page, part.get_by_role("button", name="PNG").first, tmp_path)
        assert png.read_bytes().startswith(b"\x89PNG")
        assert png.stat().st_size > 5000


def test_the_scenario_runs_on_the_command_line(opened: Opened, tmp_path: Path, ask: Ask) -> None:
    page = opened(f"{LINK}&column=alignment_west_political", accept_downloads=True)
    wait(page)
    path = taken(page, page.get_by_role("button", name="Scenario (TOML)"), tmp_path)
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    assert held["scenario"]["extends"] == "base-2019"
    assert held["parameters"]["collective_security.debt"] == 0.9
    assert held["initial"]["KAZ"]["unrest"] == 0.45
    ask("check", str(path))
    found = table(page, tmp_path)["alignment_west_political"].astype(float)
    expected = native("alignment_west_political", str(path), seed=7, run=2)
    assert (found.loc[expected.index] - expected).abs().max() <= 1e-9


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_lies_beside_the_page(opened: Opened, width: int) -> None:
    settings: dict[str, Any] = {"viewport": {"width": width, "height": 844}}
    phone = width == 390
    page = opened(
        f"{LINK}&b.scenario={SCENARIO}&states=KAZ,UKR,GEO,ARM", **settings, has_touch=phone
    )
    wait_for_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for details in page.locator("main details > summary").all():
        if details.is_visible():
            details.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if phone:
        box = page.locator(".transport").bounding_box()
        assert box["y"] + box["height"] == pytest.approx(844, abs=2)
        for button in page.locator(".transport button").all():
            size = button.bounding_box()
            assert min(size["width"], size["height"]) >= 44


def test_what_is_written_on_a_tile_has_room_there(opened: Opened) -> None:
    page = opened(f"explore?scenario={SCENARIO}")
    wait(page)
    for width in (390, 600, 718, 800, 1000, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(300)
        over = page.eval_on_selector_all(
            ".maps .picture:not([hidden]) .tile",
            """all => all.flatMap((tile) => [...tile.querySelectorAll("text")].map((text) =>
              [text.textContent, text.getBoundingClientRect().width -
                tile.querySelector("rect").getBoundingClientRect().width]))""",
        )
        assert len(over) > 20
        assert {text: beyond for text, beyond in over if beyond > 0} == {}, width


def test_everything_can_be_done_by_keyboard(opened: Opened) -> None:
    page = opened("explore?state=KAZ")
    wait(page)
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("(({ id, ariaLabel }) => id || ariaLabel || '')(document.activeElement)")
        )
    for one in ("explore-scenario", "Run", "explore-quarter", "explore-column", "explore-seed"):
        assert one in seen
    page.focus(".tile[data-key=KAZ]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    reached = page.evaluate("document.activeElement.dataset.key")
    assert reached not in ("KAZ", None)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "code => document.querySelector('#explore-state').value === code", arg=reached
    )
    assert page.evaluate("document.activeElement.dataset.key") == reached
    page.focus("#explore-quarter")
    page.keyboard.press("Home")
    page.wait_for_function(
        "() => document.querySelector('.transport .quarter').textContent === 'Start'"
    )


def test_observed_facts_lie_behind_the_courses(opened: Opened) -> None:
    page = opened("explore?column=membership_csto&states=ARM,KAZ")
    wait_for_all(page)
    note = page.locator(".courses .picture-note").first.inner_text()
    assert "of public record" in note
    assert "member of the CSTO" in note
    assert page.locator(".courses .picture").first.locator(".facts rect").count() >= 1


def test_another_region_is_explored_in_its_own_names(opened: Opened) -> None:
    page = opened("explore?scenario=toy-two-states")
    wait_for_all(page)
    region = load_scenario("toy-two-states").region
    assert set(tiles(page)) == {*region.codes, region.hegemon.code}
    assert region.hegemon.name in page.locator(".history .picture-title").text_content()
    page.select_option("#explore-scenario", SCENARIO)
    page.wait_for_selector(".tile[data-key=KAZ]")
    wait_for_all(page)
    assert len(tiles(page)) == 15


def test_a_link_says_of_which_rules_it_is(opened: Opened) -> None:
    page = opened("explore", permissions=["clipboard-read", "clipboard-write"])
    wait_for_all(page)
    page.get_by_role("button", name="Copy the link").click()
    page.wait_for_timeout(500)
    link = page.evaluate("navigator.clipboard.readText()")
    mark = link.partition("of=")[2].partition("&")[0]
    assert len(mark) == 16
    fits = opened(link.partition("#/")[2])
    wait_for_all(fits)
    assert fits.locator(".faults").inner_text() == ""
    other = opened(link.partition("#/")[2].replace(mark, "0" * 16))
    wait_for_all(other)
    assert "other rules" in other.locator(".faults").inner_text()
