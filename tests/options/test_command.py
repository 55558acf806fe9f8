from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Answer, Ask
from tests.options.toy import TOY


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("options") / "toy.toml"
    found.write_text(TOY, encoding="utf-8")
    return found


def test_the_known_answer_comes_out_in_eighty_columns(ask: Ask, file: Path) -> None:
    answer: Answer = ask("options", file, "--workers", 1)
    assert answer.status == 0, answer.err
    assert "Build does best by freedom to decide" in answer.out
    assert "Nothing and twin come to the same in every run" in answer.out
    assert "no probabilities" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80
    first_screen = "\n".join(answer.out.splitlines()[:24])
    assert "Build does best" in first_screen
    assert "Tried in 12 worlds" in first_screen


@pytest.mark.slow
def test_all_of_it_is_written_and_goes_on(ask: Ask, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = json.loads(ask("options", file, "--workers", 1, "--out", out, "--json").out)
    assert told["by"][0]["ranking"][0]["policy"] == "build"
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "Build does best by freedom to decide" in report
    assert "<script" not in report
    assert 'src="http' not in report
    assert "Build does best" in (out / "summary.md").read_text(encoding="utf-8")
    assert {path.stem for path in (out / "figures").glob("*.svg")} == {
        "ranking", "regret", "trade-offs",
    }  # fmt: skip
    assert ask("report", out).status == 2
    again = json.loads(ask("options", file, "--workers", 1, "--out", out, "--json").out)
    assert again == told


@pytest.mark.slow
def test_a_search_finds_the_end_of_a_lever_that_only_helps(ask: Ask, file: Path) -> None:
    answer = ask("options", file, "--workers", 1, "--search", "--trials", 24)
    assert answer.status == 0, answer.err
    assert "found-1 (size 0.3" in answer.out or "found-1 (size 0.4" in answer.out
    assert "did not see" in answer.out


def test_a_file_that_is_not_there_is_told_in_a_line(ask: Ask) -> None:
    answer = ask("options", "armenia-2020")
    assert answer.status == 2
    assert "did you mean 'armenia-2019'" in answer.err
