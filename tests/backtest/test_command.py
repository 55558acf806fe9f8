"""``sovsim backtest``: what it prints, writes and refuses."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pandas as pd
import pytest

from sovsim.backtest import sight
from sovsim.parameters import registry
from tests.command_line import Ask
from tests.observed.folders import POLYARCHY, REAL, folder

SMALL = ("--cut", "2003", "--runs", "3", "--prior")


@pytest.mark.slow
def test_it_prints_where_the_model_loses_first_and_keeps_to_80_columns(
    ask: Ask, planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = tmp_path / "out"
    answer = ask("backtest", "--observed", planted, *SMALL, "--out", out, "--no-plots")
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == "Where the model loses"
    assert [line for line in lines if len(line) > 80 and str(out) not in line] == []
    assert "assumed, none fitted to data" in " ".join(answer.out.split())
    forecasts = pd.read_parquet(out / "forecasts.parquet")
    assert {"indicator", "cut", "state", "year", "method", "crps"} <= set(forecasts)
    assert (out / "pools.csv").is_file()
    assert not (out / "figures").exists()


@pytest.mark.slow
def test_it_draws_figures_and_a_page_and_can_be_written_over(
    ask: Ask, planted: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        answer = ask("backtest", "--observed", planted, *SMALL, "--out", out)
        assert answer.status == 0, answer.err
    for name in ("skill-indicators", "skill-pools", "reliability", "course-ideal-point"):
        assert (out / "figures" / f"{name}.svg").stat().st_size > 1000
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.index('id="loses"') < page.index('id="indicators"')
    assert "<script" not in page


@pytest.mark.slow
def test_a_folder_of_events_alone_is_judged_by_them(ask: Ask, tmp_path: Path) -> None:
    events = "date,iso3,type,description,source_to_check\n"
    events += "1998-05-01,UKR,energy_cutoff,made up,test\n2006-01-01,UKR,energy_cutoff,made up,t\n"
    place = folder(tmp_path / "o", {})
    (place / "events_public_record.csv").write_text(events, encoding="utf-8")
    answer = ask("backtest", "--observed", place, *SMALL, "--out", tmp_path / "out", "--no-plots")
    assert answer.status == 0, answer.err
    assert "economic coercion" in answer.out
    assert "No indicator" in answer.out


@pytest.mark.slow
def test_json_holds_design_losses_and_tables(ask: Ask, planted: Path) -> None:
    told = json.loads(ask("backtest", "--observed", planted, "--until", "2003", "--runs", "2",
                          "--prior", "--json").out)  # fmt: skip
    assert told["cuts"] == [2003]
    assert told["last"] == 2011
    assert told["loses"]
    assert told["bars"]
    assert {row["method"] for row in told["pools"]} >= {"a", "b", "c", "trend"}
    assert "hegemon_policy.base_economic_coercion" in told["sized_with_data_in_view"]


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (("--observed", "nowhere"), "there is no such folder"),
        (("--observed", "o", "--cut", "1985"), "cut 1985"),
        (("--observed", "o", "--cut", "2002"), "what can be scored ends in 2002"),
        (("--observed", "o", "--cut", "2001", "--until", "1999"), "lies after 1999"),
        (("--observed", "o"), "leave no cut"),
        (("--observed", "o", "--cut", "2001"), "enough figures"),
        (("--observed", "o", "--cut", "soon"), "valid integer"),
        (("--observed", "o", "--scenario", "toy-two-states", "--cut", "2001"), "cut 2001"),
    ],
)
def test_bad_input_is_told_in_three_lines(
    ask: Ask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    wrong: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "o", {"vdem_v2x_polyarchy": POLYARCHY})
    answer = ask("backtest", *arguments, "--runs", "2", "--prior")
    assert answer.status == 2
    assert wrong in answer.err
    assert 1 <= answer.error_lines <= 3


def test_shipped_fits_are_refused(ask: Ask, planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "dependence.deals"
    fitted = {**registry(), name: dataclasses.replace(registry()[name], status="calibrated")}
    monkeypatch.setattr(sight, "registry", lambda: fitted)
    answer = ask("backtest", "--observed", planted, *SMALL)
    assert answer.status == 2
    assert f"{name}: fitted to data" in answer.err


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_dir(), reason="no folder of real data beside the checkout")
def test_it_fits_at_each_cut_to_real_data(ask: Ask) -> None:
    told = json.loads(
        ask("backtest", "--observed", REAL, "--cut", "2003", "--runs", "10", "--members", "20",
            "--json").out
    )  # fmt: skip
    assert told["points"] == {"2003": 20}
    assert told["last"] >= 2013
    assert len({row["indicator"] for row in told["scores"]}) > 15


@pytest.mark.slow
def test_a_folder_without_a_figure_up_to_the_cut_is_refused_in_words(
    ask: Ask, tmp_path: Path
) -> None:
    late = "iso3,year,value\n" + "".join(
        f"{code},{year},0.{year - 2010}\n" for code in ("EST", "KAZ") for year in range(2014, 2019)
    )
    place = folder(tmp_path / "o", {"vdem_v2x_polyarchy": late})
    answer = ask("backtest", "--observed", place, *SMALL, "--no-plots")
    assert answer.status == 2
    assert "no indicator has enough figures up to a cut" in answer.err


@pytest.mark.slow
def test_figures_that_never_change_leave_no_ratio_and_no_fault(ask: Ask, tmp_path: Path) -> None:
    rows = "".join(
        f"{code},{year},0.5,0.4,0.6,0.5,60\n"
        for code in ("EST", "GEO", "KAZ", "UKR")
        for year in range(1992, 2012)
    )
    same = "iso3,year,value,q05,q95,final_passage_only,n_votes\n" + rows
    place = folder(tmp_path / "o", {"unga_idealpoint": same})
    answer = ask("backtest", "--observed", place, *SMALL, "--no-plots")
    assert answer.status == 0, answer.err
