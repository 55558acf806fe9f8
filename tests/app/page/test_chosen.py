"""What a page holds: what was named, and the lessons for which that is enough."""

from __future__ import annotations

import pytest

from sovsim.app.page.chosen import chosen

KAZAKHSTAN = ("csto-kazakhstan-2022", "csto-kazakhstan-2022-no-debt")


@pytest.mark.slow
def test_a_lesson_comes_with_scenarios_that_are_enough_for_it() -> None:
    taught = chosen((*KAZAKHSTAN, "csto-kazakhstan-2022-refused")).lessons
    assert [lesson.name for lesson in taught] == ["protective-integration"]
    assert chosen(KAZAKHSTAN).lessons == ()


def test_a_lesson_that_is_named_brings_its_scenarios() -> None:
    page = chosen(("protective-integration",))
    assert page.title == page.lessons[0].head.title
    assert {one.name for one in page.scenarios} == {*KAZAKHSTAN, "csto-kazakhstan-2022-refused"}


@pytest.mark.slow
def test_a_page_begins_with_the_lessons_that_were_asked_for() -> None:
    page = chosen(("coercive-diplomacy",))
    begins = [name for name, tables in page.lesson_tables().items() if tables["asked"]]
    assert begins == ["coercive-diplomacy"]
    assert len(page.lessons) > 1
