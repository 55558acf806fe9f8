"""Broken files are refused in one to three lines that name file, line, key and the nearest name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sovsim.scenario import ScenarioError, load_scenario

from .broken_files import CASES, EVENT
from .conftest import HEAD

Write = Callable[..., Path]


@pytest.mark.parametrize("case", CASES)
def test_a_broken_file_names_file_line_and_key(case: str, write: Write) -> None:
    body, line, words = CASES[case]
    file = write(body)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    message = str(caught.value)
    assert message.startswith(f"{file}:{line}: "), message
    assert 1 <= len(message.splitlines()) <= 3, message
    for word in words:
        assert word in message


def test_a_missing_key_points_at_its_table(write: Write) -> None:
    file = write(head="# a comment\n\n" + HEAD.replace('title = "A trial"\n', ""))
    with pytest.raises(ScenarioError, match=r"trial\.toml:3: key 'scenario.title' is missing"):
        load_scenario(file)


def test_a_file_without_a_question_is_refused(write: Write) -> None:
    file = write(head=HEAD.replace('question = "What happens?"\n', ""))
    with pytest.raises(ScenarioError, match=r"trial\.toml:1: key 'scenario.question' is missing"):
        load_scenario(file)


def test_a_span_that_runs_backwards_is_refused(write: Write) -> None:
    file = write(head=HEAD.replace("2009Q4", "1991Q4"))
    with pytest.raises(ScenarioError, match=r"trial\.toml:7: key 'scenario.end' = '1991Q4' comes"):
        load_scenario(file)


def test_what_is_inherited_is_blamed_on_extends(write: Write) -> None:
    file = write('extends = "baseline-1992-2026"\nregion = "toy-two-states"\n')
    with pytest.raises(ScenarioError, match=r"trial.toml:8: key 'scenario.extends' brings"):
        load_scenario(file)


def test_a_fault_of_the_extended_file_is_blamed_on_it(write: Write) -> None:
    parent = write(EVENT.replace("KAZ", "KAS"), name="parent")
    child = write('extends = "parent.toml"\n', name="child")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(child)
    assert str(caught.value).startswith(f"{parent}:11: key 'event.who' = 'KAS'")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n \r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (HEAD.encode() + b"# \xff\n", ":8: is not UTF-8"),
        (b"\xff\xfe[\x00s\x00", ":1: is not UTF-8"),
        (b"#" * ((1 << 20) + 1), "larger than 1 MiB"),
        (b"a = " + b"[" * 100_000, "nested too deep"),
        (b"x = {" + b"a." * 100_000 + b"a = 1}", "a key of more than 12 parts"),
        (b"a = " + b"9" * 10_000, "too many digits"),
        (b"a = '\x00'", "TOML"),
        (b"a = '''", "TOML"),
        (b"[scenario]\n" * 2, ":2: is no valid TOML"),
        (b"[[scenario]]\n", "must be a table"),
        (b"scenario = 1\n", "must be a table"),
    ],
)
def test_what_is_no_scenario_at_all_is_refused(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    assert str(caught.value).startswith(str(file))
    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) <= 3


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="is a folder"):
        load_scenario(tmp_path)


@pytest.mark.parametrize("name", ["crimea-2014-firm-wset", "no/such/file.toml", "a\0b", "x" * 5000])
def test_a_name_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError, match=r"there is no scenario|is no path"):
        load_scenario(name)


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'crimea-2014-firm-west'"):
        load_scenario("crimea-2014-firm-wset")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("foo", "KEY=VALUE"),
        ("=1", "KEY=VALUE"),
        ("dependence.fade_rat=0.01", "did you mean 'dependence.fade_rate'"),
        ("dependence.fade_rate=7", "out of range"),
        ("dependence.fade_rate=fast", "must be a number"),
        ("parameters.dependence.fade_rate=nan", "finite"),
        ("initial.KAZ=1", "initial.UNIT.COLUMN=VALUE"),
        ("initial.KAX.unrest=0.1", "did you mean 'KAZ'"),
        ("initial.KAZ.unrest=1.5", "0 to 1"),
        ("scenario.name=x", "cannot be set"),
        ("scenario.end=2020", "is no quarter|must be a quarter"),
        ("scenario.end=1990Q1", "comes before the start"),
        ("scenario.region=nowhere", "is no region"),
        ("mechanisms.hegemon_policy.rung=spheer", "did you mean 'sphere'"),
        ("mechanisms.off=rung.opportunity,rung.x", "is no term or motive"),
    ],
)
def test_a_wrong_setting_is_named(
    setting: str, words: str, scenario: Callable[..., object]
) -> None:
    loaded = scenario()
    with pytest.raises(ScenarioError, match=words) as caught:
        loaded.with_settings([setting])  # type: ignore[attr-defined]
    assert str(caught.value).startswith(f"--set {setting}: ")
    assert len(str(caught.value).splitlines()) <= 3


def test_a_key_before_any_table_is_told_where_it_belongs(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text('title = "t"\nextends = "toy-two-states"\n')
    with pytest.raises(
        ScenarioError, match=r"s.toml:2: key 'extends' .* belongs into \[scenario\]"
    ):
        load_scenario(file)


def test_a_folder_is_not_extended(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text('[scenario]\nname = "s"\ntitle = "t"\nbackground = "b"\nextends = "."\n')
    with pytest.raises(
        ScenarioError, match=r"s.toml:5: key 'scenario.extends' = '.' names a folder"
    ):
        load_scenario(file)
