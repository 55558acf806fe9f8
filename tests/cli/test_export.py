"""``sovsim export``: a page is written whole, and nothing of the user's is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Ask


def content_of(page: str) -> str:
    start = page.index('id="content">') + len('id="content">')
    return page[start : page.index("</script>", start)]


@pytest.mark.slow
def test_a_page_holds_what_was_named(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "toy.html"
    told = ask("export", "toy-two-states", "toy-four-states", "--out", file)
    assert told.status == 0
    assert "2 scenarios" in " ".join(told.out.split())
    text = file.read_text(encoding="utf-8")
    held = json.loads(content_of(text))["content"]["scenarios"]
    assert {"toy-two-states", "toy-four-states"} <= set(json.dumps(held).split('"'))
    again = ask("export", "toy-two-states", "-o", file)
    assert again.status == 2
    assert "--force" in again.err
    assert file.read_text(encoding="utf-8") == text
    assert ask("export", "toy-two-states", "-o", file, "--force").status == 0
    assert file.read_text(encoding="utf-8") != text


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
