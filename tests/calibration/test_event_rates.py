"""Rates of events fitted to counts: by hand, on a problem with a known answer, of the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sovsim import parameters
from sovsim.calibration import Posterior
from sovsim.calibration.counts import Tally
from sovsim.calibration.event_declared import Count, Listed, declared_events
from sovsim.calibration.event_draws import indicator, rate, unknown_rates
from sovsim.calibration.event_planted import believed_rates, find_planted_events
from sovsim.calibration.event_rates import event_rates, with_event_rates
from sovsim.calibration.nearest import Nearest, drawn_again, nearest
from sovsim.observed.public_record import public_record
from sovsim.observed.record_facts import Government
from sovsim.observed.record_time import when
from sovsim.parameters import find
from sovsim.scenario import load_scenario
from tests.calibration.conftest import CUT

MEMBERS = 20
BASELINE = load_scenario("baseline-1992-2026")


@pytest.fixture(scope="module")
def both() -> Callable[[int], Posterior | None]:
    return event_rates(BASELINE, [CUT - 1, CUT], MEMBERS)


def test_counts_by_hand_leave_out_what_is_not_known() -> None:
    seen = pd.DataFrame({"A": [1, 0, 1, 1], "B": [0, np.nan, 0, 0]}, index=range(2000, 2004))
    tally = Tally.of(Count(indicator="years of war", halves=True, spells=True), seen, seen.index)
    assert tally.names == ("2000-2001", "2002-2003", "states", "begun")
    assert tally.observed.tolist() == [1, 2, 1, 1]
    runs = np.ones((1, 4, 2))
    assert tally.counted(runs)[0].tolist() == [3, 4, 2, 1], "B of 2001 is neither a case nor none"
    rare = Tally.of(Count(indicator="force begins", halves=False), seen, seen.index)
    assert rare.observed.tolist() == [3]


def test_only_what_no_list_holds_is_thinned() -> None:
    seen = pd.DataFrame(0.0, index=range(2000, 2010), columns=["A", "B"])
    listed = [Listed(until=2004, share=[0.0, 0.0]), Listed(share=[0.4, 0.6])]
    generator, runs = np.random.default_rng(0), np.ones((500, 10, 2))
    loose = Tally.of(
        Count(indicator="pressure begins", halves=True, listed=listed), seen, seen.index
    )
    left = loose.thinned(runs, generator)
    assert left[:, :5].sum() == 0
    assert left[:, 5:].mean() == pytest.approx(0.5, abs=0.02)
    whole = Tally.of(Count(indicator="falls of governments", halves=True), seen, seen.index)
    assert whole.thinned(runs, generator) is runs


def test_tables_that_are_complete_are_not_thinned_and_others_are() -> None:
    for count in declared_events().count:
        assert bool(count.listed) != indicator(count.indicator).complete, count.indicator


def test_a_problem_with_a_known_answer() -> None:
    """Events of chance p in 200 trials: p is told, a rate that moves nothing keeps its prior."""
    generator = np.random.default_rng(1)
    numbers = generator.normal(size=(3000, 2))
    chance = 1 / (1 + np.exp(2 - numbers[:, 0]))
    counts = generator.binomial(200, chance).astype(float)[:, None]
    found = nearest(numbers, counts, np.array([20.0]), 0.2, 0.05)
    assert found.adjusted.tolist() == [True, False]
    mean, sd = found.moments(found.numbers[:, 0])
    grid = np.linspace(-3, 3, 601)
    at = 1 / (1 + np.exp(2 - grid))
    weight = np.exp(20 * np.log(at) + 180 * np.log1p(-at) - grid**2 / 2)
    weight /= weight.sum()
    exact = float((weight * grid).sum())
    assert mean == pytest.approx(exact, abs=0.05)
    assert sd == pytest.approx(np.sqrt((weight * (grid - exact) ** 2).sum()), rel=0.15)
    np.testing.assert_array_equal(found.numbers[:, 1], numbers[found.rows, 1])
    chatter = generator.poisson(3.0, (3000, 2)).astype(float)
    silent = nearest(numbers, chatter, np.ones(2), 0.2, 0.05)
    assert not silent.adjusted.any()
    assert len(silent.rows) == 3000


def test_members_get_draws_by_weight_and_their_own_where_they_can() -> None:
    weights, none = np.array([0.5, 0.25, 0.25, 0.0]), np.zeros((4, 1))
    even = Nearest(np.arange(4), weights, none, none[0], none[0] > 0, 1.0)
    place = drawn_again(even, np.array([2, 0, 3, 1]), 4, 0.5)
    assert sorted(place.tolist()) == [0, 0, 1, 2]
    assert [place[0], place[2], place[3]] == [1, 0, 2]


def test_a_prior_knows_no_count(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parameters.registry()
    for declared in declared_events().rate:
        found = find(declared.name)
        before = rate(declared)
        middle = float(before.value(np.zeros(1))[0])
        if declared.counts_in_view:
            assert middle == pytest.approx(0.5 * (found.low + found.high))
        else:
            assert middle == pytest.approx(found.before_fit)
        assert declared.counts_in_view or found.status != "observed", declared.name
        other = replace(
            found, value=found.high, prior=found.before_fit, status="calibrated", source="x"
        )
        monkeypatch.setattr(parameters, "registry", lambda new=other: {**whole, new.name: new})
        assert rate(declared) == before, "a shipped fit moves no prior"


@pytest.mark.slow
def test_what_comes_after_the_cut_changes_nothing(
    both: Callable[[int], Posterior | None],
) -> None:
    """Neither later facts nor that the draws ran on to a later cut."""
    found, record = both(CUT - 1), public_record()
    assert found is not None
    late = [
        Government(state=code, at=when("1996-01-01"), kind="fall", who="X", source="made up")
        for code in ("EST", "KAZ")
    ]
    governments = record.governments.model_copy(update={"fact": [*record.governments.fact, *late]})
    other = replace(record, governments=governments)
    again = event_rates(BASELINE, [CUT - 1], MEMBERS, record=other)(CUT - 1)
    assert again is not None
    pd.testing.assert_frame_equal(found.points, again.points)
    assert found.settings["events"] == again.settings["events"]


@pytest.mark.slow
def test_too_few_years_are_not_counted(both: Callable[[int], Posterior | None]) -> None:
    assert both(1993) is None
    assert both(CUT) is not None


@pytest.mark.slow
def test_members_keep_what_the_smoother_gave_them(posterior: Posterior) -> None:
    found = with_event_rates(posterior, BASELINE)
    names = list(posterior.points.columns)
    pd.testing.assert_frame_equal(found.points[names], posterior.points)
    added = [name for name in found.points.columns if name not in names]
    assert added == [declared.name for declared in declared_events().rate]
    for name in added:
        assert found.points[name].between(find(name).low, find(name).high).all()
    own = found.identified.set_index("name").loc[added]
    assert (own["kind"] == "event").all()
    silent = own.index[own["ratio"] == 1.0]
    assert "relations.sever_base" in silent, "nobody had broken off relations by then"
    pd.testing.assert_frame_equal(found.points[list(silent)], found.prior[list(silent)])
    assert (own.loc[silent, "status"] == "assumed").all()


def test_a_rate_that_the_scenario_sets_is_no_unknown() -> None:
    names = {one.name for one in unknown_rates(BASELINE)}
    own = BASELINE.with_settings(["upheaval.base=-5"])
    left = {one.name for one in unknown_rates(own, ["government.odds"])}
    assert names - left == {"upheaval.base", "government.odds"}


@pytest.mark.slow
def test_planted_rates_are_found_as_often_as_intervals_say() -> None:
    table = find_planted_events(BASELINE, 2008, seed=1)
    assert table is not None
    found = believed_rates(table).set_index("name")
    assert 0.7 < found["covered"].mean() < 0.9, "0.76 of 100 truths: a little too narrow"
    assert found["covered"].min() > 0.6
    told = found.loc[["hegemon_policy.base_economic_coercion", "upheaval.base"]]
    assert (told["correlation"] > 0.4).all()
    assert (told["error"] < told["error_before"]).all()
