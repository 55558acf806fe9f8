"""The report of an ensemble: how often what happens, bands, distributions, and an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.ensemble import load_results, run_ensemble
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.run import run_arms
from sovsim.ensemble.told import answer, ends, happenings
from sovsim.scenario import load_scenario
from tests.command_line import Ask

TOY = "toy-two-states"
SHORT = ("scenario.end=1994Q4",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ensemble that kept its quarters."""
    out = tmp_path_factory.mktemp("ensembles") / "toy"
    run_ensemble(TOY, 12, 1, out=out, settings=SHORT, trajectories=True)
    return out


def test_shares_are_those_of_the_runs(folder: Path) -> None:
    results = load_results(folder)
    table = happenings(results).set_index("metric")
    for metric in ("coercion", "upheavals"):
        share = float((results.metrics[metric] > 0).mean())
        assert table.loc[metric, "share"] == pytest.approx(share)
        assert table.loc[metric, "low"] <= share <= table.loc[metric, "high"]
    found = ends(results)
    mine = results.states[results.states["state"] == "LEN"]["autonomy"]
    row = found[(found["state"] == "LEN") & (found["metric"] == "autonomy")].iloc[0]
    assert row["middle"] == pytest.approx(mine.median())
    assert any("Lenia ends with an autonomy of" in sentence for sentence in answer(results))


@pytest.mark.slow
def test_the_report_is_written_and_the_ensemble_goes_on(ask: Ask, folder: Path) -> None:
    told = ask("report", folder)
    assert (told.status, told.err) == (0, "")
    page = (folder / "report.html").read_text(encoding="utf-8")
    for part in ("What the runs say", "The course of the states", "How often what happens"):
        assert part in page
    names = {file.name for file in (folder / "figures").iterdir()}
    assert names == {"bands.svg", "distributions.svg"}
    run_ensemble(TOY, 14, 1, out=folder, settings=SHORT, trajectories=True)
    assert load_results(folder).complete
    refused = ask("report", folder, "--runs", "5")
    assert (refused.status, refused.error_lines) == (2, 1)


@pytest.mark.slow
def test_several_arms_are_all_told_with_what_they_change(ask: Ask, tmp_path: Path) -> None:
    scenario = load_scenario(TOY).with_settings(SHORT)
    other = scenario.with_settings(["dependence.reward=0.04"])
    run_arms({"usual": Arm(scenario), "paid": Arm(other)}, 6, out=tmp_path / "arms")
    assert ask("report", tmp_path / "arms").status == 0
    page = (tmp_path / "arms" / "report.html").read_text(encoding="utf-8")
    assert "dependence: reward = 0.04 instead of" in page
    assert "No course over time is drawn" in page
