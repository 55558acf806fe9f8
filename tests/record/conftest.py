from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.record import RunFolder
from sovsim.record.run import Run
from sovsim.single_run import run

SCENARIO = "csto-kazakhstan-2022"
SHORT = ("scenario.start=2020Q3", "scenario.start_values=2020Q3", "scenario.end=2023Q2")


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A short run that has been written to disk, without figures."""
    out = tmp_path_factory.mktemp("record") / "run"
    return run(SCENARIO, seed=0, out=out, settings=SHORT, plots=False, engine="numpy")


@pytest.fixture
def folder(recorded: Run) -> RunFolder:
    assert recorded.folder is not None
    return RunFolder.open(recorded.folder.path)


@pytest.fixture
def copied(folder: RunFolder, tmp_path: Path) -> Path:
    """A copy of the run folder that a test may damage."""
    import shutil

    target = tmp_path / "copy"
    shutil.copytree(folder.path, target)
    return target
