"""On paper a page is whole: what is folded on the screen is unfolded, and dark is light."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.app.front.exploring import SCENARIO, wait_for_all
from tests.app.front.walk import KINDS, LESSON

pytestmark = pytest.mark.slow

CLAIMS = "main details.claims:not([open]) > ul"


def test_what_is_folded_is_printed_unfolded_and_in_light_colours(
    lessons: Callable[..., Any],
) -> None:
    page = lessons(f"lessons/{LESSON}?step={KINDS.index('explain')}", color_scheme="dark")
    claims = page.locator(CLAIMS)
    claims.first.wait_for(state="attached")
    assert not claims.first.is_visible()
    page.emulate_media(media="print")
    assert claims.first.is_visible()
    assert claims.first.bounding_box()["height"] > 50
    for place in ("p", "q", ".small", "h2"):
        colour = page.locator(f".step-body {place}, .step {place}").first.evaluate(
            "(one) => getComputedStyle(one).color.match(/\\d+/g).map(Number)"
        )
        assert max(colour) < 128, f"{place} is printed in {colour}"
    assert not page.locator("header").is_visible()


def test_tables_behind_pictures_and_levers_are_not_printed(lessons: Callable[..., Any]) -> None:
    page = lessons(f"explore?scenario={SCENARIO}&state=KAZ")
    wait_for_all(page)
    page.emulate_media(media="print")
    assert page.locator(".courses svg.lines").first.is_visible()
    assert page.locator("details.about > :not(summary)").first.is_visible()
    for hidden in (".explore-levers", ".picture-tools", ".transport", ".behind .wide"):
        found = page.locator(hidden)
        assert found.count() > 0
        assert not any(one.is_visible() for one in found.all()), hidden
