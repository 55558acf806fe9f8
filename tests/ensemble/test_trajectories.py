"""Trajectories, where they are asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.ensemble import NoTrajectories, load_results, run_ensemble
from sovsim.ensemble.trajectories import UnknownColumn
from sovsim.single_run import run
from tests.ensemble.ensembles import toy


def test_they_are_those_of_the_single_run() -> None:
    results = run_ensemble(toy(), 3, seed=1, trajectories=True)
    panel = results.panel(quantiles=None)
    alone = run(toy(), seed=1, run=2).states
    found = panel[panel["run"] == 2].reset_index(drop=True)
    assert list(found.columns) == list(alone.columns)
    for column in alone.columns:
        assert found[column].tolist() == alone[column].tolist(), column


def test_quantiles_are_over_runs() -> None:
    results = run_ensemble(toy(), 70, trajectories=("autonomy_security",), block=9)
    whole = results.panel(None)
    bands = results.panel(quantiles=[0.25, 0.5])
    one = whole[(whole["quarter"] == "1993Q2") & (whole["state"] == "LEN")]["autonomy_security"]
    row = bands[
        (bands["quarter"] == "1993Q2") & (bands["state"] == "LEN") & (bands["quantile"] == 0.25)
    ]
    assert row["value"].tolist() == [np.quantile(one, 0.25)]
    assert row["runs"].tolist() == [70]


def test_without_them_the_way_to_get_them_is_told() -> None:
    with pytest.raises(NoTrajectories, match="trajectories=True"):
        run_ensemble(toy(), 2).panel()


def test_a_variable_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownColumn, match="did you mean 'autonomy'"):
        run_ensemble(toy(), 2, trajectories=("autonmy",))


def test_a_variable_that_was_not_kept_is_named() -> None:
    results = run_ensemble(toy(), 2, trajectories=("autonomy_security",))
    with pytest.raises(NoTrajectories, match="alignment_west_political"):
        results.panel(variables=["alignment_west"])


@pytest.mark.slow
def test_they_survive_growing(tmp_path: Path) -> None:
    run_ensemble(toy(), 10, out=tmp_path / "e", trajectories=("autonomy",))
    run_ensemble(toy(), 300, out=tmp_path / "e", block=25)
    found = load_results(tmp_path / "e").panel(None)
    whole = run_ensemble(toy(), 300, trajectories=("autonomy",)).panel(None)
    pd.testing.assert_frame_equal(found, whole, check_exact=True)
    plain = pd.read_parquet(tmp_path / "e" / "trajectories")
    assert len(plain) == len(found)


def test_asking_for_them_later_does_the_runs_again(tmp_path: Path) -> None:
    before = run_ensemble(toy(), 10, out=tmp_path / "e")
    after = run_ensemble(toy(), 10, out=tmp_path / "e", trajectories=("autonomy",))
    assert after.metrics.equals(before.metrics)
    assert len(after.panel(None)) == 10 * 8 * 2
