"""No warning comes from sovsim: with ``python -W error`` everything works as without."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sovsim

SOURCE = Path(sovsim.__file__).parents[1]
SHORT = ("--set", "scenario.end=1993Q4")
TOY = "toy-two-states"

MESA = """
import copy, pickle
import sovsim
model = sovsim.SovereigntyModel("toy-two-states", rng=1, record=True, scenario__end="1993Q4")
pickle.loads(pickle.dumps(copy.copy(model))).run().metrics()
sovsim.SovereigntyModel("toy-two-states", seed=1).step()
model.run().datacollector.get_model_vars_dataframe()
short = "scenario.end=1992Q4"
results = sovsim.run_ensemble("toy-two-states", 4, settings=short, trajectories=True)
results.panel(), results.panel(None), results.states, results.errors
sovsim.compare("toy-two-states", "toy-two-states", runs=4, settings=short)._repr_html_()
"""

COMMANDS = [
    ("list",),
    ("why", "dependence.fade_rate"),
    ("run", TOY, *SHORT, "--out", "run", "--no-plots"),
    ("explain", "run", "LEN", "1992Q2"),
    ("compare", TOY, TOY, "--runs", "8", *SHORT),
]

LONG = [
    ("run", TOY, *SHORT, "--out", "run", "--csv"),
    ("batch", TOY, "--runs", "4", "--workers", "2", "--trajectories", "--out", "runs", *SHORT),
    ("check", "copy.toml"),
    ("branch", "run", "--at", "1993Q1", "--set", "dependence.fade_rate=0.01"),
    ("verify", "run"),
    ("experiment", "rh-23", "--runs", "3", "--workers", "1", "--out", "experiment"),
    ("report", "experiment"),
    ("sensitivity", TOY, "-p", "dependence.reward", "--samples", "2", "--runs", "1", *SHORT),
    ("ablation", TOY, "--by", "rule", "--only", "dependence.drift", "--runs", "3", *SHORT),
    ("theory", TOY, "--points", "4", "--runs", "2", *SHORT),
]


def strict(code: str, folder: Path) -> None:
    """Run Python code with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Warning" not in done.stderr


def calls(commands: list[tuple[str, ...]]) -> str:
    """Return code that runs commands one after the other, and stops at one that fails."""
    return "\n".join(
        [
            "import sys",
            "from sovsim.cli import main",
            "if __name__ == '__main__':",
            *(
                f"    if (status := main({list(call)!r})): sys.exit({call[0]!r})"
                for call in commands
            ),
        ]
    )


@pytest.mark.slow
def test_the_usual_commands_warn_of_nothing(tmp_path: Path) -> None:
    strict(calls(COMMANDS), tmp_path)


@pytest.mark.slow
def test_models_and_ensembles_warn_of_nothing_in_python(tmp_path: Path) -> None:
    strict(MESA, tmp_path)


@pytest.mark.slow
def test_the_other_commands_warn_of_nothing(tmp_path: Path) -> None:
    shipped = SOURCE.parent / "scenarios" / f"{TOY}.toml"
    (tmp_path / "copy.toml").write_bytes(shipped.read_bytes())
    strict(calls(LONG), tmp_path)


def test_a_warning_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="look at me"):
        strict("import warnings; warnings.warn('look at me')", tmp_path)
