"""TOML is read with every guard, whatever kind of document it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sovsim.documents.errors import DocumentError, Origin
from sovsim.documents.toml import tables_of
from sovsim.experiment import load_experiment
from sovsim.region import load_region
from sovsim.scenario import load_scenario
from sovsim.scenario.load import scenario_names
from tests.shared import rest_slow

LOADERS: list[Callable[[Path], object]] = [load_scenario, load_experiment, load_region]
MANY = 60_000
DOTS = "a." * MANY
ENDLESS = {
    "a dotted key": f"{DOTS}a = 1\n",
    "a quoted key": '"a".' * MANY + "a = 1\n",
    "a key with spaces": "a . " * MANY + "a = 1\n",
    "a header": f"[{DOTS}a]\nb = 1\n",
    "a header of a list": f"[[{DOTS}a]]\nb = 1\n",
    "an inline table": f"x = {{ {DOTS}a = 1 }}\n",
    "a list of inline tables": f"x = [{{ {DOTS}a = 1 }}]\n",
    "many long keys": "".join(f"b{n}.{'c.' * 45}d = 1\n" for n in range(3000)),
}
DEEP = {
    "lists": "\nx = " + "[" * 100_000,
    "closed lists": "\nx = " + "[" * 400 + "]" * 400,
    "tables": "\nx = " + "{a=" * 50_000,
    "closed tables": "\nx = " + "{a=" * 100 + "1" + "}" * 100,
}


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize("case", rest_slow(ENDLESS))
def test_endless_keys_are_refused_at_once(
    load: Callable[[Path], object], case: str, tmp_path: Path
) -> None:
    path = tmp_path / "endless.toml"
    path.write_text(ENDLESS[case], encoding="utf-8")
    begun = time.process_time()
    with pytest.raises(DocumentError, match=r"endless\.toml:1: a key of more than 12 parts"):
        load(path)
    assert time.process_time() - begun < 20.0  # reading them takes minutes


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize("case", DEEP)
def test_depth_without_end_is_refused(
    load: Callable[[Path], object], case: str, tmp_path: Path
) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(DEEP[case], encoding="utf-8")
    with pytest.raises(DocumentError, match=r"nested too deep|unknown table"):
        load(path)


def test_prose_that_looks_like_a_long_key_is_read() -> None:
    prose = ".".join("abcdefghijklmnopqrstuvwxyz")
    text = f'x = "{prose}"\n# {prose}\n'
    assert tables_of(text, Origin("x"))["x"] == prose


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("x = .01", "write 0.01"),
        ("x = -.5", "write -0.5"),
        ("x = 1.", "write 1.0"),
        ("x = 0,5", "write 0.5"),
        ("x = 007", "write 7"),
        ("x = 5 %", "write 0.05"),
        ("x = 1.5 # big", "x"),
        ("x = True", "write true"),
        ("x = no", "write false, or put text in quotes"),
        ("x = Kazakhstan", 'put text in quotes: "Kazakhstan"'),
        ("x = \u201cquoted\u201d", "write straight quotes"),
    ],
)
def test_what_was_meant_is_said(line: str, hint: str) -> None:
    text = f"a = 1\n{line}\n"
    if hint == "x":
        assert tables_of(text, Origin("x"))["x"] == 1.5
        return
    with pytest.raises(DocumentError) as caught:
        tables_of(text, Origin("file.toml", text))
    assert str(caught.value).startswith("file.toml:2: is no valid TOML: ")
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    "letter", [r"\u001b", r"\u0007", r"\u0000", r"\b", r"\r", r"\u009b", r"\u202e"]
)
@pytest.mark.parametrize("form", ['title = "a{0}b"', '"a{0}b" = 1', 'x = ["a", "{0}"]'])
def test_control_characters_are_refused_with_their_line(letter: str, form: str) -> None:
    text = "a = 1\n" + form.format(letter) + "\n"
    with pytest.raises(DocumentError) as caught:
        tables_of(text, Origin("file.toml", text))
    message = str(caught.value)
    assert message.startswith("file.toml:2: ")
    assert "control character U+" in message
    assert all(part.isprintable() for part in message.split("\n"))


def test_raw_control_characters_are_refused_too() -> None:
    for letter in ("\x1b", "\x7f", "\x9b", "\u2066"):
        with pytest.raises(DocumentError) as caught:
            tables_of(f'a = "{letter}"\n', Origin("file.toml", ""))
        assert letter not in str(caught.value)


def test_new_lines_and_tabs_of_prose_stay() -> None:
    assert tables_of(r'a = "one\n\ttwo"', Origin("x"))["a"] == "one\n\ttwo"


def test_numbers_of_too_many_digits_are_refused_with_their_line() -> None:
    text = "a = 1\nb = " + "9" * 10_000
    with pytest.raises(DocumentError, match=r"x:2: is no valid TOML: a number of too many digits"):
        tables_of(text, Origin("x", text))


def test_a_huge_number_is_no_obstacle_to_its_error(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    path.write_text(f"[scenario]\nname = 0x{'f' * 100_000}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="too many digits must be text"):
        load_scenario(path)


def test_good_files_are_read_without_the_parser_of_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the slow parser was asked")

    monkeypatch.setattr("sovsim.documents.lines._parsed", never)
    assert len(scenario_names()) > 20
    load_scenario("baseline-1992-2026")
