"""Options are taken as often as they look good, only where they are open, by one draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sovsim.arrays import FloatArray, along
from sovsim.axes import Mission, Talks, Vote
from sovsim.rules.contract import Along, Choice
from sovsim.rules.quantal_response import (
    RULE,
    inclusive_value,
    open_to,
    settle,
    total_utility,
)

RUNS, UNITS = 1000, 2
OPTIONS = len(Talks)


def choice_of(*utilities: float, scale: float | FloatArray = 0.5) -> Choice:
    """Return a decision about talks with draws that are spread evenly over the runs."""
    shape = (OPTIONS, RUNS, UNITS)
    first = np.broadcast_to(np.array(utilities)[:, None, None], shape).copy()
    draw = np.repeat(((np.arange(RUNS) + 0.5) / RUNS)[:, None], UNITS, axis=1)
    return Choice("talks", Talks, {"first": first}, np.ones(shape, dtype=bool), draw, scale)


def utilities(*first: float) -> tuple[float, ...]:
    """Return utilities of all options; those that are not given are hopeless."""
    return (*first, *([-50.0] * (OPTIONS - len(first))))


def test_a_difference_of_one_is_taken_seven_to_one_at_the_usual_scale() -> None:
    chance = settle(choice_of(*utilities(1.0, 0.0))).probability
    assert chance[0] / chance[1] == pytest.approx(np.exp(2.0))
    assert chance.sum(axis=0) == pytest.approx(1.0)


def test_an_option_is_taken_as_often_as_its_chance_says() -> None:
    settled = settle(choice_of(*utilities(0.4, 0.0)))
    share = (settled.chosen == 0).mean()
    assert share == pytest.approx(settled.probability[0].mean(), abs=2.0 / RUNS)


def test_equal_options_are_equally_likely_and_a_common_gain_changes_nothing() -> None:
    equal = settle(choice_of(*[0.0] * OPTIONS)).probability
    assert np.allclose(equal, 1.0 / OPTIONS, atol=1e-15)
    raised = settle(choice_of(*[700.0] * OPTIONS)).probability
    assert np.array_equal(equal, raised)


def test_the_less_noise_the_surer_the_better_option() -> None:
    loose, firm = (
        settle(choice_of(*utilities(0.2, 0.0), scale=scale)).probability[0] for scale in (2.0, 0.05)
    )
    assert (loose < firm).all()
    assert (firm > 0.98).all()


def test_a_closed_option_is_never_taken_however_good_it_looks() -> None:
    choice = choice_of(*utilities(50.0, 0.0))
    closed = choice.eligible.copy()
    closed[0] = False
    settled = settle(replace(choice, eligible=closed))
    assert (settled.probability[0] == 0.0).all()
    assert (settled.chosen == 1).all()


def test_where_no_decision_is_due_the_idle_option_stands() -> None:
    choice = choice_of(*utilities(0.0, 5.0))
    for due in (1, RUNS // 2, RUNS):
        active = np.zeros((RUNS, UNITS), dtype=bool)
        active[-due:] = True
        part = settle(replace(choice, active=active, idle=2))
        assert (part.chosen[~active] == 2).all(), due
        assert np.array_equal(part.chosen[active], settle(choice).chosen[active]), due


def test_a_scale_per_run_acts_run_by_run() -> None:
    scale = np.where(np.arange(RUNS) < 10, 0.05, 2.0)[:, None]
    active = np.zeros((RUNS, UNITS), dtype=bool)
    active[:20] = True
    varied = settle(replace(choice_of(*utilities(0.2, 0.0), scale=scale), active=active))
    for part, alone in ((slice(10), 0.05), (slice(10, 20), 2.0)):
        same = settle(choice_of(*utilities(0.2, 0.0), scale=alone))
        assert np.array_equal(varied.chosen[part], same.chosen[part])
        assert np.array_equal(varied.probability[:, part], same.probability[:, part])


def test_terms_along_a_table_add_up_to_the_same_for_few_and_for_many() -> None:
    table = along(Talks, {Talks.NEGOTIATE: 0.7, Talks.MEDIATE: -0.3})
    rng = np.random.default_rng(0)
    choice = choice_of(*utilities(0.2, 0.0))
    one, other = rng.random((2, RUNS, UNITS))
    terms = {**choice.terms, "one": Along(table, one), "other": Along(table, other)}
    whole = replace(choice, terms=terms)
    assert np.array_equal(
        total_utility(whole), choice.terms["first"] + table * ((0.0 + one) + other)
    )
    few = np.zeros((RUNS, UNITS), dtype=bool)
    few[:5] = True
    assert np.array_equal(settle(replace(whole, active=few)).chosen[:5], settle(whole).chosen[:5])


def test_motives_add_up_and_one_that_is_off_counts_for_nothing() -> None:
    choice = choice_of(*utilities(1.0, 0.0))
    second = np.zeros_like(choice.terms["first"])
    second[1] = 3.0
    both = replace(choice, terms={**choice.terms, "second": second})
    assert np.array_equal(total_utility(both), choice.terms["first"] + second)
    off = frozenset({"talks.second"})
    assert np.array_equal(total_utility(both, off), choice.terms["first"])
    assert np.array_equal(settle(both, off).probability, settle(choice).probability)
    assert not np.array_equal(settle(both).probability, settle(choice).probability)


def test_an_imposed_option_keeps_draw_and_chances_and_says_who_imposed_it() -> None:
    settled = settle(choice_of(*utilities(1.0, 0.0)))
    imposed = settled.override(1, 2, "play")
    assert (imposed.chosen[:, 1] == 2).all()
    assert np.array_equal(imposed.chosen[:, 0], settled.chosen[:, 0])
    assert np.array_equal(imposed.probability, settled.probability)
    assert (imposed.source(0), imposed.source(1)) == (RULE, "play")
    assert settled.override(None, 0, "forced").source(0) == "forced"


def test_nothing_is_imposed_where_nothing_is_due_or_on_demand_where_it_is_closed() -> None:
    choice = choice_of(*utilities(1.0, 0.0))
    asleep = settle(replace(choice, active=np.zeros((RUNS, UNITS), dtype=bool)))
    assert (asleep.override(None, 2, "play").chosen == choice.idle).all()
    closed = choice.eligible.copy()
    closed[2] = False
    settled = settle(replace(choice, eligible=closed))
    with pytest.raises(ValueError, match="is not open to unit 0 this quarter"):
        settled.override(0, 2, "play", eligible_only=True)
    assert (settled.override(0, 2, "play").chosen[:, 0] == 2).all()


def test_a_lower_nest_is_worth_the_log_sum_of_what_is_open_in_it() -> None:
    utility = np.array([1.0, 2.0, 9.0])[:, None, None]
    open_ = np.array([True, True, False])[:, None, None]
    worth = inclusive_value(utility, open_, 0.5)
    assert worth[0, 0] == pytest.approx(0.5 * np.log(np.exp(2.0) + np.exp(4.0)))


def test_values_along_the_options_may_differ_from_run_to_run() -> None:
    assert along(Vote, {Vote.FOR: 1.0}).shape == (2, 1, 1)
    varied = along(Vote, {Vote.FOR: np.array([[1.0], [2.0], [3.0]])})
    assert varied[:, :, 0].tolist() == [[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]]


def test_options_are_open_by_name() -> None:
    asked = np.array([[True, False]])
    eligible = open_to(Mission, (1, 2), {Mission.ACT: asked, Mission.NOT_ASKED: ~asked})
    assert eligible[Mission.ACT].tolist() == [[True, False]]
    assert eligible[Mission.NOT_ASKED].tolist() == [[False, True]]
    assert eligible[Mission.ABSTAIN].all()
    with pytest.raises(TypeError, match="is not a member of Mission"):
        open_to(Mission, (1, 2), {Vote.FOR: asked})
