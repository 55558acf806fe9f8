"""Names that people read are taken where codes are, and what a name is not is said."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

import sovsim
from sovsim import whereabouts
from sovsim.cite import software
from sovsim.cli.errors import complain
from sovsim.provenance import why
from sovsim.region import load_region
from sovsim.release import version
from sovsim.telling.names import Names
from tests.command_line import Ask


def test_an_actor_is_found_by_code_and_by_name_in_any_letters() -> None:
    names = Names(load_region("post-soviet"))
    for written in ("KAZ", "kaz", "Kazakhstan", "kazakhstan"):
        assert names.code(written) == "KAZ"
    assert names.code("Russia") == "RUS"
    assert names.code("the CSTO") == "CSTO"
    assert names.code("Atlantis") == "Atlantis"


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Kazakhstan", "state", "explain runs/mine KAZ"),
        ("CSTO", "body", "explain runs/mine CSTO"),
        ("csto-kazakhstan-2022", "scenario", "sovsim run csto-kazakhstan-2022"),
        ("armenia-2019", "options", "sovsim options armenia-2019"),
        ("rh-13", "experiment", "sovsim experiment RH-13"),
    ],
)
def test_what_stands_outside_the_rules_is_named_with_what_shows_it(
    name: str, kind: str, shown: str
) -> None:
    found = next(answer for answer in why(name) if answer.kind == kind)
    assert shown in found.facts[whereabouts.SHOWN]


def test_what_is_no_scenario_is_refused_with_what_to_type(ask: Ask, tmp_path: Path) -> None:
    refused = ask("run", "RH-13")
    assert (refused.status, refused.error_lines) == (2, 2)
    assert "sovsim experiment RH-13" in refused.err
    assert ask("new", "scenario", "mine", "--out", tmp_path).status == 0
    refused = ask("check", tmp_path)
    assert refused.status == 2
    assert "name the files: sovsim check" in refused.err
    assert "why PARAMETER" in (tmp_path / "mine.toml").read_text("utf-8")


def test_an_error_breaks_between_words_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    size = os.terminal_size((30, 24))
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_: size)
    told = "the run has no actor 'Frea'; did you mean 'Crimea' or another one"
    terminal, pipe = Terminal(), io.StringIO()
    complain(told, terminal)
    complain(told, pipe)
    lines = terminal.getvalue().splitlines()
    assert max(map(len, lines)) <= 30
    assert " ".join(" ".join(lines).split()) == pipe.getvalue().strip() == f"error: {told}"


def test_there_is_one_version() -> None:
    assert sovsim.__version__ == version() == software().version
