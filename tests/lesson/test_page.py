"""The pages in the docs are those that the files give, and a text marks nothing but emphasis."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovsim.lesson import load_lesson
from sovsim.lesson.index import pages
from sovsim.lesson.page import page
from sovsim.lesson.text import line, paragraphs, prose
from tests.command_line import Ask

COMMITTED = Path(__file__).parents[2] / "docs" / "lessons"


@pytest.mark.slow
def test_the_committed_pages_are_those_that_the_files_give() -> None:
    made = pages()
    assert {file.name for file in COMMITTED.iterdir()} == set(made)
    for name, text in made.items():
        committed = (COMMITTED / name).read_text(encoding="utf-8")
        assert text == committed, "write it anew: sovsim lesson --out docs/lessons"


def test_a_page_has_every_step_the_teachers_part_and_every_claim() -> None:
    lesson = load_lesson("protective-integration")
    text = page(lesson)
    for number in range(1, len(lesson.steps) + 1):
        assert f"## Step {number}. " in text
    for heading in ("Plan", "What usually comes out", "What the model cannot show here"):
        assert f"### {heading}" in text
    for claim in lesson.claims:
        assert f"| {claim} |" in text


def test_what_a_title_only_suggests_is_marked_so_on_the_page() -> None:
    text = page(load_lesson("protective-integration"))
    row = next(row for row in text.splitlines() if row.startswith("| hadano-kazakhstan-riots |"))
    assert row.endswith("| title only: not a finding |")


def test_a_text_marks_nothing_but_emphasis() -> None:
    assert line("a *b* c") == "a *b* c"
    assert line("<script>alert(1)</script>") == r"&lt;script\>alert(1)&lt;/script\>"
    assert line("[here](http://x) `code` a|b") == r"\[here\](http://x) \`code\` a\|b"
    assert line("# no heading") == r"\# no heading"
    assert line("2014. No list") == r"2014\. No list"


def test_a_blank_line_parts_paragraphs_and_a_new_line_does_not() -> None:
    assert paragraphs("\na\nb\n\n  \nc\n") == ("a b", "c")
    assert prose("a\n\nb") == "a\n\nb"


def test_the_outcome_is_not_told_before_it_is_asked_for(ask: Ask) -> None:
    shown = ask("lesson", "protective-integration")
    assert (shown.status, shown.err) == (0, "")
    assert "Step 2. Predict: The price of a rescue" in shown.out
    assert "0.92" not in shown.out
    assert "92" not in shown.out.partition("Explain:")[0]


def test_the_command_writes_a_page_and_gives_the_file_as_data(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    assert ask("lesson", "protective-integration", "--out", file).status == 0
    assert file.read_text(encoding="utf-8") == page(load_lesson("protective-integration"))
    data = json.loads(ask("lesson", "protective-integration", "--json").out)
    assert data["step"][1]["outcome"]["unit"] == "KAZ"


def test_a_lesson_that_is_not_there_is_named_with_the_nearest(ask: Ask) -> None:
    refused = ask("lesson", "protective-intergration")
    assert refused.status == 2
    assert "did you mean 'protective-integration'?" in refused.err
    assert ask("lesson").status == 2
    wrong = ask("run", "protective-integration")
    assert "is a lesson and no scenario" in wrong.err
