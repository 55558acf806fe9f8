"""A run that fails is a row with its error, and never the end of the batch."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sovsim.ensemble import load_results, run_ensemble, worker
from sovsim.metrics import METRICS
from sovsim.simulation import Simulation
from tests.ensemble.ensembles import toy


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run 5 cannot be run, and run 20 ends in numbers that are none."""

    class Broken(Simulation):
        @classmethod
        def prepare(cls, scenario: Any, seed: int, runs: Iterable[int], **more: Any) -> Any:
            made = Simulation.prepare(scenario, seed, runs, **more)
            if 5 in runs:
                raise ZeroDivisionError("nothing to divide by")
            if 20 in runs:
                autonomy = made.world.autonomy.copy()
                autonomy[:, list(runs).index(20)] = np.nan
                object.__setattr__(made, "world", made.world.replace({"autonomy": autonomy}))
            return made

    monkeypatch.setattr(worker, "Simulation", Broken)


@pytest.mark.slow
@pytest.mark.usefixtures("broken")
def test_failing_runs_become_rows(tmp_path: Path) -> None:
    results = run_ensemble(toy(), 40, out=tmp_path / "e")
    assert results.errors["run"].tolist() == [5, 20]
    assert results.errors["error"][0] == "ZeroDivisionError: nothing to divide by"
    assert "autonomy is no finite number" in results.errors["error"][1]
    assert len(results.metrics) == 40
    assert results.metrics.loc[5, list(METRICS)].isna().all()
    again = load_results(tmp_path / "e")
    assert again.complete
    assert again.metrics.equals(results.metrics)


@pytest.mark.slow
def test_the_others_are_as_if_nothing_had_failed(broken: None) -> None:
    results = run_ensemble(toy(), 40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "Simulation", Simulation)
        whole = run_ensemble(toy(), 40)
    sound = [run for run in range(40) if run not in (5, 20)]
    columns = ["run", *METRICS]
    assert results.metrics.loc[sound, columns].equals(whole.metrics.loc[sound, columns])
    assert "error" not in whole.metrics
    assert whole.errors.empty
    assert list(whole.errors.columns) == ["run", "error"]


@pytest.mark.usefixtures("broken")
def test_trajectories_leave_failing_runs_out() -> None:
    results = run_ensemble(toy(), 8, trajectories=("autonomy",))
    assert 5 not in set(results.panel(None)["run"])
    assert results.panel()["runs"].unique().tolist() == [7]
