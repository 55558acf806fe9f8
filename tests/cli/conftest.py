from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sovsim.cli import main

BRIEF = (
    "--set",
    "scenario.start=2021Q4",
    "--set",
    "scenario.start_values=2021Q4",
    "--set",
    "scenario.end=2022Q2",
)


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def error_lines(self) -> int:
        return len(self.err.strip().splitlines())


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Call the command line in this process."""

    def call(*arguments: str | Path) -> Answer:
        status = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(status, out, err)

    return call


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder as ``sovsim run`` writes it, without figures."""
    out = tmp_path_factory.mktemp("cli") / "run"
    status = main(["run", "csto-kazakhstan-2022", *BRIEF, "--no-plots", "--out", str(out)])
    assert status == 0
    return out
