"""The backtest on the facts that ship: marks by hand, no leak, the command."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.backtest.chance_marks import chance_marks, changes
from sovsim.backtest.design import BacktestError
from sovsim.backtest.path import Paths
from sovsim.backtest.record import RecordBacktest, record_design, run_record
from sovsim.backtest.record_bars import record_bars
from sovsim.backtest.stocks import lasting
from sovsim.observed.public_record import PublicRecord, public_record
from sovsim.observed.record_facts import Government, Membership
from sovsim.observed.record_indicators import RECORD_INDICATORS, shipped_facts
from sovsim.observed.record_time import when
from sovsim.scenario import load_scenario
from tests.command_line import Ask

CUT, RUNS = 2013, 6


def made(record: PublicRecord) -> RecordBacktest:
    asked = record_design(load_scenario("baseline-1992-2026"), [CUT], runs=RUNS)
    return run_record(asked, shipped_facts(record))


@pytest.fixture(scope="module")
def found() -> RecordBacktest:
    return made(public_record())


@pytest.mark.slow
def test_every_indicator_is_scored_on_years_after_the_cut_alone(found: RecordBacktest) -> None:
    lasts = {one.name for one in RECORD_INDICATORS if one.group == "bodies"}
    happens = {one.name for one in RECORD_INDICATORS if one.group == "events"}
    assert (set(found.standing["indicator"]), set(found.chances["indicator"])) == (lasts, happens)
    for table in (found.standing, found.chances):
        assert (table["year"].min(), table["year"].max()) == (CUT + 1, 2024)
        assert table["chance"].between(0.0, 1.0).all()
        assert set(table["happened"]) == {0.0, 1.0}
    last = found.standing[found.standing["method"] == "last value"]
    assert (last["chance"] == last["last"]).all()


@pytest.mark.slow
def test_predictions_are_written_as_those_of_series_are(found: RecordBacktest) -> None:
    told = found.forecasts[found.forecasts["group"] == "bodies"]
    assert set(told["method"]) == {"a", "b", "persistence", "drift"}
    assert np.allclose(told["crps"], (told["predicted"] - told["observed"]) ** 2)
    assert (told["low"] <= told["high"]).all()
    sure = told[told["predicted"] > 0.95]
    assert len(sure)
    assert (sure["low"] == 1.0).all()
    assert not found.forecasts.isna().any(axis=None)
    assert told["place"].between(0.0, 1.0).all()


@pytest.mark.slow
def test_nothing_after_the_cut_moves_a_chance(found: RecordBacktest) -> None:
    record = public_record()
    late = Membership(body="NATO", states=("GEO",), began=when("2016-01-01"), source="made up here")
    fall = Government(state="EST", at=when("2016-01-01"), kind="fall", who="X", source="made up")
    other = replace(
        record,
        memberships=record.memberships.model_copy(
            update={"fact": [*record.memberships.fact, late]}
        ),
        governments=record.governments.model_copy(
            update={"fact": [*record.governments.fact, fall]}
        ),
    )
    again = made(other)
    for name in ("standing", "chances"):
        mine, first = again.tables[name], found.tables[name]
        assert mine["chance"].equals(first["chance"])
        assert not mine["happened"].equals(first["happened"])


def test_what_is_uncertain_is_neither_a_case_nor_none() -> None:
    pressure = next(one for one in RECORD_INDICATORS if one.name == "pressure begins")
    panel = pressure.seen(shipped_facts())
    assert panel is not None
    assert math.isnan(panel.value.loc[1994, "AZE"])
    assert panel.value.loc[2006, "GEO"] == 1
    folder = replace(shipped_facts(), record=None)
    assert pressure.seen(folder) is None


@pytest.mark.slow
def test_the_runs_that_stood_where_the_state_stood_are_asked(found: RecordBacktest) -> None:
    """Of three states one entered in some runs before the cut already."""
    one = next(each for each in RECORD_INDICATORS if each.name == "member of NATO")
    years, states = tuple(range(2000, 2006)), ("EST", "GEO", "UKR")
    runs = np.zeros((20, 6, 3))
    runs[:12, 2:, 0] = 1.0  # in Estonia twelve runs entered in 2002, four of eight others in 2004
    runs[12:16, 4:, 0] = 1.0
    runs[:, :, 1] = 1.0  # no run stood where Georgia stood
    paths = Paths(states, years, {one.name: runs}, {one.name: runs[:, 0].mean(axis=0)})
    facts = shipped_facts()
    before, whole = one.seen(facts.until(2003), states), one.seen(facts, states)
    table = lasting(one, before, whole, paths, 2003).set_index(["method", "state", "year"])
    chance = table["chance"]
    assert chance["model", "EST", 2004] == pytest.approx(0.5)
    assert chance["model, all runs", "EST", 2004] == pytest.approx(0.8)
    assert chance["model", "GEO", 2005] == 0.0
    assert chance["last value", "EST", 2005] == 0.0
    assert 0.0 < chance["rates", "EST", 2004] < chance["rates", "EST", 2005] < 0.1
    assert table["happened"]["model", "EST", 2004] == 1.0


def test_the_bar_of_memberships_is_that_of_the_last_year() -> None:
    table = pd.DataFrame(
        [
            ("member of X", "A", year, method, chance, 1.0)
            for year, said in ((2001, 0.0), (2002, 0.5))
            for method, chance in (("model", said), ("last value", 0.0))
        ],
        columns=["indicator", "state", "year", "method", "chance", "happened"],
    )
    none = pd.DataFrame(columns=["indicator", "method", "cases", "brier", "log_loss"])
    bars = record_bars(table, none, "base rate").set_index("bar")
    assert bars["value"].iloc[0] == pytest.approx(0.25)
    assert bars["reached"].tolist() == ["yes"] + ["-"] * 8


def test_marks_and_changes_by_hand() -> None:
    table = pd.DataFrame(
        [
            ("x", 2000, state, 2001, method, chance, happened, 0.0)
            for state, happened, said in (("A", 1.0, 0.8), ("B", 0.0, 0.2))
            for method, chance in (("model", said), ("guess", 0.0))
        ],
        columns=["indicator", "cut", "state", "year", "method", "chance", "happened", "last"],
    )
    marks = chance_marks(table, "guess", 0).set_index("method")
    assert marks.loc["model", "brier"] == pytest.approx(0.04)
    assert marks.loc["model", "log_loss"] == pytest.approx(-math.log(0.8))
    assert marks.loc["model", "auc"] == 1.0
    assert marks.loc["model", "ratio"] == pytest.approx(0.08)
    assert marks.loc["guess", "ratio"] == 1.0
    assert (marks["n"] == 2).all()
    moved = changes(table, ("model", "guess")).iloc[0]
    assert (moved["changed"], moved["began"], moved["ended"]) == (1, 1, 0)
    assert moved["model"] == pytest.approx(0.6)
    assert moved["guess"] == 0.0


@pytest.mark.slow
def test_the_command_needs_no_folder_and_says_what_a_zero_is(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = tmp_path / "out"
    small = ("--cut", "2018", "--runs", "2", "--prior")
    answer = ask("backtest", *small, "--out", out)
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == "Where the model loses"
    assert [line for line in lines if len(line) > 80 and str(out) not in line] == []
    assert "a 0 of theirs says that nothing is listed" in " ".join(answer.out.split())
    forecasts = pd.read_parquet(out / "forecasts.parquet")
    assert {"indicator", "cut", "state", "year", "method", "predicted", "crps"} <= set(forecasts)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.index('id="loses"') < page.index('id="lasting"') < page.index('id="events"')
    for name in ("skill", "reliability"):
        assert (out / "figures" / f"{name}.svg").stat().st_size > 1000
    told = json.loads(ask("backtest", *small, "--json").out)
    assert told["cuts"] == [2018]
    assert "pressure begins" in told["not_complete"]
    assert {row["indicator"] for row in told["lasting"]} >= {"member of the EU"}
    assert [row for row in told["bars"] if row["bar"].startswith("memberships")]
    late = ask("backtest", "--cut", "2024", "--runs", "2")
    assert late.status == 2
    assert "cut 2024" in late.err


@pytest.mark.slow
def test_rates_of_events_are_fitted_at_a_cut_to_what_came_before_it(ask: Ask) -> None:
    small = ("--cut", "1996", "--runs", "2", "--members", "20", "--json")
    told = json.loads(ask("backtest", *small).out)
    assert told["points"] == {"1996": 20}
    assert any("fitted at each cut to counts of the record" in text for text in told["how"])
    assumed = json.loads(ask("backtest", *small, "--prior").out)
    assert assumed["points"] == {}


def test_start_values_fitted_to_later_figures_than_the_cut_are_refused() -> None:
    baseline = load_scenario("baseline-1992-2026")
    with pytest.raises(BacktestError, match=r"initial\.\w+: fitted to figures to 199\d, later"):
        record_design(baseline, [1992], runs=2)
    assert record_design(baseline, [1998], runs=2).cuts == (1998,)
