"""Every test runs in the same surroundings, whoever starts the tests and wherever.

Home, settings of other programs, colours, width and language of the terminal are the suite's own:
what a user has there changes no result. Workers of xdist share the home of the process that
started them, so that fonts are looked up once.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browsers import axe, chromium
from tests.command_line import Answer, Ask

__all__ = ["axe", "chromium"]

pytest.register_assert_rewrite("tests.casebook")

FORGOTTEN = (
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "LANGUAGE",
    "LINES",
    "MATPLOTLIBRC",
    "NO_COLOR",
    "PYTHONIOENCODING",
    "PYTHONLEGACYWINDOWSSTDIO",
    "PYTHONUTF8",
    "PYTHONWARNINGS",
    "PY_COLORS",
    "SOURCE_DATE_EPOCH",
    "SOVSIM_CACHE",
    "SOVSIM_TRACEBACK",
    "TERMINAL_WIDTH",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "_TYPER_FORCE_DISABLE_TERMINAL",
)
"""Variables that change what a program prints, draws or raises."""

CHOSEN = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "MPLBACKEND": "Agg", "TERM": "dumb", "TZ": "UTC"}

FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "jupyter",
    "LOCALAPPDATA": "cache",
    "MPLCONFIGDIR": "matplotlib",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
}
"""Variables that point below the home of the tests."""

settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("search", settings.get_profile("suite"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
"""Examples are the same each time and may take as long as they like: a busy machine is no fault.

``HYPOTHESIS_PROFILE=search`` looks for new ones.
"""


def pytest_configure(config: pytest.Config) -> None:
    """Set the surroundings before anything of the project is imported."""
    _hear_interrupts()
    for name in FORGOTTEN:  # by workers too: xdist tells them how wide the terminal is
        os.environ.pop(name, None)
    if hasattr(config, "workerinput"):
        return
    home = Path(tempfile.mkdtemp(prefix="sovsim-home-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ.update(CHOSEN)
    for name, below in FOLDERS.items():
        (home / below).mkdir(exist_ok=True)
        os.environ[name] = str(home / below)


def _hear_interrupts() -> None:
    """Hear Ctrl-C, and let every process that a test starts hear it.

    A shell starts what runs in the background deaf to it, and children inherit that.
    """
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Call the command line in this process."""

    def call(*arguments: str | Path) -> Answer:
        from sovsim.cli import main  # after the surroundings are set

        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(status, out, err)

    return call
