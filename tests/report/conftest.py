"""Short runs, written to disk by the model itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.record import RunFolder
from sovsim.single_run import run

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
    out = tmp_path_factory.mktemp("report") / "plain"
    settings = ["scenario.start=2021Q1", "scenario.start_values=2021Q1", "scenario.end=2023Q4"]
    done = run("csto-kazakhstan-2022", out=out, settings=settings, plots=False)
    assert done.folder is not None
    return done.folder


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run of a scenario whose texts try to be markup."""
    folder: Path = tmp_path_factory.mktemp("report")
    (folder / "hostile.toml").write_text(HOSTILE, encoding="utf-8")
    done = run(folder / "hostile.toml", out=folder / "run", plots=False)
    assert done.folder is not None
    return done.folder
