from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.cli import main
from tests.command_line import Answer, Ask
from tests.shared import shared

__all__ = ["BRIEF", "Answer", "Ask", "run_folder"]

BRIEF = (
    "--set",
    "scenario.start=2021Q4",
    "--set",
    "scenario.start_values=2021Q4",
    "--set",
    "scenario.end=2022Q2",
)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder as ``sovsim run`` writes it, without figures; tests copy what they change."""

    def make(out: Path) -> None:
        arguments = ["run", "csto-kazakhstan-2022", *BRIEF, "--no-plots", "--out", str(out)]
        assert main(arguments) == 0

    return shared(tmp_path_factory, "cli-run", make)
