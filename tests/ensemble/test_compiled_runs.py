"""Ensembles by compiled rules: NumPy's within rounding, and alike whoever computes them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sovsim
from sovsim.compiled import cache, kernel
from sovsim.ensemble import Results, engines, load_results, run_ensemble, verify_ensemble, worker
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.stepped import Stepped
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation
from tests.ensemble.ensembles import LONG, SHORT, same, start, toy

pytest.importorskip("llvmlite")
pytestmark = pytest.mark.slow

RUNS = 45
SETTINGS = ("scenario.end=1996Q4",)


def near(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Fail unless two tables are equal within rounding, missing values and texts exactly."""
    assert list(one) == list(other)
    for name in one:
        if one[name].dtype == float:
            assert np.allclose(one[name], other[name], rtol=0.0, atol=1e-12, equal_nan=True), name
        else:
            assert one[name].equals(other[name]), name


@pytest.fixture(autouse=True)
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have processes do what they are asked for, however little it is."""
    monkeypatch.setattr(engines, "_PROCESSES_PAY", 0)


@pytest.fixture(scope="module")
def alone() -> Results:
    """Return runs that one process did in one block."""
    return run_ensemble(
        "toy-four-states", RUNS, 7, settings=SETTINGS, engine="compiled", trajectories=True
    )


def test_they_are_those_of_numpy(alone: Results) -> None:
    by_numpy = run_ensemble(
        "toy-four-states", RUNS, 7, settings=SETTINGS, engine="numpy", trajectories=True
    )
    assert (alone.engine, by_numpy.engine) == ("compiled", "numpy")
    near(alone.metrics, by_numpy.metrics)
    near(alone.states, by_numpy.states)
    near(alone.panel(None), by_numpy.panel(None))


@pytest.mark.parametrize("how", [{"workers": 2}, {"block": 7}, {"workers": 2, "block": 12}])
def test_run_k_is_the_same_whoever_computes_it(how: dict[str, int], alone: Results) -> None:
    found = run_ensemble(
        "toy-four-states", RUNS, 7, settings=SETTINGS, engine="compiled", trajectories=True, **how
    )
    same(found, alone)
    assert found.panel(None).equals(alone.panel(None))


def test_threads_do_not_get_into_each_others_way(alone: Results) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = run_ensemble(
            "toy-four-states",
            RUNS,
            7,
            executor=threads,
            settings=SETTINGS,
            engine="compiled",
            block=8,
        )
    same(found, alone)


def test_without_a_cache_workers_are_handed_the_kernel(
    alone: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.VARIABLE, "off")
    monkeypatch.setattr(kernel, "_known", {})
    found = run_ensemble(
        "toy-four-states", RUNS, 7, settings=SETTINGS, engine="compiled", workers=2, block=10
    )
    same(found, alone)


def test_a_folder_grows_and_verifies(alone: Results, tmp_path: Path) -> None:
    run_ensemble("toy-four-states", 11, 7, settings=SETTINGS, engine="compiled", out=tmp_path)
    grown = run_ensemble("toy-four-states", RUNS, 7, settings=SETTINGS, out=tmp_path)
    same(grown, alone)
    found = verify_ensemble(tmp_path)
    assert found.ok
    assert not found.mismatches


def test_points_of_a_design_differ_from_run_to_run() -> None:
    points = pd.DataFrame(
        {"dependence.fade_rate": [0.0, 0.02, 0.05], "initial.AAA.unrest": [0.1, 0.5, 0.9]}
    )
    codes = toy().region.codes
    points = points.rename(columns={"initial.AAA.unrest": f"initial.{codes[0]}.unrest"})
    arms = {"one": toy(), "other": toy("mechanisms.off=unrest.grievance")}
    tables = [run_crossed(arms, points, 5, 3, engine=engine) for engine in ("numpy", "compiled")]
    near(*tables)


def test_a_run_that_fails_is_a_row_with_the_words_of_numpy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken(Simulation):
        @classmethod
        def prepare(cls, scenario: Any, seed: int, runs: Iterable[int], **more: Any) -> Any:
            made = Simulation.prepare(scenario, seed, runs, **more)
            if 3 in runs:
                autonomy = made.world.autonomy.copy()
                autonomy[:, list(runs).index(3)] = np.nan
                object.__setattr__(made, "world", made.world.replace({"autonomy": autonomy}))
            return made

    whole = run_ensemble(toy(), 10, engine="compiled")
    monkeypatch.setattr(worker, "Simulation", Broken)
    by_numpy, found = (run_ensemble(toy(), 10, engine=engine) for engine in ("numpy", "compiled"))
    assert found.errors.equals(by_numpy.errors)
    assert found.errors["run"].tolist() == [3]
    sound = [run for run in range(10) if run != 3]
    assert found.metrics.drop(columns="error").loc[sound].equals(whole.metrics.loc[sound])


def test_two_processes_compile_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    toys = ["batch", "toy-two-states", "--set", SHORT, "--runs", "9", "--engine", "compiled"]
    places = [tmp_path / "one", tmp_path / "other"]
    both = [start(*toys, "--out", str(place)) for place in places]
    for process in both:
        _, told = process.communicate(timeout=LONG)
        assert process.returncode == 0, told
    same(*(load_results(place) for place in places))
    kept = list((tmp_path / "cache").iterdir())
    assert len(kept) == 2, "one of the quarters, one of the start at rest"
    assert all(cache.load(file.stem) is not None for file in kept)


def test_where_the_library_is_missing_numpy_does_it(tmp_path: Path) -> None:
    """Run a batch that would be compiled in a Python that has no llvmlite."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "from importlib import metadata\n"
        "sys.modules['llvmlite'] = None\n"
        "found = metadata.version\n"
        "def version(name):\n"
        "    if name == 'llvmlite':\n"
        "        raise metadata.PackageNotFoundError(name)\n"
        "    return found(name)\n"
        "metadata.version = version\n"
    )
    toys = ["batch", "toy-two-states", "--set", SHORT, "--runs", "9", "--out", str(tmp_path / "e")]
    path = os.pathsep.join([str(tmp_path), str(Path(sovsim.__file__).parents[1])])
    for engine, status in (("compiled", 2), ("auto", 0)):
        done = subprocess.run(
            [sys.executable, "-m", "sovsim", *toys, "--engine", engine],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stderr
        assert ("pip install 'sovsim[fast]'" in done.stderr) == (engine == "compiled")


def test_what_is_read_quarter_by_quarter_is_that_of_numpy() -> None:
    scenario = load_scenario("toy-four-states")
    values = {"dependence.fade_rate": np.linspace(0.0, 0.05, 10)[:, np.newaxis]}
    both = [Stepped(scenario, 3, range(10), values, engine) for engine in ("numpy", "compiled")]
    steps = 0
    for one, other in zip(*(stepped.quarters(12) for stepped in both), strict=True):
        steps += 1
        assert one.step == other.step == steps
        for name in one:
            assert np.allclose(one[name], other[name], rtol=0.0, atol=1e-12), (name, steps)
    assert steps == 12
