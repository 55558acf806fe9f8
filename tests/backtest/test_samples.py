"""Runs from a sample that was fitted at each cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.backtest import sight
from sovsim.backtest.case import _joined
from sovsim.backtest.design import Design, design
from sovsim.backtest.path import Drawn, every_path, paths
from sovsim.backtest.run import run_backtest
from sovsim.backtest.started import started
from sovsim.backtest.told import drawn_from
from sovsim.observed.folder import read_folder
from sovsim.parameters import registry
from sovsim.scenario import load_scenario
from tests.backtest.conftest import CUT
from tests.observed.folders import REAL


@dataclass(frozen=True)
class Sample:
    """What a calibration hands over."""

    points: pd.DataFrame
    until: int


def asked(planted: Path, cuts: list[int], runs: int = 4) -> Design:
    return design(load_scenario("baseline-1992-2026"), read_folder(planted), cuts, runs=runs)


def remittances(low: float, high: float, until: int) -> Sample:
    return Sample(pd.DataFrame({"initial.UKR.dependence_labour": [low, high]}), until)


@pytest.mark.slow
def test_each_run_takes_its_point_and_the_points_go_round(planted: Path) -> None:
    made = asked(planted, [CUT])
    found = paths(made, CUT, remittances(0.1, 0.8, CUT))
    place = found.states.index("UKR")
    first = found.runs["remittances"][:, 0, place]
    assert first[[1, 3]].min() > first[[0, 2]].max() + 0.4
    assert found.start["remittances"][place] == pytest.approx(0.45)


def test_a_sample_that_knows_more_than_the_cut_is_refused(planted: Path) -> None:
    with pytest.raises(ValueError, match="knows more than the cut"):
        paths(asked(planted, [CUT]), CUT, remittances(0.1, 0.2, CUT + 1))


@pytest.mark.slow
def test_the_fit_is_asked_at_every_cut_and_may_have_nothing(planted: Path) -> None:
    cuts: list[int] = []

    def fit(cut: int) -> Drawn | None:
        cuts.append(cut)
        return None if cut == 2001 else remittances(0.1, 0.8, cut)

    made = asked(planted, [1999, 2001, CUT])
    found = dict(every_path(made, fit))
    assert cuts == [1999, 2001, CUT]
    for name, runs in paths(made, 2001).runs.items():
        assert np.array_equal(runs, found[2001].runs[name])


@pytest.mark.slow
def test_a_backtest_says_from_what_its_runs_were_drawn(planted: Path) -> None:
    observed = read_folder(planted)
    found = run_backtest(asked(planted, [CUT], 3), observed, lambda cut: remittances(0.1, 0.8, cut))
    assert found.samples == {CUT: 2}
    assert "fitted at each cut to years up to it (2 points)" in drawn_from(found)


@pytest.mark.slow
def test_parameters_that_ship_as_fits_go_back_to_what_they_were(
    planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = paths(asked(planted, [CUT]), CUT)
    name = "dependence.deals"
    before = registry()[name].value

    class Fit:
        status, why, source, prior = "calibrated", "", "", before * 1.3

    fitted = {**registry(), name: Fit()}
    monkeypatch.setattr(sight, "registry", lambda: fitted)
    made = asked(planted, [CUT])
    assert made.assumed == {name: pytest.approx(before * 1.3)}
    moved = paths(made, CUT)
    assert not np.array_equal(plain.runs["trade share"], moved.runs["trade share"])


def test_a_model_started_anew_gives_the_change_after_the_cut_alone() -> None:
    path, anew = np.arange(12.0).reshape(6, 2), np.array([[5.0, 5.0], [5.5, 4.0], [6.0, 3.0]])
    found = _joined(path, anew, 4)
    assert np.array_equal(found[:4], path[:4])
    assert found[4:].tolist() == [[6.5, 6.0], [7.0, 5.0]]


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_dir(), reason="no folder of real data beside the checkout")
def test_a_start_of_the_cuts_year_knows_nothing_later() -> None:
    observed = read_folder(REAL)
    made = design(load_scenario("baseline-1992-2026"), observed, [CUT], runs=2)
    one, two = (started(made, observed.until(year), CUT, {}) for year in (CUT, 2013))
    assert set(one) == {each.name for each in made.indicators}
    for name, runs in one.items():
        assert runs.shape == (2, made.last - CUT + 1, 14)
        assert np.array_equal(runs, two[name])
    other = replace(made, scenario=replace(made.scenario, name="another"))
    assert started(other, observed, CUT, {}) == {}
