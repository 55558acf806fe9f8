"""The benchmarks still run, on next to nothing; their figures are for a quiet machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sovsim
from sovsim.metrics import HEADLINE

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def smoke(script: str, without: tuple[str, ...] = (), given: tuple[str, ...] = ("--smoke",)) -> str:
    """Return what a benchmark prints that ends well."""
    done = ended(script, without, given)
    assert done.returncode == 0, done.stderr
    return done.stdout


def ended(
    script: str, without: tuple[str, ...] = (), given: tuple[str, ...] = ("--smoke",)
) -> subprocess.CompletedProcess[str]:
    """Return a benchmark that has come to its end.

    Args:
        given: its arguments.
        without: modules that are made to look as if they were not installed.
    """
    hidden = "".join(f"sys.modules[{name!r}] = None;" for name in without)
    code = (
        f"import runpy, sys; {hidden} sys.argv = [{script!r}, *{given!r}];"
        f"sys.path.insert(0, {str(BENCHMARKS)!r});"
        f"runpy.run_path({str(BENCHMARKS / script)!r}, run_name='__main__')"
    )
    source = str(Path(sovsim.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": source},
        check=False,
    )


@pytest.mark.slow
def test_the_ensemble_benchmark_runs() -> None:
    shown = smoke("ensemble.py")
    assert "microseconds a run, quarter and state" in shown
    assert "2 times the runs" in shown


@pytest.mark.slow
def test_the_engines_are_held_against_each_other_and_against_the_limit() -> None:
    pytest.importorskip("llvmlite")
    shown = smoke("engines.py")
    apart = re.search(r"metrics of 8 runs by both engines: (\S+) apart", shown)
    assert apart is not None
    assert 0.0 <= float(apart[1]) <= 1e-12
    share = re.search(r"the kernel: \d+ ns, (\d+)% of the limit", shown)
    assert share is not None
    assert 0 < int(share[1]) <= 100


@pytest.mark.slow
def test_the_benchmark_of_the_engines_says_what_it_lacks() -> None:
    done = ended("engines.py", ("llvmlite",))
    assert done.returncode == 1
    assert done.stderr.startswith("compiled rules need llvmlite")


@pytest.mark.slow
def test_the_error_rates_are_printed_as_a_table() -> None:
    shown = smoke("error_rates.py", given=("same", "--smoke"))
    assert "| true difference | before | now |" in shown


@pytest.mark.slow
def test_the_benchmark_of_the_start_runs() -> None:
    assert "sovsim --help" in smoke("start.py")


@pytest.mark.slow
def test_the_benchmark_of_a_single_run_tells_ratios_between_two_sources() -> None:
    source = str(Path(sovsim.__file__).parents[1])
    lines = smoke("single_run.py", given=("--smoke", source, source)).splitlines()
    assert [line for line in lines if line.startswith("recorded run in memory")]
    assert all(line.count(" s   ") == 2 for line in lines[2:])


@pytest.mark.slow
def test_the_drivers_are_compared_and_those_that_are_missing_are_named() -> None:
    shown = smoke("drivers.py", without=("agentpy", "ema_workbench", "llvmlite"))
    assert "agentpy.Experiment                 left out: not installed" in shown
    assert shown.count("left out: not installed; pip install ema_workbench") == 3
    assert "sovsim, compiled                   left out: compiled rules need llvmlite" in shown
    assert f"2 drivers, 2 points: {len(HEADLINE)} metrics each, equal bits" in shown
    assert "mesa.batch_run" in shown.splitlines()[-2]


@pytest.mark.slow
def test_compiled_points_are_held_against_those_of_numpy() -> None:
    pytest.importorskip("llvmlite")
    shown = smoke("drivers.py", without=("agentpy", "ema_workbench"))
    assert "3 drivers, 2 points" in shown
    assert "run_ensemble, compiled" in shown.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize("module", ["agentpy", "ema_workbench"])
def test_a_driver_that_is_installed_gives_the_same_numbers(module: str) -> None:
    pytest.importorskip(module, reason=f"{module} is not installed")
    assert "equal bits" in smoke("drivers.py")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_benchmark_of_browsers_runs_in_node() -> None:
    shown = smoke("browser.py")
    assert "WebAssembly 64 runs, first" in shown
    assert "all engines give the same bits" in shown


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_the_benchmark_of_the_application_moves_a_lever() -> None:
    shown = smoke("application.py").splitlines()
    assert all(cell.isdigit() for cell in shown[-1].split()[-5:])


@pytest.mark.slow
@pytest.mark.skipif(
    not any(map(shutil.which, ("chromium", "firefox-esr"))), reason="no browser is installed"
)
def test_browsers_give_the_same_bits() -> None:
    shown = smoke("browser.py", given=("--bits",))
    assert shown.count("WebAssembly bits") == 1
    assert "all engines give the same bits" in shown
