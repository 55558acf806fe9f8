"""Somebody else's word, as a link or a game: nothing in it runs, nothing is lost in silence.

Files of games that do not fit are refused in ``test_play.py``, of a class in ``test_class.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.app.front.exploring import SCENARIO, tiles, wait
from tests.app.front.games import begin, put_in
from tests.app.front.scripts import value_of
from tests.compiled.node import needs_node

pytestmark = pytest.mark.slow

Opened = Callable[..., Any]

MARKUP = "</script><img src=x onerror=globalThis.ran=1>"
TURNED = "\u202eetatS\u2066"  # marks that turn the direction of what follows
LINK = "core/link.js"

SPOILT = """() => {
  const made = {};
  return [globalThis.ran ?? null, made.x ?? null, Object.keys(Object.prototype),
    document.querySelectorAll("main img, main script, main iframe, main object").length];
}"""
CLEAN = [None, None, [], 0]
"""No code ran, no prototype was touched, no markup was made."""


@needs_node
def test_no_name_of_a_link_is_special() -> None:
    link = "#/explore?__proto__=x&constructor=y&set=__proto__:1;toString:2;a:1e400;b:0x1g"
    found = value_of(
        {LINK: "decodeLink, decodeNumbers"},
        f"(() => {{ const {{ values }} = decodeLink({link!r});"
        " const [numbers, faults] = decodeNumbers(values.set);"
        " return [Object.keys(values), Object.entries(numbers), faults, ({}).x ?? null]; })()",
    )
    assert found[0] == ["__proto__", "constructor", "set"]
    assert found[1] == [["__proto__", 1], ["toString", 2]]
    assert found[2:] == [["a:1e400", "b:0x1g"], None]


@needs_node
@pytest.mark.parametrize("times", [1, 3000, 9000])
def test_a_link_that_is_too_long_keeps_whole_values_and_says_that_more_was_there(
    times: int,
) -> None:
    link = f'"#/explore?seed=3&set=" + "capacity.rate:0.03;".repeat({times})'
    found = value_of({LINK: "decodeLink"}, f"decodeLink({link})")
    assert list(found["values"]) == (["seed"] if times == 9000 else ["seed", "set"])
    assert found["cut"] == (times == 9000)


def test_a_link_that_was_cut_says_so_on_every_page(opened: Opened) -> None:
    page = opened("about")
    words = page.locator(".cut")
    for place in ("lessons", "explore", "play", "class"):
        page.evaluate("hash => { location.hash = hash; }", f"#/{place}?x={'y' * 100_000}")
        page.locator(f"nav a[data-page={place}][aria-current]").wait_for()
        assert "too long" in words.inner_text()
        page.evaluate("location.hash = '#/about'")
        page.locator("nav a[data-page=about][aria-current]").wait_for()
        assert not words.is_visible()
    page.evaluate("hash => { location.hash = hash; }", f"#/explore?state=KAZ&x={'y' * 100_000}")
    wait(page)
    page.get_by_role("button", name="A quarter back", exact=True).click()
    page.wait_for_function("() => location.hash.includes('quarter=')")  # which the page wrote
    assert "yyy" not in page.evaluate("location.hash")
    assert "too long" in words.inner_text()


REFUSED = {
    "set": (
        *("initial.KAZ.unrest:1e308", "initial.KAZ.unrest:5", "initial.KAZ.unrest:-0.1"),
        *("initial.KAZ.unrest.more:0.3", "initial.NATO.unrest:0.5", "initial.KAZ.action:3"),
        *("initial.hegemon.accustomed_distance:0.4", "initial.hegemon.energy_price:0.5"),
        *("initial.RUS.self_image:0.5", "initial.__proto__.unrest:0.5", "initial.KAZ.__proto__:1"),
        *("capacity.rate:Infinity", "capacity.rate:NaN", "capacity.rate:9", "capacity.rate:"),
        *("__proto__:1", "constructor.prototype:1", f"{MARKUP}:1", f"{'x' * 9000}:1"),
    ),
    "scenario": ("__proto__", "toString", MARKUP, TURNED, "x" * 9000),
    "run": ("9007199254740991", "NaN", "1e5", "-1"),
    "seed": ("Infinity", "0x10", "99999999999999999999"),
    "column": ("__proto__", "constructor", MARKUP),
    "state": ("__proto__", TURNED, MARKUP),
    "__proto__": ("x",),
    MARKUP: ("x",),
}


def test_what_a_link_says_and_the_model_has_not_is_told_and_left_out(opened: Opened) -> None:
    page = opened(f"explore?scenario={SCENARIO}")
    wait(page)
    shown = tiles(page)
    for name, values in REFUSED.items():
        for value in values:
            page.evaluate("location.hash = '#/about'")
            page.locator("main h1:text-is('About')").wait_for()
            page.evaluate(
                "hash => { location.hash = hash; }", f"#/explore?{quote(name)}={quote(value)}"
            )
            wait(page)
            assert page.locator(".faults").inner_text() != "", (name, value)
            assert tiles(page) == shown, (name, value)
            assert page.evaluate(SPOILT) == CLEAN
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(
    "place", ["lessons/{}", "play?scenario={}&seats={}", "concepts?q={}", "{}"]
)
def test_other_pages_take_a_hostile_link_for_text(place: str, opened: Opened) -> None:
    page = opened("about")
    for value in (MARKUP, "__proto__", "constructor", TURNED, "%", "x" * 9000):
        hash_ = f"#/{place.replace('{}', quote(value, safe='%'))}"
        page.evaluate("hash => { location.hash = hash; }", hash_)
        page.locator("main h1").first.wait_for()
        assert page.evaluate(SPOILT) == CLEAN
        assert page.locator(".fault h1").count() == 0, value
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_lever_of_a_game_that_no_table_could_hold_is_not_lost(
    played: str, opened: Opened
) -> None:
    page = opened(f"play?scenario={SCENARIO}")
    put_in(page, "game.toml", played.replace("[[play]]", "[parameters]\n__proto__ = 3\n\n[[play]]"))
    page.wait_for_selector("[data-fault]:not([hidden])")
    assert "__proto__" in page.inner_text("[data-fault]")
    assert page.evaluate(SPOILT) == CLEAN


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    "filling", ["\n" * 400_000, f"#{'x' * 400_000}\n", "# \n" * 130_000, " " * 400_000 + "\n"]
)
def test_a_game_with_much_that_says_nothing_is_the_same_game(
    filling: str, before: bool, played: str, opened: Opened
) -> None:
    page = opened(f"play?scenario={SCENARIO}")
    put_in(page, "game.toml", f"{filling}{played}" if before else f"{played}{filling}")
    begin(page)
    assert "Kazakhstan in 2020" in page.inner_text("h1")


def test_files_with_names_as_long_as_they_can_be_fit_a_phone(played: str, opened: Opened) -> None:
    page = opened("class", viewport={"width": 390, "height": 844})
    page.wait_for_selector(".class-drop")
    page.set_input_files(
        ".class-drop input",
        [
            {"name": f"{letter * 240}.toml", "mimeType": "text/plain", "buffer": text.encode()}
            for letter, text in (("a", played), ("b", played), ("c", "junk"))
        ],
    )
    page.wait_for_selector(".class-shown .fault")
    rows = page.locator(".class-outcomes tbody th").all_text_contents()
    assert [row[:9] for row in rows] == ["a" * 9, "b" * 9]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("player", [MARKUP, TURNED, "__proto__", "x" * 300])
def test_a_players_name_is_text(player: str, played: str, opened: Opened) -> None:
    page = opened("class")
    page.wait_for_selector(".class-drop")
    text = played.replace('"player":""', f'"player":"{player}"')
    file = {"name": "a.toml", "mimeType": "text/plain", "buffer": text.encode()}
    page.set_input_files(".class-drop input", [file])
    page.wait_for_selector(".class-outcomes tbody th")
    assert page.locator(".class-outcomes tbody th").first.text_content().startswith(player[:20])
    assert page.evaluate(SPOILT) == CLEAN
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
