"""``sovsim export``: a page is written whole, and nothing of the user's is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovsim.lesson import load_lesson
from tests.command_line import Ask

LESSON = "protective-integration"


def content_of(page: str) -> str:
    start = page.index('id="content">') + len('id="content">')
    return page[start : page.index("</script>", start)]


@pytest.mark.slow
def test_a_page_holds_what_was_named(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "toy.html"
    told = ask("export", "toy-two-states", "toy-four-states", "--out", file, "--language", "de")
    assert told.status == 0
    assert "2 scenarios" in " ".join(told.out.split())
    text = file.read_text(encoding="utf-8")
    assert '<html lang="de">' in text
    held = json.loads(content_of(text))["content"]["scenarios"]
    assert {"toy-two-states", "toy-four-states"} <= set(json.dumps(held).split('"'))
    again = ask("export", "toy-two-states", "-o", file)
    assert again.status == 2
    assert "--force" in again.err
    assert file.read_text(encoding="utf-8") == text
    assert ask("export", "toy-two-states", "-o", file, "--force").status == 0
    assert file.read_text(encoding="utf-8") != text


def teachers_words() -> list[str]:
    """Return every paragraph that is for the teacher alone, as a page writes it."""
    teacher = load_lesson(LESSON).teacher
    texts = [*teacher.plan, teacher.usual, teacher.cannot, teacher.misread]
    parts = [" ".join(part.split()) for text in texts for part in text.split("\n\n")]
    return [json.dumps(part, ensure_ascii=False)[1:41] for part in parts]


@pytest.mark.slow
def test_a_page_for_students_holds_nothing_of_the_teachers(ask: Ask, tmp_path: Path) -> None:
    whole, own = tmp_path / "whole.html", tmp_path / "students.html"
    assert ask("export", LESSON, "-o", whole).status == 0
    told = ask("export", LESSON, "-o", own, "--without-teacher")
    assert "without the teacher's part" in " ".join(told.out.split())
    text = whole.read_text(encoding="utf-8")
    assert all(words in text for words in teachers_words())
    assert '"expected"' in content_of(text)
    text = own.read_text(encoding="utf-8")
    assert not [words for words in teachers_words() if words in text]
    assert '"expected"' not in content_of(text)
    assert load_lesson(LESSON).steps[0].title in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("toy-two-stats",), "toy-two-states"),
        (("coercive-diplomac",), "coercive-diplomacy"),
        (("toy-two-states", "--language", "tlh"), "en"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(
    arguments: tuple[str, ...], words: str, ask: Ask, tmp_path: Path
) -> None:
    told = ask("export", *arguments, "--out", tmp_path / "page.html")
    assert told.status == 2
    assert words in told.err
    assert len(told.err.strip().splitlines()) <= 3
    assert list(tmp_path.iterdir()) == []


def test_a_page_ends_in_html_and_takes_no_folders_place(ask: Ask, tmp_path: Path) -> None:
    assert ".html" in ask("export", "toy-two-states", "-o", tmp_path / "page.txt").err
    (tmp_path / "page.html").mkdir()
    told = ask("export", "toy-two-states", "-o", tmp_path / "page.html", "--force")
    assert told.status == 2
