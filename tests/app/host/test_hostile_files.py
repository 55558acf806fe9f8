"""Scenario files that mean harm, given to the served page: refused in words, or shown as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.app.front.conftest import watch
from tests.app.host.running import needs_chromium, served

pytestmark = [pytest.mark.slow, needs_chromium]

MARKUP = "</script><script>globalThis.ran = 1</script><img src=x onerror=globalThis.ran=1>"
LONG = "x" * 300
OWN = """\
[scenario]
name = "constructor"
title = "TITLE"
question = "QUESTION"
background = "BACKGROUND"
extends = "toy-two-states"
"""
HEAD = OWN.replace("TITLE", "T").replace("QUESTION", "Q").replace("BACKGROUND", "B")
PARAMETER = f'{HEAD}\n[parameters]\n"capacity.rate" = '
REFUSED = {
    "a name that is markup": (HEAD.replace("constructor", MARKUP), "lower-case words"),
    "a name of a prototype": (HEAD.replace("constructor", "__proto__"), "lower-case words"),
    "a word as long as a book": (HEAD.replace('"T"', f'"{"x" * 9000}"'), "at most 300 letters"),
    "a word that turns the rest": (HEAD.replace('"T"', '"\u202eT"'), "control character U+202E"),
    "a number as large as can be": (f"{PARAMETER}1e308\n", "out of range"),
    "a number that is none": (f"{PARAMETER}inf\n", "finite number"),
    "a number of 400 digits": (f"{PARAMETER}{'9' * 400}\n", "too large"),
    "a number of 5000 digits": (f"{PARAMETER}{'9' * 5000}\n", "too many digits"),
    "lists within lists": (f"{HEAD}x = {'[' * 20_000}{']' * 20_000}\n", "nested too deep"),
    "tables within tables": (f"{HEAD}x = {'{a=' * 5000}1{'}' * 5000}\n", "nested too deep"),
    "keys within keys": (f"{HEAD}{'.'.join(['a'] * 5000)} = 1\n", "more than 12 parts"),
    "a lever of a prototype": (f"{HEAD}\n[parameters]\n__proto__ = 1\n", "is no parameter"),
    "a start of a prototype": (f"{HEAD}\n[initial.__proto__]\nunrest = 1\n", "is no unit"),
    "a file of this computer": (HEAD.replace("toy-two-states", "/etc/passwd"), "no shipped"),
    "ten megabytes": ("#" * 10_000_000, "10000000 bytes"),
    "letters of another code": ("# \u00dcbermacht\n".encode("latin-1"), "UTF-8"),
    "no text": (b"\x00\xff\xfe\x80" * 50, "UTF-8"),
}
SPOILT = """() => [globalThis.ran ?? null, ({}).x ?? null, Object.keys(Object.prototype),
  document.querySelectorAll("main img, main script, main iframe").length,
  Math.max(0, document.documentElement.scrollWidth - innerWidth)]"""
CLEAN = [None, None, [], 0, 0]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("toy-two-states") as found:
        yield found


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    faults: list[str] = []
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    made = context.new_page()
    made.set_default_timeout(60_000)
    watch(made, faults, (address, "blob:", "data:"))
    made.goto(address)
    made.locator("#own-file").wait_for()
    yield made
    context.close()
    told_by_the_host = "Failed to load resource: the server responded with a status of 422"
    assert [one for one in faults if not one.startswith(told_by_the_host)] == []


def give(page: Any, text: str | bytes) -> None:
    """Choose a file on the first page."""
    buffer = text.encode() if isinstance(text, str) else text
    file = {"name": "<b>own</b>.toml", "mimeType": "text/plain", "buffer": buffer}
    page.set_input_files("#own-file", [file])


def test_what_is_no_scenario_is_refused_in_words(page: Any) -> None:
    for kind, (text, words) in REFUSED.items():
        give(page, text)
        alert = page.locator(".own [role=alert]", has=page.locator(".own-faults"))
        alert.wait_for()
        told = alert.inner_text()
        assert words in told, kind
        assert "<b>own</b>.toml" in told
        assert len(told) < 3000, kind
        assert page.evaluate(SPOILT) == CLEAN, kind


def test_of_very_many_faults_the_first_are_told_and_the_rest_is_counted(page: Any) -> None:
    many = "".join(f'"a.b{number}" = 1\n' for number in range(15_000))
    give(page, f"{HEAD}\n[parameters]\n{many}")
    page.locator(".own-left").wait_for()
    told = page.locator(".own-faults").inner_text()
    assert told.count("is no parameter") == 20
    assert "more faults" not in told
    assert (
        page.locator(".own-left").inner_text() == "\N{HORIZONTAL ELLIPSIS} and 14980 more faults."
    )
    assert page.evaluate(SPOILT) == CLEAN


@pytest.mark.parametrize("words", [MARKUP, LONG, "{{t}} {n} ${t} %s &lt;"])
def test_words_of_a_scenario_are_text_on_every_page(words: str, page: Any) -> None:
    long = "y" * 9000 if words == LONG else words
    text = OWN.replace("TITLE", words).replace("QUESTION", words).replace("BACKGROUND", long)
    give(page, text)
    page.locator("svg.map .tile").first.wait_for()
    assert page.locator("#explore-scenario option:checked").inner_text() == words
    for place, awaited in {
        "explore?scenario=constructor": ".maps svg.map",
        "home": "h1",
        "play?scenario=constructor": ".play-setup",
        "play?scenario=constructor&seats=FRE&seed=1": ".play-turn",
        "about": "h1",
        "lessons": "h1",
    }.items():
        page.evaluate("hash => { location.hash = hash; }", f"#/{place}")
        page.locator(f"main {awaited}").first.wait_for()
        for details in page.locator("main details:not([open]) > summary").all()[:3]:
            if details.is_visible():
                details.click()
        page.wait_for_timeout(200)
        assert page.evaluate(SPOILT) == CLEAN, place
    page.evaluate("location.hash = '#/play?scenario=constructor'")
    page.locator(".play-setup").wait_for()
    assert words in page.locator("main").inner_text()
