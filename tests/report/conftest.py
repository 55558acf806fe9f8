"""Short runs, written to disk by the model itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sovsim.record import RunFolder
from sovsim.report import render_report
from sovsim.single_run import run
from tests.shared import shared

HOSTILE = """
[scenario]
name = "hostile"
title = "<script>alert('title')</script>"
question = "Is <b>bold</b> & \\"quoted\\" text safe?"
background = \"\"\"
First paragraph with <img src=x onerror=alert(1)>.

Second paragraph.
\"\"\"
claims = ["hadano-kazakhstan-riots", "jcep-formal-equality"]
extends = "toy-four-states"
start = "1992Q1"
end = "1994Q4"

[parameters]
"autonomy.debt" = 1.5

[[event]]
type = "unrest"
at = "1993Q1"
who = "BRE"
note = "</li><script>alert('note')</script>"

[teaching]
concepts = ["autonomy", "peacekeeping-russian"]
try = ["Set <i>this</i>."]
discussion = ["Who is <u>free</u>?"]
"""


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run with a mission and many claims."""
    settings = ["scenario.start=2021Q1", "scenario.start_values=2021Q1", "scenario.end=2023Q4"]

    def make(out: Path) -> None:
        run("csto-kazakhstan-2022", out=out, settings=settings, plots=False)

    return RunFolder.open(shared(tmp_path_factory, "report-plain", make))


@pytest.fixture
def own(plain: RunFolder, tmp_path: Path) -> RunFolder:
    """A copy of that run, for a test that writes to it."""
    shutil.copytree(plain.path, tmp_path / "own")
    return RunFolder.open(tmp_path / "own")


@pytest.fixture(scope="session")
def text(plain: RunFolder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of that run."""
    return rendered(plain, tmp_path_factory, "report-plain.html")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run of a scenario whose texts try to be markup."""
    folder: Path = tmp_path_factory.mktemp("report")
    (folder / "hostile.toml").write_text(HOSTILE, encoding="utf-8")

    def make(out: Path) -> None:
        run(folder / "hostile.toml", out=out, plots=False)

    return RunFolder.open(shared(tmp_path_factory, "report-hostile", make))


@pytest.fixture(scope="session")
def hostile_text(hostile: RunFolder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of that run."""
    return rendered(hostile, tmp_path_factory, "report-hostile.html")


def rendered(folder: RunFolder, factory: pytest.TempPathFactory, name: str) -> str:
    """Return the page of a run; six pictures take seconds, so it is drawn once."""

    def make(file: Path) -> None:
        file.write_bytes(render_report(folder).encode())

    return shared(factory, name, make).read_bytes().decode()
