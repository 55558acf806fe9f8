"""Colours of the pages can be told from what lies behind them, in light and in dark."""

from __future__ import annotations

import re

import pytest

from sovsim.app.page.front import style

TEXT, GRAPHIC = 4.5, 3.0
"""Contrasts that WCAG 2.2 asks for at level AA: of text, and of what else must be seen."""

GROUNDS = ("paper", "raised")
SERIES = tuple(f"series-{number}" for number in range(1, 7))
WRITTEN = (
    "ink",
    "muted",
    "accent",
    "bad",
    "good",
    *SERIES,
)  # names stand beside lines in their hue
LIGHT = ":root {"
DARK = (':root:not([data-theme="light"]) {', ':root[data-theme="dark"] {')


def colours(block: str) -> dict[str, str]:
    """Return the colours of the block of ``tokens.css`` that begins so."""
    tokens = style("tokens")
    start = tokens.index(block)
    return dict(
        re.findall(r"--([\w-]+): (#[0-9a-f]{6});", tokens[start : tokens.index("}", start)])
    )


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 for black, 1 for white."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


THEMES = {"light": colours(LIGHT), "dark": {**colours(LIGHT), **colours(DARK[1])}}


def test_contrasts_are_those_of_the_norm() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_dark_is_the_same_whether_the_system_or_the_reader_asks_for_it() -> None:
    system, reader = (colours(block) for block in DARK)
    assert system == reader
    assert set(THEMES["light"]) - set(reader) == {f"share-{place}" for place in range(6)}


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_on_every_ground(theme: str) -> None:
    held = THEMES[theme]
    pairs = [(word, ground) for word in WRITTEN for ground in GROUNDS]
    pairs += [("on-accent", "accent"), ("ink", "chosen"), ("ink", "mark"), ("muted", "mark")]
    found = {pair: round(contrast(held[pair[0]], held[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_frames_of_what_can_be_pressed_are_seen(theme: str) -> None:
    held = THEMES[theme]
    for ground in GROUNDS:
        assert contrast(held["frame"], held[ground]) >= GRAPHIC
