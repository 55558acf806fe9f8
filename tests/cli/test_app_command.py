"""``sovsim app`` says in words why it cannot serve."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from sovsim.app.host import serve
from sovsim.app.host.serve import PortError, listening
from sovsim.cli import app_command
from tests.cli.conftest import Ask


def test_without_the_extra_it_says_what_to_install(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_command, "find_spec", lambda library: None)
    answer = ask("app")
    assert answer.status == 2
    lines = answer.err.splitlines()
    assert len(lines) == 2
    assert "sovsim[app]" in lines[1]


def test_a_port_that_is_taken_is_named(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = ask("app", "--port", port, "--no-open")
    assert answer.status == 2
    assert f"port {port} is taken" in answer.err
    assert "--port 0" in answer.err


def test_the_usual_port_gives_way_where_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(serve, "USUAL", port)
        with listening("127.0.0.1", None) as other:
            assert other.getsockname()[1] != port


@pytest.mark.parametrize("address", ["nowhere.invalid", "203.0.113.7"])
def test_an_address_of_another_computer_is_refused(address: str) -> None:
    with pytest.raises(PortError, match=address):
        listening(address, 0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "there is no scenario or lesson 'nowhere'"),
        (("toy-two-state",), "did you mean 'toy-two-states'"),
        (("--token", "short"), "8 letters"),
        (("--port", "70000"), "65535"),
        (("--language", "tlh"), "en, de"),
    ],
)
def test_what_cannot_be_served_is_refused(ask: Ask, arguments: tuple[str, ...], words: str) -> None:
    answer = ask("app", "--no-open", *arguments)
    assert answer.status == 2
    assert words in answer.err


def test_a_file_that_is_wrong_is_named_with_its_line(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[scenario]\nname = 3\n")
    answer = ask("app", "--no-open", file)
    assert answer.status == 2
    assert f"{file}:2" in answer.err
