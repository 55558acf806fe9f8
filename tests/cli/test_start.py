"""The command line answers at once, and keeps colours for terminals."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sovsim.cli import main
from tests.command_line import Ask

SRC = Path(__file__).parents[2] / "src"
HEAVY = ("numpy", "pandas", "scipy", "mesa", "pyarrow", "matplotlib", "pydantic")
COLOUR = re.compile(r"\x1b\[[0-9;]*?(?:3[0-8]|4[0-8]|9[0-7])[0-9;]*m")


def _environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
    return {**kept, "PYTHONPATH": str(SRC), **more}


def _sovsim(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sovsim", *arguments],
        capture_output=True,
        text=True,
        env=_environment(**more),
        check=False,
    )


@pytest.mark.parametrize("columns", ["60", "0", "many"])
def test_help_has_the_width_that_is_asked_for_if_it_can_be_read(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERMINAL_WIDTH", "wide")
    assert main(["run", "--help"]) == 0
    widest = max(map(len, capsys.readouterr().out.splitlines()))
    assert widest == 60 if columns == "60" else widest > 40
    assert os.environ["COLUMNS"] == columns


@pytest.mark.parametrize(
    "start",
    ["import sovsim", "import sovsim.cli", "import sovsim.cli; sovsim.cli.main(['--help'])"],
)
def test_nothing_heavy_is_imported_at_the_start_and_for_help(start: str) -> None:
    """Which takes seconds; `benchmarks/start.py` measures them."""
    code = f"import sys; {start}; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=_environment(), check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_a_run_without_figures_needs_neither_pandas_nor_matplotlib(tmp_path: Path) -> None:
    run = f"['run', 'toy-two-states', '--no-plots', '--out', {str(tmp_path / 'run')!r}]"
    code = f"import sys; from sovsim.cli import main; assert main({run}) == 0; "
    heavy = "[m for m in ('pandas', 'matplotlib', 'mesa', 'jinja2') if m in sys.modules]"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}print({heavy})"],
        capture_output=True,
        text=True,
        env=_environment(),
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_and_version(ask: Ask) -> None:
    for arguments in ([], ["--help"], ["-h"], ["run", "--help"]):
        answer = ask(*arguments)
        assert answer.status == 0
        assert "Usage: sovsim" in answer.out
    assert re.match(r"sovsim \S+", ask("--version").out)
    done = _sovsim("--version")
    assert done.returncode == 0
    assert re.match(r"sovsim \S+", done.stdout)


def test_there_are_no_colours_in_a_pipe() -> None:
    assert "\x1b" not in _sovsim("why", "sovereignty_gap").stdout
    assert "\x1b" not in _sovsim("rnu").stderr
    forced = {"FORCE_COLOR": "1", "PY_COLORS": "1", "GITHUB_ACTIONS": "true", "CLICOLOR_FORCE": "1"}
    assert "\x1b" not in _sovsim("run", "--help", **forced).stdout


def _on_a_terminal(*arguments: str, **more: str) -> str:
    """Run a command on a pseudo-terminal and return what it showed."""
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sovsim", *arguments],
        stdout=follower,
        stderr=follower,
        env=_environment(**{"TERM": "xterm-256color", "COLUMNS": "120", **more}),
    )
    os.close(follower)
    shown = bytearray()
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.wait()
    os.close(leader)
    return shown.decode(errors="replace")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_a_terminal_has_tables_and_no_color_is_honoured() -> None:
    plain = _on_a_terminal("list", NO_COLOR="1")
    assert "Scenarios" in plain
    assert not COLOUR.search(plain)
    assert COLOUR.search(_on_a_terminal("--help"))
    for unwanted in ({"NO_COLOR": "1"}, {"CLICOLOR": "0"}, {"TERM": "dumb"}):
        assert not COLOUR.search(_on_a_terminal("--help", **unwanted))


def test_a_closed_pipe_is_no_fault() -> None:
    command = f"{sys.executable} -m sovsim claims | head -n 1"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, env=_environment(), check=True
    )
    assert done.stdout.startswith("claim")
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_shell_completion_can_be_shown() -> None:
    done = _sovsim(
        "--show-completion", SHELL="/bin/bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


def test_public_names_are_there_and_lazy() -> None:
    import sovsim

    assert set(sovsim.__all__) <= set(dir(sovsim))
    assert callable(sovsim.run)
    assert callable(sovsim.load_scenario)
    assert callable(sovsim.explain)
    assert sovsim.claims.get("jcep-formal-equality").id == "jcep-formal-equality"
    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        _ = sovsim.simulate
