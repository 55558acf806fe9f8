"""Scenarios against the first of them: any number, of single states, answered in a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sovsim
from sovsim.ensemble.answered import answers, outcome_name
from sovsim.ensemble.looking import Simulate
from sovsim.ensemble.several import Several, TooFew, compare_several
from sovsim.metrics import METRICS
from sovsim.scenario import ScenarioError, load_scenario

TOY = "toy-two-states"


class Planted:
    """Tables of runs whose outcomes are known: an arm has what it is given beside the noise."""

    def __init__(self, **more: float) -> None:
        self.more = more
        codes = load_scenario(TOY).region.codes
        rng = np.random.default_rng(7)
        self.noise = rng.normal(size=(64, len(codes)))
        self.codes = codes
        self.metrics = pd.DataFrame()
        self.states = pd.DataFrame()

    def __call__(self, arms: object, runs: int) -> Planted:
        """Return the tables of some arms."""
        rows = [
            {
                "arm": arm,
                "run": run,
                "state": code,
                **{
                    name: self.noise[run, at] + more * (at == 0)
                    for name in METRICS
                    if METRICS[name].per == "state"
                },
            }
            for arm, more in self.more.items()
            for run in range(runs)
            for at, code in enumerate(self.codes)
        ]
        self.states = pd.DataFrame(rows)
        self.metrics = self.states.drop(columns="state").groupby(["arm", "run"]).mean()
        self.metrics = self.metrics.reset_index()
        return self


def held(simulate: Simulate, count: int, **given: object) -> Several:
    return compare_several([TOY] * count, runs=64, simulate=simulate, **given)  # type: ignore[arg-type]


def test_every_scenario_is_held_against_the_first() -> None:
    planted = Planted(A=0.0, B=2.0, C=-2.0, D=0.0)
    found = held(planted, 4, metrics=("autonomy",))
    assert list(found.table["scenario"]) == ["B", "C", "D"]
    assert list(found.table["difference"].round(6)) == [1.0, -1.0, 0.0]
    assert list(found.table["verdict"][:2]) == ["higher", "lower"]
    assert found.table["verdict"][2].startswith("identical in all ")


def test_a_state_has_its_own_row_by_code_or_name_and_only_its_own_change() -> None:
    one, other = load_scenario(TOY).region.states
    found = held(Planted(A=0.0, B=2.0), 2, metrics=("autonomy",), states=(one.code, other.name))
    assert list(found.table["state"]) == [one.code, other.code]
    assert list(found.table["difference"].round(6)) == [2.0, 0.0]


def test_the_answer_is_written_from_the_rows() -> None:
    found = held(Planted(A=0.0, B=0.2, C=0.0), 3, metrics=("autonomy",), smallest=0.05)
    higher, same = answers(found)
    assert "raises autonomy by 0.1" in higher
    assert higher.startswith("Against A, B, ")
    assert "changes nothing for certain; the same in all 64 runs: autonomy" in same


def test_names_of_outcomes_say_whose_they_are() -> None:
    region = load_scenario("csto-kazakhstan-2022").region
    assert outcome_name("dependence_russia", "", region) == "dependence on Russia"
    assert outcome_name("autonomy", "KAZ", region) == "Kazakhstan's autonomy"
    assert outcome_name("coercion", "KAZ", region) == "coercion in Kazakhstan"


def test_what_cannot_be_asked_is_refused_with_the_nearest_name() -> None:
    planted = Planted(A=0.0, B=0.0)
    with pytest.raises(TooFew, match="1 scenario given"):
        held(planted, 1)
    with pytest.raises(ScenarioError, match="did you mean 'autonomy'"):
        held(planted, 2, metrics=("autonmy",))
    with pytest.raises(ScenarioError, match="has no state 'XYZ'"):
        held(planted, 2, states=("XYZ",))
    with pytest.raises(ScenarioError, match="of the whole region"):
        held(planted, 2, metrics=("stance_global",), states=(load_scenario(TOY).region.codes[0],))


def test_two_scenarios_give_what_compare_gives_the_other_way_round() -> None:
    planted = Planted(A=0.0, B=0.4)
    found = held(planted, 2, metrics=("autonomy",)).table.iloc[0]
    turned = sovsim.compare(TOY, TOY, ["autonomy"], 64, simulate=planted).table.iloc[0]
    assert found["difference"] == pytest.approx(-turned["difference"])
    assert (found["verdict"], turned["verdict"]) == ("higher", "lower")


def test_results_are_found_within_the_folder_that_keeps_them(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from sovsim.ensemble import run_ensemble

    short = ("scenario.end=1992Q2",)
    run_ensemble(TOY, 3, out=tmp_path / "asked" / "runs", settings=short)
    found = sovsim.load_results(tmp_path / "asked")
    assert found.folder == tmp_path / "asked" / "runs"
    assert "keeps its runs in runs" in caplog.text
    caplog.clear()
    assert sovsim.load_results(found.folder).runs == 3
    assert "keeps its runs" not in caplog.text
