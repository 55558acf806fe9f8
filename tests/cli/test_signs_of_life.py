"""On a terminal a command says at once that it is at work; interrupted, it says what is kept."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sovsim.cli import interruption
from sovsim.cli.progress import ANEW, Bar, _rate
from tests.cli.test_start import SRC
from tests.command_line import Ask


def test_an_interruption_tells_what_the_innermost_work_says() -> None:
    with pytest.raises(KeyboardInterrupt), Bar("outer", "outer"), Bar("inner", ANEW):
        raise KeyboardInterrupt
    assert interruption.told() == f"interrupted; {ANEW}"
    assert interruption.told() == f"interrupted; {interruption.USUAL}"


@pytest.mark.slow
def test_a_command_that_is_stopped_says_how_to_go_on(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sovsim.backtest.record.run_record", stop)
    answer = ask("backtest", "--prior", "--cut", "2013")
    assert (answer.status, answer.err) == (130, f"interrupted; {ANEW}\n")


def test_a_rate_is_told_in_a_unit_in_which_it_can_be_seen() -> None:
    assert _rate(0, 3.0) == ""
    assert _rate(30, 3.0) == "10/s"
    assert _rate(1, 30.0) == "2.0/min"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_within_seconds_there_is_a_sign_of_life_and_it_goes_away(tmp_path: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "sovsim", "batch", "toy-two-states", "--runs", "100000"]
    environment = {**os.environ, "PYTHONPATH": str(SRC), "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen(
        command, stdout=follower, stderr=follower, env=environment, cwd=tmp_path
    )
    begun, shown, stopped = time.monotonic(), b"", False
    while process.poll() is None or select.select([leader], [], [], 0.2)[0]:
        if select.select([leader], [], [], 0.2)[0]:
            shown += os.read(leader, 65536)
        if list(tmp_path.rglob("*.parquet")) and not stopped:
            process.send_signal(signal.SIGINT)
            stopped = True
        if time.monotonic() - begun > 60:
            process.kill()
    os.close(follower)
    os.close(leader)
    assert process.returncode == 130
    assert b"sovsim batch ..." in shown
    assert b"interrupted; the same command goes on" in shown
