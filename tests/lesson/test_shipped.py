"""The shipped lessons: right, whole, and true to what the model gives."""

from __future__ import annotations

import re

import pytest

from sovsim.documents.shipped import shipped_files
from sovsim.lesson import lesson_names, load_lesson
from sovsim.lesson.expected import expected
from sovsim.lesson.load import KIND

NAMES = list(shipped_files(KIND))
OFF = 0.1
"""By how much a share may differ from the one in the file; beyond it the lesson tells untruths."""


def test_lessons_come_in_their_order_and_none_has_anothers_place() -> None:
    orders = [load_lesson(name).head.order for name in lesson_names()]
    assert orders == sorted(set(orders))
    assert sorted(lesson_names()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_whole(name: str) -> None:
    lesson = load_lesson(name)
    kinds = [step.kind for step in lesson.steps]
    assert lesson.name == name
    assert {"read", "predict", "explain", "discuss"} <= set(kinds)
    assert {"run", "compare", "why", "play"} & set(kinds)
    assert kinds.index("predict") < kinds.index("explain")
    assert lesson.head.concepts
    for step in lesson.steps:
        if step.kind == "explain":
            assert step.claims, f"{name}: an explanation that rests on nothing"
        if step.outcome is not None:
            assert step.outcome.expected, f"{name}: a prediction without an outcome"
    assert re.search(r"\d", lesson.teacher.usual), f"{name}: what usually comes out has no number"


@pytest.mark.parametrize("name", NAMES)
def test_the_time_of_a_lesson_is_that_of_its_plan(name: str) -> None:
    lesson = load_lesson(name)
    minutes = [int(re.match(r"(\d+) min: ", part).group(1)) for part in lesson.teacher.plan]  # type: ignore[union-attr]
    assert sum(minutes) == lesson.head.minutes


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_what_a_lesson_says_comes_out_comes_out(name: str) -> None:
    for one in expected(load_lesson(name)):
        assert one.off <= OFF, f"{one.question}: {one.shares}, the file has {one.written}"
