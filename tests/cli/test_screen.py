"""Commands keep to the width of the screen, whatever it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Ask

REFUSED = "csto-kazakhstan-2022-refused"
LISTINGS = [
    ("list",),
    ("list", "--concept"),
    ("claims",),
    ("claims", "--coverage"),
    ("why", "alignment_russia"),
    ("diff", "csto-kazakhstan-2022", REFUSED),
    ("observed",),
]
OF_RUNS = [
    ("compare", "toy-two-states", "toy-two-states", "--runs", "3", "--workers", "1"),
    ("theory", "toy-two-states", "--points", "2", "--runs", "2", "--workers", "1"),
    ("experiment", "RH-04", "--runs", "4", "--workers", "1"),
]
WORD = re.compile(r"\S+")


def _too_wide(text: str, width: int) -> list[str]:
    """Return lines that are too wide and could have been broken between words."""
    return [
        line
        for line in text.splitlines()
        if len(line) > width and len(WORD.findall(line)) > 1 and "https://" not in line
    ]


@pytest.mark.slow
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("arguments", LISTINGS, ids=" ".join)
def test_listings(
    arguments: tuple[str, ...], width: int, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    answer = ask(*arguments)
    assert answer.status == 0
    assert _too_wide(answer.out, width) == []


def test_run_explain_branch_and_verify(
    run_folder: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    for arguments in (
        ("explain", run_folder, "KAZ", "2022Q1"),
        ("branch", run_folder, "--at", "2022Q1", "--set", "play.KAZ.action=hedge"),
        ("verify", run_folder),
    ):
        answer = ask(*arguments)
        assert answer.status == 0, answer.err
        assert [line for line in _too_wide(answer.out, 60) if "utility" not in line] == []


@pytest.mark.slow
@pytest.mark.parametrize("arguments", OF_RUNS, ids=lambda words: words[0])
def test_tables_of_runs(
    arguments: tuple[str, ...], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = ask(*arguments)
    assert answer.status == 0, answer.err
    assert _too_wide(answer.out, 80) == []
