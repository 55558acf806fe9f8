"""Result folders in other tools: the lines of the documentation work as they stand."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from sovsim.cli import main
from sovsim.ensemble import load_results, run_ensemble
from sovsim.studies.ema import NoWorkbench, ema_model, ema_outcomes, ema_points
from tests.ensemble.ensembles import SHORT, toy

PAGE = Path(__file__).parents[2] / "docs" / "examples" / "other-tools.md"


def queries(kind: str) -> list[str]:
    found = re.findall(rf"```sql {kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"the page has no query for {kind}"
    return found


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder of every kind."""
    base = tmp_path_factory.mktemp("tools")
    run_ensemble(toy(), 4, out=base / "ensemble")
    start = ["toy-two-states", "--set", SHORT]
    assert main(["run", *start, "--no-plots", "--out", str(base / "run")]) == 0
    return {kind: base / kind for kind in ("ensemble", "run", "study")}


@pytest.mark.parametrize("kind", ["ensemble", "run"])
def test_folders_open_in_duckdb_by_the_documented_lines(
    kind: str, folders: dict[str, Path]
) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs DuckDB, in the extra [test]")
    for query in queries(kind):
        assert duckdb.sql(query.replace("FOLDER", str(folders[kind]))).fetchall()


def test_a_study_opens_in_duckdb(folders: dict[str, Path]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs DuckDB, in the extra [test]")
    pytest.importorskip("SALib", reason="needs the extra [explore]")
    call = ["sensitivity", "toy-two-states", "--set", SHORT, "-p", "dependence.reward"]
    call += ["-m", "sovereignty_gap", "--samples", "2", "--runs", "1", "--no-plots"]
    assert main([*call, "--out", str(folders["study"])]) == 0
    for query in queries("study"):
        assert duckdb.sql(query.replace("FOLDER", str(folders["study"]))).fetchall()


def test_tables_turn_into_xarray(folders: dict[str, Path]) -> None:
    pytest.importorskip("xarray", reason="xarray is not installed")
    results = load_results(folders["ensemble"])
    cube = results.states.set_index(["run", "state"]).to_xarray()
    assert dict(cube.sizes) == {"run": 4, "state": 2}
    assert "sovereignty_gap" in results.metrics.set_index("run").to_xarray()


@pytest.mark.slow
def test_the_ema_workbench_drives_the_ensemble() -> None:
    pytest.importorskip("ema_workbench", reason="the EMA workbench is not installed")
    from ema_workbench import perform_experiments

    model = ema_model(toy(), ["dependence.fade_rate"], ["sovereignty_gap"], runs=2)
    experiments, one_by_one = perform_experiments(model, 3)
    _, in_blocks = ema_outcomes(toy(), experiments, ["sovereignty_gap"], runs=2)
    assert in_blocks["sovereignty_gap"].tolist() == one_by_one["sovereignty_gap"].tolist()
    assert len(set(in_blocks["sovereignty_gap"])) == 3
    dotted = experiments.rename(columns={"dependence__fade_rate": "dependence.fade_rate"})
    _, again = ema_outcomes(toy(), dotted, ["sovereignty_gap"], runs=2)
    assert again["sovereignty_gap"].tolist() == in_blocks["sovereignty_gap"].tolist()


def test_the_documented_batch_of_mesa_runs_every_point_with_every_seed() -> None:
    found = re.findall(r"```python batch\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec("\n".join(found), names)
    runs = {(row["rng"], row["seed"], row["dependence__fade_rate"]) for row in names["rows"]}
    assert runs == {(seed, seed, rate) for seed in (0, 1, 2) for rate in (0.005, 0.015)}


@pytest.mark.slow
def test_points_are_drawn_by_the_workbench_within_their_ranges() -> None:
    workbench = pytest.importorskip("ema_workbench", reason="the EMA workbench is not installed")
    model = ema_model(toy(), ["dependence.fade_rate", "dependence.reward"], ["unrest"])
    for sampler in (None, workbench.em_framework.MonteCarloSampler()):
        points = ema_points(model, 5, sampler)
        assert list(points.columns) == ["dependence__fade_rate", "dependence__reward"]
        assert len(points) == 5
        assert points["dependence__fade_rate"].between(0.0, 0.02).all()
        assert points.nunique().tolist() == [5, 5]


@pytest.mark.slow
def test_the_example_with_prim_finds_a_box() -> None:
    pytest.importorskip("ema_workbench", reason="the EMA workbench is not installed")
    limits = run_path(str(PAGE.with_name("prim_with_ema.py")))["main"](60, 1, "toy-two-states")
    assert len(limits) > 0
    assert (limits["low"] < limits["high"]).all()
    assert limits["share_of_range"].between(0.0, 0.999).all()


def test_without_the_workbench_the_connector_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ema_workbench", None)
    with pytest.raises(NoWorkbench, match="pip install ema_workbench"):
        ema_model(toy(), ["dependence"])
