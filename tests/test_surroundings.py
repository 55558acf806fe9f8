"""What a user has set, installed or left lying about does not reach the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest

from tests.conftest import CHOSEN, FOLDERS, FORGOTTEN

ROOT = Path(__file__).parents[1]


def test_home_and_settings_are_the_suites_own() -> None:
    assert {name: os.environ.get(name) for name in CHOSEN} == CHOSEN
    assert not set(FORGOTTEN) & set(os.environ)
    home = Path(os.environ["HOME"])
    assert home.name.startswith("sovsim-home-")
    for name, below in FOLDERS.items():
        assert Path(os.environ[name]) == home / below
        assert (home / below).is_dir()


def test_examples_are_the_same_each_time_and_may_take_as_long_as_they_like() -> None:
    assert hypothesis.settings.default.deadline is None
    assert hypothesis.settings.default.derandomize
    assert hypothesis.HealthCheck.too_slow in hypothesis.settings.default.suppress_health_check


def test_a_test_over_nothing_is_an_error(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getini("empty_parameter_set_mark") == "fail_at_collect"


def test_ctrl_c_is_heard_also_where_the_tests_were_started_deaf_to_it() -> None:
    code = (
        "import signal, subprocess, sys; signal.signal(signal.SIGINT, signal.SIG_IGN);"
        "sys.exit(subprocess.call(sys.argv[1:]))"
    )
    heard = f"{Path(__file__).name}::{test_an_interrupt_is_heard.__name__}"
    pytest_here = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-c", code, *pytest_here, str(ROOT / "tests" / heard)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_an_interrupt_is_heard() -> None:
    assert signal.getsignal(signal.SIGINT) != signal.SIG_IGN
    code = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert child.stdout == "True\n"
