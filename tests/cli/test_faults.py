"""Bad input ends in one to three lines on stderr and status 2; never in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.cli import application, main
from sovsim.cli import run as run_command
from tests.cli.conftest import Ask

FAULTS = [
    (["rnu"], "did you mean 'run'"),
    (["run", "toy-two-states", "--sed", "1"], "--seed"),
    (["run"], "SCENARIO"),
    (["run", "toy-two-state"], "did you mean 'toy-two-states'"),
    (["run", "toy-two-states", "--seed", "-1"], "--seed"),
    (["run", "toy-two-states", "--seed", "many"], "--seed"),
    (["run", "toy-two-states", "--set", "dependence.fade_rat=0.01"], "dependence.fade_rate"),
    (["run", "toy-two-states", "--set", "dependence.fade_rate"], "KEY=VALUE"),
    (["run", "toy-two-states", "--set", "dependence.fade_rate=9"], "dependence.fade_rate"),
    (["explain", "nowhere", "KAZ", "2022Q1"], "no such folder"),
    (["explain", "{run}", "KAS", "2022Q1"], "did you mean 'KAZ'"),
    (["explain", "{run}", "KAZ", "2013Q4"], "2021Q4 to 2022Q2"),
    (["explain", "{run}", "KAZ", "2022Q1", "autnomy"], "did you mean 'autonomy'"),
    (["explain", "{run}", "KAZ"], "QUARTER"),
    (["branch", "{run}"], "--at"),
    (["branch", "{run}", "--at", "2022Q1", "--set", "nonsense=1"], "is no parameter"),
    (["verify", "{empty}"], "is no run folder"),
    (["report", "{empty}"], "is no run folder"),
    (["check", "nowhere.toml"], "no such file"),
    (["check"], "FILE"),
    (["schema", "scenari"], "scenario"),
    (["diff", "toy-two-states", "toy-three-states"], "toy-two-states"),
    (["why", "dependence.fade_rat"], "dependence.fade_rate"),
    (["claims", "--cover"], "--coverage"),
    (["run", "toy-two-states", "--no-plots", "--out", "{full}"], "--force"),
]


@pytest.mark.parametrize(("arguments", "told"), FAULTS, ids=lambda value: str(value)[:60])
def test_bad_input_is_named_in_three_lines(
    ask: Ask, run_folder: Path, tmp_path: Path, arguments: list[str], told: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    places = {
        "{run}": str(run_folder),
        "{empty}": str(tmp_path / "empty"),
        "{full}": str(tmp_path / "full"),
    }
    answer = ask(*(places.get(argument, argument) for argument in arguments))
    assert answer.status == 2
    assert 1 <= answer.error_lines <= 3
    assert answer.err.startswith("error: ")
    assert told in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_a_place_that_cannot_be_written_is_failed_work(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = ask("run", "toy-two-states", "--no-plots", "--out", tmp_path / "file" / "run")
    assert answer.status == 1
    assert "cannot be written" in answer.err
    assert answer.error_lines == 1


def test_an_interruption_is_said_and_has_its_status(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main.__module__ + ".app", interrupt)
    answer = ask("list")
    assert answer.status == 130
    assert answer.error_lines == 1


def test_a_fault_of_the_program_is_no_traceback_either(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("something\nunforeseen")

    monkeypatch.setattr("sovsim.scenario.load_scenario", fail)
    monkeypatch.delenv("SOVSIM_TRACEBACK", raising=False)
    answer = ask("run", "toy-two-states")
    assert answer.status == 1
    assert "RuntimeError: something unforeseen" in answer.err
    assert answer.error_lines <= 3


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "not enough memory"),
        (MemoryError("Unable to allocate 9 TiB for an array"), "not enough memory"),
        (ImportError("lib.so: failed to map segment from shared object"), "not enough memory"),
        (RuntimeError("can't start new thread"), "no more threads"),
    ],
)
def test_a_fault_of_the_machine_is_none_of_the_program(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("sovsim.scenario.load_scenario", fail)
    answer = ask("run", "toy-two-states")
    assert answer.status == 1
    assert told in answer.err
    assert "a fault of sovsim" not in answer.err
    assert answer.error_lines <= 2


def test_every_command_has_help(ask: Ask) -> None:
    assert run_command.command in application.COMMANDS.values()
    for name in application.COMMANDS:
        answer = ask(name, "--help")
        assert answer.status == 0, name
        assert "Usage" in answer.out
