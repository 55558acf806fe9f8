"""Runs that start from a posterior: what they take of it, and what stays as it was asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sovsim
from sovsim.ensemble import EnsembleError, run_ensemble, verify_ensemble
from sovsim.ensemble.fitted import Fitted, FittedError
from sovsim.ensemble.pairwise import compare
from sovsim.ensemble.summary import summarised
from sovsim.given import ArgumentError
from sovsim.record.verify import verify
from sovsim.scenario import load_scenario
from tests.ensemble.ensembles import SHORT, same, toy
from tests.ensemble.posteriors import CODE, RATE, START, posterior, sampled


def test_run_k_takes_member_k_in_turn() -> None:
    found = run_ensemble(toy(), 7, posterior=posterior(3))
    points = posterior(3).points.to_numpy()
    assert np.array_equal(found.parameters[[RATE, START]].to_numpy(), points[[0, 1, 2, 0, 1, 2, 0]])
    few = run_ensemble(toy(), 2, posterior=posterior(3))
    assert few.metrics.equals(found.metrics.iloc[:2])


def test_what_the_scenario_or_a_setting_asks_about_stays() -> None:
    asked = toy(f"{RATE}=0.011")
    laid = posterior().over(asked)
    assert list(laid.points) == [START]
    assert laid.asked == (RATE,)
    assert RATE in laid.words
    plain = load_scenario("toy-two-states")
    held = plain.region.initial["dependence_trade"].values[0]
    settings = [f"{START}={float(held)!r}"]
    assert list(posterior().over(plain.with_settings(settings)).points) == [RATE, START]
    assert list(posterior().over(plain.with_settings(settings), settings).points) == [RATE]
    everywhere = ["initial.all.dependence_trade=0.4"]
    assert list(posterior().over(plain.with_settings(everywhere), everywhere).points) == [RATE]


def test_what_was_fitted_need_not_be_there_any_more() -> None:
    plain = posterior()
    gone = Fitted("tiny", plain.points, 2003, "gone.toml", plain.start, plain.region)
    assert list(gone.over(toy()).points) == [RATE, START]
    assert list(gone.over(toy(f"{RATE}=0.011")).points) == [START]


def test_another_first_quarter_or_region_takes_parameters_alone_and_says_so() -> None:
    later = toy("scenario.start=1992Q3", "scenario.start_values=1992Q3")
    for scenario, word in ((later, "1992Q3"), (load_scenario("toy-four-states"), "region")):
        laid = posterior().over(scenario)
        assert list(laid.points) == [RATE]
        assert word in laid.words
        assert "No start values" in laid.words


def test_a_folder_goes_on_with_its_posterior_and_with_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "ensemble"
    run_ensemble(toy(), 4, posterior=posterior(), out=folder)
    longer = run_ensemble(toy(), 6, posterior=posterior(), out=folder)
    same(longer, run_ensemble(toy(), 6, posterior=posterior()))
    record = longer.manifest["posterior"]
    assert (record["name"], record["members"], record["until"]) == ("tiny", 5, 2003)
    assert verify_ensemble(folder).ok
    for other in (posterior(seed=1), posterior().first(4), None):
        with pytest.raises(EnsembleError, match="posterior") as refused:
            run_ensemble(toy(), 6, posterior=other, out=folder)
        assert len(str(refused.value).splitlines()) <= 3
    bare = tmp_path / "bare"
    run_ensemble(toy(), 2, out=bare)
    with pytest.raises(EnsembleError, match="from no posterior"):
        run_ensemble(toy(), 2, posterior=posterior(), out=bare)


@pytest.mark.slow
def test_one_run_takes_a_member_or_the_mean_and_can_be_verified(tmp_path: Path) -> None:
    many = run_ensemble(toy(), 3, seed=4, posterior=posterior(), engine="numpy").metrics
    one = sovsim.run(
        "toy-two-states", 4, 2, settings=[SHORT], posterior=posterior(), member=2, plots=False,
        out=tmp_path / "run", engine="numpy",
    )  # fmt: skip
    for name, found in one.metrics.items():
        value = np.nan if found["value"] is None else found["value"]
        assert np.array_equal(value, many[name].iloc[2], equal_nan=True), name
    assert one.folder is not None
    assert verify(one.folder).ok
    record = one.folder.manifest["posterior"]
    assert (record["member"], record["taken"]) == (2, sorted([RATE, START]))
    assert one.folder.manifest["command"].endswith("--posterior tiny --member 2")
    mean = sovsim.run("toy-two-states", settings=[SHORT], posterior=posterior(), plots=False)
    assert mean.scenario.parameters[RATE] == posterior().points[RATE].mean()
    with pytest.raises(FittedError, match="members 0 to 4"):
        sovsim.run("toy-two-states", posterior=posterior(), member=5)


def test_others_of_a_report_take_its_members_anew() -> None:
    one = sovsim.run("toy-two-states", settings=[SHORT], posterior=posterior(), member=1)
    found = sovsim.how_common(one, 4, posterior=posterior())
    assert found.runs == 4


def test_members_are_the_units_of_a_comparison() -> None:
    found = compare(
        toy(), toy("dependence.reward=0.04"), runs=6, posterior=posterior(3)
    ).table.iloc[0]
    assert found["units"] == 3
    plain = compare(toy(), toy("dependence.reward=0.04"), runs=6).table.iloc[0]
    assert plain["units"] == 6
    assert "fitted" not in plain


def test_what_data_leave_open_and_chance_are_told_apart() -> None:
    wide = Fitted(
        "wide",
        pd.DataFrame({f"initial.{CODE}.regime_security": [0.05, 0.95]}),
        2003,
        "toy-two-states",
        toy().start,
        toy().region.name,
    )
    told = summarised(run_ensemble(toy(), 40, posterior=wide))
    shares = [row["fitted"] for row in told.values() if row["fitted"] is not None]
    assert max(shares) > 0.3
    assert min(shares) < 0.1
    plain = summarised(run_ensemble(toy(), 4))
    assert not any("fitted" in row for row in plain.values())


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({RATE: [9.0]}, "out of range"),
        ({START: [1.5]}, "out of range"),
        ({"no.such": [0.1]}, "does not have"),
        ({RATE: [float("nan")]}, "finite"),
        ({RATE: []}, "no member"),
    ],
)
def test_a_posterior_that_no_run_can_take_is_refused(
    points: dict[str, list[float]], said: str
) -> None:
    with pytest.raises(FittedError, match=said):
        Fitted("bad", pd.DataFrame(points), 2003, "toy-two-states", "1992Q1", "toy-two-states")


def test_a_posterior_is_taken_as_it_was_read() -> None:
    read, plain = sampled(3), posterior(3)
    same(run_ensemble(toy(), 4, posterior=read), run_ensemble(toy(), 4, posterior=plain))
    with pytest.raises(ArgumentError, match="is no posterior"):
        run_ensemble(toy(), 4, posterior="tiny")  # type: ignore[arg-type]
