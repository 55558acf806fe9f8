"""Tab completes names, at once, by the protocol of the shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sovsim import parameters
from sovsim.claims import all_claims
from sovsim.cli import known_names, main
from sovsim.cli.application import COMMANDS
from sovsim.cli.completion import offers
from sovsim.cli.panels import PANELS, example_of, panel_of
from tests.cli.test_start import HEAVY, SRC

AGAIN = "run: python -c 'from sovsim.cli.known_names import write; write()'"

OURS = tuple(name for name in HEAVY if name != "pydantic")
"""Newer releases of Typer load pydantic themselves, which takes a twentieth of a second."""


def asked(
    line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Return what bash is offered at the end of a line."""
    words = line.split(" ")
    monkeypatch.setenv("_SOVSIM_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    with pytest.raises(SystemExit) as done:
        main([])
    assert done.value.code == 0
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("line", "among"),
    [
        ("sovsim ru", "run"),
        ("sovsim run cst", "csto-kazakhstan-2022"),
        ("sovsim compare georgia-2008 weste", "western-bids"),
        ("sovsim compare --metric sover", "sovereignty_gap"),
        ("sovsim theory georgia-2008 -m coercion,sover", "coercion,sovereignty_gap"),
        ("sovsim sensitivity georgia-2008 -p depend", "dependence"),
        ("sovsim experiment RH-1", "RH-10"),
        ("sovsim batch RH-1", "RH-10"),
        ("sovsim run toy-two-states --set alignment.ra", "alignment.rate="),
        (
            "sovsim run toy-two-states --set initial.LEN.dependence_e",
            "initial.LEN.dependence_energy=",
        ),
        ("sovsim run toy-two-states --posterior to", "to-2013"),
        ("sovsim why alignment.ra", "alignment.rate"),
        ("sovsim why jcep-formal", "jcep-formal-equality"),
    ],
)
def test_names_are_offered(
    line: str, among: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert among in asked(line, capsys, monkeypatch)


def test_states_and_quarters_are_those_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "runs" / "mine"
    run.mkdir(parents=True)
    told = {
        "start": "2021Q3",
        "end": "2022Q2",
        "region": {"states": [{"code": "LEN"}, {"code": "FRE"}]},
    }
    (run / "manifest.json").write_text(json.dumps(told), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert [one.value for one in offers("explain", "run", {}, "ru")] == ["runs/mine"]
    given = {"run": run}
    assert [one.value for one in offers("explain", "state", given, "")] == ["LEN", "FRE"]
    quarters = [one.value for one in offers("branch", "at", given, "202")]
    assert quarters == ["2021Q3", "2021Q4", "2022Q1", "2022Q2"]
    assert offers("explain", "quarter", {"run": tmp_path / "none"}, "") == []


def test_states_are_those_of_the_scenarios_region() -> None:
    given = {"scenarios": ["toy-two-states"]}
    assert [one.value for one in offers("compare", "state", given, "L")] == ["LEN"]
    assert "KAZ" in [one.value for one in offers("compare", "state", {"a": "georgia-2008"}, "")]


def test_names_that_are_known_to_the_shell_are_those_of_the_code() -> None:
    held = json.loads(known_names.MADE.read_text("utf-8"))
    assert held == known_names.in_code(), AGAIN
    assert set(parameters.registry()) == set(known_names.parameter_names())
    assert {claim.id for claim in all_claims()} <= set(known_names.claim_names())


def test_nothing_heavy_is_loaded_for_it() -> None:
    code = (
        "import sys, sovsim.cli\n"
        "try:\n    sovsim.cli.main([])\n"
        f"finally:\n    print([m for m in {OURS} if m in sys.modules])"
    )
    more = {"_SOVSIM_COMPLETE": "complete_bash", "COMP_WORDS": "sovsim why a", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC), **more},
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_stands_in_a_group_and_has_an_example() -> None:
    for name in COMMANDS:
        assert panel_of(name) is not None, name
        example = example_of(name)
        assert example is not None
        assert example.startswith(f"sovsim {name}")
    assert len({name for rows in PANELS.values() for name in rows}) == sum(
        map(len, PANELS.values())
    )


@pytest.mark.parametrize("command", ["run", "compare", "explain", "sensitivity"])
def test_help_names_types_in_words(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    told = capsys.readouterr().out
    assert "Example:" in told
    for code in ("<bool>", "<str>", "<int", "9007199254740991", "{SCENARIO}", "[[VARIABLE]]"):
        assert code not in told
