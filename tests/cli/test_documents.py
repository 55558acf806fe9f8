"""What commands say about documents: all faults, nothing that a terminal obeys, no waiting."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ask

BAD = """[scenario]
name = "bad"
titel = "A"
question = "q"
background = "b"
end = "1993Q4"
[[event]]
type = "unrest"
at = "1993"
"""
EXPERIMENT = '[experiment]\nname = "x"\ntitle = "\\u001b]0;pwn\\u0007"\n'
REGION = '[region]\nname = "x"\ntiteL = "t"\n[[state]]\ncode = "aaa"\n'


def test_check_tells_all_faults_of_all_files(ask: Ask, tmp_path: Path) -> None:
    for name, text in (("s", BAD), ("e", EXPERIMENT), ("r", REGION)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    files = [tmp_path / f"{name}.toml" for name in "ser"]
    answer = ask("check", *files)
    assert answer.status == 2
    assert answer.out == ""
    told = [line for line in answer.err.splitlines() if line.startswith("error: ")]
    assert len(told) > 8
    for place in ("s.toml:3: ", "s.toml:9: ", "e.toml:3: ", "r.toml:3: ", "r.toml:5: "):
        assert any(place in line for line in told), place
    assert "\x1b" not in answer.err
    data = json.loads(ask("check", *files, "--json").out)
    assert [entry["kind"] for entry in data] == ["scenario", "", "region"]
    assert {"message", "file", "line", "key"} == set(data[0]["problems"][0])


def test_check_shows_twenty_faults_of_a_file_and_counts_the_rest(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "many.toml"
    path.write_text("".join(f"key{number} = 1\n" for number in range(100)), encoding="utf-8")
    told = [line for line in ask("check", path).err.splitlines() if line.startswith("error: ")]
    assert len(told) == 21
    assert "and 81 more faults" in told[-1]
    shown = [line for line in ask("run", path).err.splitlines() if line.startswith("error: ")]
    assert len(shown) == 21


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[[rivalry]]\n", "region"),
        ("[experimnt]\n[[arm]]\n", "experiment"),
        ("[scenarios]\n", "scenario"),
        ("[regions]\n[[states]]\n", "region"),
    ],
)
def test_a_mistyped_file_is_taken_for_what_it_is_most_like(
    ask: Ask, tmp_path: Path, text: str, kind: str
) -> None:
    path = tmp_path / "file.toml"
    path.write_text(text, encoding="utf-8")
    assert json.loads(ask("check", path, "--json").out)[0]["kind"] == kind


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.parametrize("command", ["check", "run", "batch", "experiment", "diff"])
@pytest.mark.parametrize("place", ["pipe", "/dev/zero"])
def test_no_command_waits_for_what_is_no_file(
    ask: Ask, tmp_path: Path, command: str, place: str
) -> None:
    path = Path(place)
    if place == "pipe":
        path = tmp_path / "pipe"
        os.mkfifo(path)
    answer = ask(command, path, *([path] if command == "diff" else []))
    assert answer.status == 2
    assert "is a pipe" in answer.err or "is a device" in answer.err


def test_escapes_of_arguments_are_not_passed_on(ask: Ask, tmp_path: Path) -> None:
    for arguments in (
        ("run", "\x1b]0;x\x07"),
        ("check", "\x1b]0;x\x07"),
        ("why", "\x1b]0;x\x07"),
        ("run", "toy-two-states", "--set", "\x1b[31m=1"),
        ("batch", "\x9b31m"),
        ("explain", "\x1b[31m", "KAZ", "1992Q1"),
        ("\x1b[31m",),
    ):
        answer = ask(*arguments)
        assert answer.status == 2
        assert not {"\x1b", "\x9b", "\x07"} & set(answer.err + answer.out)
    good = tmp_path / "\x1b[31m.toml"
    good.write_text(
        BAD.replace("titel", "title").replace('at = "1993"', 'at = "1993Q1"\nwho = "KAZ"')
    )
    answer = ask("check", good)
    assert answer.status == 0
    assert "\x1b" not in answer.out
    out = tmp_path / "\x1b[31mrun"
    answer = ask(
        "run", "toy-two-states", "--no-plots", "--out", out, "--set", "scenario.end=1992Q2"
    )
    assert answer.status == 0
    assert "\x1b" not in answer.out


@pytest.mark.parametrize("option", ["--only", "--metrics"])
@pytest.mark.parametrize("given", ["", ",", " , "])
def test_an_option_that_names_nothing_does_not_stand_for_all(
    ask: Ask, option: str, given: str
) -> None:
    answer = ask("ablation", "toy-two-states", option, given)
    assert answer.status == 2
    assert "names nothing" in answer.err
