"""A file that is begun is right as it is, runs, and is never overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim.cli.new import TEMPLATES, begun
from tests.command_line import Ask


@pytest.mark.parametrize("kind", TEMPLATES)
def test_what_is_begun_passes_the_check(kind: str, ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    begins = ask("new", kind, "mine", "--out", file)
    assert (begins.status, begins.err) == (0, "")
    assert f"sovsim check {file}" in begins.out
    checked = ask("check", file)
    assert (checked.status, checked.err) == (0, "")
    assert f"a good {kind} file" in checked.out
    assert "note" not in checked.out


@pytest.mark.parametrize("kind", TEMPLATES)
def test_its_comments_teach_and_its_lines_fit(kind: str) -> None:
    text = begun(kind, "mine")
    assert "NAME" not in text
    assert len(re.findall(r"(?m)#", text)) > 10
    assert max(map(len, text.splitlines())) <= 100, text


def test_nothing_is_overwritten_and_what_is_wrong_is_named(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("my own", encoding="utf-8")
    for given, said in (
        (("scenario", "mine", "--out", file), "is not overwritten"),
        (("scenaro", "mine"), "did you mean 'scenario'?"),
        (("scenario", "My file"), "small letters"),
    ):
        refused = ask("new", *given)
        assert refused.status == 2
        assert 1 <= refused.error_lines <= 3
        assert said in refused.err
    assert file.read_text(encoding="utf-8") == "my own"


@pytest.mark.slow
def test_what_is_begun_runs(ask: Ask, tmp_path: Path) -> None:
    for kind in ("scenario", "experiment", "region"):
        assert ask("new", kind, f"my-{kind}", "--out", tmp_path).status == 0
    scenario = tmp_path / "my-scenario.toml"
    assert ask("run", scenario, "--no-plots", "--out", tmp_path / "run").status == 0
    asked = ("experiment", tmp_path / "my-experiment.toml", "--runs", "4", "--no-plots")
    assert ask(*asked, "--out", tmp_path / "experiment").status == 0
    assert ask("new", "options", "my-options", "--out", tmp_path).status == 0
    sizes = ("--points", "12", "--replicates", "2", "--no-plots", "--out", tmp_path / "options")
    assert ask("options", tmp_path / "my-options.toml", *sizes).status == 0
    on = tmp_path / "on-region.toml"
    on.write_text(
        '[scenario]\nname = "on-region"\ntitle = "On a region of one\'s own"\n'
        'question = "What follows?"\nbackground = "Made up."\n'
        'region = "./my-region.toml"\nend = "1993Q4"\n',
        encoding="utf-8",
    )
    assert ask("run", on, "--no-plots", "--out", tmp_path / "on").status == 0
