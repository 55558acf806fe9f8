"""Sensitivity of the model itself, on a scenario of two states and few quarters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.cli import main
from sovsim.ensemble import ArmError, EnsembleError, run_ensemble
from sovsim.ensemble.crossed import run_crossed
from sovsim.ensemble.design import Uncertainty
from sovsim.parameters import UnknownParameter, registry
from sovsim.studies.outcomes import UnknownOutcome, chosen_metrics
from sovsim.studies.sensitivity import run_sensitivity
from sovsim.studies.space import parameters_for
from tests.ensemble.ensembles import SHORT, toy

pytest.importorskip("SALib", reason="needs the extra [explore]")

FADE, REWARD = "dependence.fade_rate", "dependence.reward"
POINTS = pd.DataFrame({FADE: [0.0, 0.02, 0.02], REWARD: [0.01, 0.01, 0.03]})


def test_every_point_has_the_noise_of_the_ensemble_of_its_values() -> None:
    table = run_crossed({"toy": toy()}, POINTS, runs=3, seed=5)
    assert list(table["point"]) == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    for point, values in POINTS.iterrows():
        settings = [f"{name}={value}" for name, value in values.items()]
        alone = run_ensemble(toy(*settings), 3, seed=5).metrics
        rows = table[table["point"] == point].reset_index(drop=True)
        columns = [name for name in alone.columns if name != "run"]
        pd.testing.assert_frame_equal(rows[columns], alone[columns], check_exact=True)


def test_a_folder_resumes_and_refuses_another_study(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    first = run_crossed({"toy": toy()}, POINTS, 2, out=tmp_path)
    part = next((tmp_path / "metrics").glob("*.parquet"))
    written = part.stat().st_mtime_ns
    again = run_crossed(
        {"toy": toy()}, POINTS, 2, out=tmp_path, progress=lambda *seen: told.append(seen)
    )
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert part.stat().st_mtime_ns == written
    assert not told
    part.write_bytes(part.read_bytes()[:-100])
    pd.testing.assert_frame_equal(first, run_crossed({"toy": toy()}, POINTS, 2, out=tmp_path))
    with pytest.raises(EnsembleError, match="another ensemble: seed 0, not 1"):
        run_crossed({"toy": toy()}, POINTS, 2, seed=1, out=tmp_path)


def test_designs_that_cannot_be_run_are_refused() -> None:
    with pytest.raises(ArmError, match="needs an arm"):
        run_crossed({}, POINTS, 2)
    with pytest.raises(ArmError, match="finite"):
        run_crossed({"toy": toy()}, POINTS.assign(**{FADE: np.nan}), 2)
    with pytest.raises(UnknownParameter):
        run_crossed({"toy": toy()}, POINTS.rename(columns={FADE: "dependence.fade"}), 2)


def test_parameters_by_name_group_and_status() -> None:
    every = parameters_for()
    statuses = {registry()[entry.parameter].status for entry in every}
    assert statuses <= {"assumed", "inferred"}
    group = parameters_for(["dependence"])
    assert {entry.parameter for entry in group} < {entry.parameter for entry in every}
    assert all(entry.parameter.startswith("dependence.") for entry in group)
    assert [entry.parameter for entry in parameters_for([REWARD, REWARD])] == [REWARD]
    with pytest.raises(UnknownParameter, match="did you mean 'dependence'"):
        parameters_for(["dependance"])


def test_metrics_by_name() -> None:
    assert chosen_metrics(None)[0] == "sovereignty_gap"
    assert len(chosen_metrics(["all"])) > len(chosen_metrics(None))
    with pytest.raises(UnknownOutcome, match="did you mean 'coercion'"):
        chosen_metrics(["coertion"])


def test_a_parameter_that_the_model_follows_stands_above_one_that_is_idle() -> None:
    """No union binds anybody in 1992, so what it diverts cannot matter yet."""
    space = [Uncertainty.declared("economic_ties.customs_union"), Uncertainty.declared(FADE)]
    found = run_sensitivity(
        toy(), "morris", space, ["sovereignty_gap", "mission_rate"], samples=3, runs=2
    )
    head = found.indices[found.indices["index"] == "mu_star"]
    assert head["parameter"].iloc[0] == FADE
    assert head["value"].iloc[0] > 0.0
    assert head["value"].iloc[1] == 0.0
    assert "undefined" in found.skipped["mission_rate"]
    assert (found.samples, len(found.points)) == (3, 9)


def test_the_command_writes_tables_and_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["sensitivity", "toy-two-states", "--set", SHORT, "--method", "sobol", "--samples", "2"]
    call += ["-p", f"{FADE},{REWARD}", "-m", "sovereignty_gap", "--runs", "1"]
    assert main([*call, "--out", str(tmp_path)]) == 0
    assert "2 parameters, 8 points" in capsys.readouterr().out
    assert {"first", "total"} == set(pd.read_parquet(tmp_path / "indices.parquet")["index"])
    assert (tmp_path / "figures" / "sobol-sovereignty_gap-convergence.svg").stat().st_size > 5000
    assert main([*call, "-p", "nonsense"]) == 2
    assert "no parameter or group" in capsys.readouterr().err
