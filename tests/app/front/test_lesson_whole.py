"""A lesson from its first step to its summary: predictions are kept, and held against true runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from sovsim.lesson import load_lesson
from tests.app.front.walk import go

pytestmark = pytest.mark.slow

NAME = "protective-integration"
LESSON = load_lesson(NAME)
PREDICTIONS = {k: step for k, step in enumerate(LESSON.steps) if step.kind == "predict"}
NEAR = 0.1
"""How far shares of 64 runs may lie from those that the lesson states."""


def shares(page: Any) -> list[tuple[int, int]]:
    """Return in how many runs each answer came out, and as what share of them in per cent."""
    told = page.locator("table.shares td.number").all_inner_texts()
    found = [re.fullmatch(r"(\d+) \((\d+) ?%\)", one) for one in told]
    assert all(found), told
    return [(int(one[1]), int(one[2])) for one in found if one]


def predict(page: Any, place: int, option: int) -> None:
    """Give an answer, and wait until runs have been held against it."""
    go(page, f"lessons/{NAME}?step={place}")
    form = page.locator("form.prediction")
    form.locator("input").nth(option).check()
    assert page.locator("table.shares").count() == 0
    form.locator("button").click()
    page.locator("table.shares").wait_for(timeout=60_000)


def test_a_lesson_is_gone_through_to_its_summary(lessons: Callable[..., Any]) -> None:
    page = lessons(f"lessons/{NAME}")
    right, told = 0, {}
    for number, (place, step) in enumerate(PREDICTIONS.items()):
        assert step.outcome is not None
        option = number % len(step.options)
        predict(page, place, option)
        counts, rounded = zip(*shares(page), strict=True)
        assert sum(counts) == step.outcome.runs
        for share, wanted in zip(rounded, step.outcome.expected, strict=True):
            assert share / 100 == pytest.approx(wanted, abs=NEAR)
        assert page.locator("tr.own th").inner_text().startswith(step.options[option])
        right += counts[option] == max(counts)
        told[step.title] = (step.options[option], rounded[option])
    for place, step in enumerate(LESSON.steps):
        if step.kind == "explain":
            go(page, f"lessons/{NAME}?step={place}")
            page.locator(f"h2:has-text('{step.title}')").wait_for()
            page.locator(".step-body .claims summary").click()
            assert page.locator(".step-body .claims li").count() == len(step.claims)
    go(page, f"lessons/{NAME}?step={len(LESSON.steps)}")
    page.locator(".step-body li").first.wait_for(timeout=60_000)
    words = page.locator(".step-body").inner_text()
    assert f"Of {len(PREDICTIONS)} predictions, {right} named what most runs gave." in words
    for title, (option, share) in told.items():
        assert f"{title}: you said “{option}”, as {share} % of the runs have it." in words
    page.reload()
    page.locator(".step-body li").first.wait_for(timeout=60_000)
    assert page.locator(".step-body").inner_text() == words


def test_the_teachers_page_says_what_usually_comes_out(lessons: Callable[..., Any]) -> None:
    page = lessons(f"lessons/{NAME}?step=teacher")
    page.locator(".step-body table").first.wait_for()
    tables = page.locator(".step-body table").all()
    assert len(tables) == len(PREDICTIONS)
    for table, step in zip(tables, PREDICTIONS.values(), strict=True):
        assert step.outcome is not None
        assert table.locator("caption").inner_text() == step.question.replace("*", "")
        assert table.locator("tbody th").all_inner_texts() == list(step.options)
        told = table.locator("tbody td").all_inner_texts()
        assert told == [f"{100 * one:.0f} %" for one in step.outcome.expected]
    words = page.locator(".step-body").inner_text()
    for one in LESSON.teacher.plan:
        assert one.replace("*", "") in words
    for text in (LESSON.teacher.usual, LESSON.teacher.cannot, LESSON.teacher.misread):
        first = text.split("\n")[0].strip().replace("*", "")
        assert first[:60] in words
