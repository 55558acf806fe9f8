"""The arms of a study of theories, and its command."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sovsim.cli import main
from sovsim.studies.theory import THEORIES, run_theories, theory_arms
from tests.ensemble.ensembles import SHORT, toy


def test_arms_leave_on_one_theory_or_all_but_one() -> None:
    every = {motive for motives in THEORIES.values() for motive in motives}
    only, less = theory_arms(toy()), theory_arms(toy(), kind="without")
    assert set(only) == set(less) == set(THEORIES)
    assert set(only["hedging"].off) == every - {"action.hedging"}
    assert set(less["hedging"].off) == {"action.hedging"}


@pytest.mark.slow
def test_a_tiny_study_of_the_model_is_whole() -> None:
    found = run_theories(
        toy(), ["foreign_policy"], ["sovereignty_gap", "bids_reversed"], points=4, runs=2
    )
    assert len(found.table) == len(THEORIES) * 4 * 2
    total = found.shares[found.shares["metric"] == "sovereignty_gap"]["share"].sum()
    assert total == pytest.approx(1.0)
    first = found.points.iloc[:, 0]
    assert first.nunique() == 4


@pytest.mark.slow
def test_the_command_prints_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["theory", "toy-two-states", "--set", SHORT, "-p", "alignment", "-m", "sovereignty_gap"]
    assert main([*call, "--points", "3", "--runs", "2", "--out", str(tmp_path)]) == 0
    assert "What a source itself adds to the variance" in capsys.readouterr().out
    assert (tmp_path / "figures" / "theory-only.svg").exists()
    assert set(pd.read_parquet(tmp_path / "means.parquet")["theory"]) == set(THEORIES)
