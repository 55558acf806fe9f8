"""What a prediction is scored by is what the ordinary ensembles give, run by run."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.ensemble.run import run_ensemble
from sovsim.lesson.model import Outcome
from sovsim.lesson.outcome import shares, values
from sovsim.scenario import load_scenario

TOY = "toy-two-states"
SCENARIOS = {TOY: load_scenario(TOY)}
STATE = SCENARIOS[TOY].region.codes[0]


def outcome(**keys: object) -> Outcome:
    return Outcome.model_validate({"scenario": TOY, "cuts": [0.5], "runs": 8, **keys})


def test_a_value_on_a_cut_belongs_to_the_option_above_it() -> None:
    assert shares(np.array([-1.0, 0.0, 0.5, 1.0]), [0.0, 1.0]) == (0.25, 0.5, 0.25)


def test_an_undefined_value_belongs_to_no_option() -> None:
    assert shares(np.array([np.nan, 0.0, np.nan, 2.0]), [1.0]) == (0.5, 0.5)
    with pytest.raises(ValueError, match="none of the runs"):
        shares(np.array([np.nan]), [1.0])


@pytest.mark.slow
def test_a_variable_is_the_mean_of_its_columns_as_an_ensemble_has_them() -> None:
    panel = run_ensemble(TOY, 8, trajectories=["autonomy"]).panel(quantiles=None)
    quarter = SCENARIOS[TOY].quarter(5)
    rows = panel[(panel["state"] == STATE) & (panel["quarter"] == quarter)].sort_values("run")
    mean = rows[["autonomy_political", "autonomy_security", "autonomy_economic"]].mean(axis=1)
    found = values(outcome(column="autonomy", unit=STATE, quarter=quarter), SCENARIOS)
    assert found == pytest.approx(mean.to_numpy(), abs=1e-9)


@pytest.mark.slow
def test_a_change_since_a_quarter_is_the_later_value_less_the_earlier() -> None:
    first, last = SCENARIOS[TOY].quarter(1), SCENARIOS[TOY].quarter(4)
    at = {
        quarter: values(outcome(column="unrest", unit=STATE, quarter=quarter), SCENARIOS)
        for quarter in (first, last)
    }
    change = values(outcome(column="unrest", unit=STATE, quarter=last, since=first), SCENARIOS)
    assert change == pytest.approx(at[last] - at[first])
    assert np.abs(change).max() > 0.0


@pytest.mark.slow
def test_the_same_world_on_the_same_noise_differs_by_nothing() -> None:
    same = outcome(column="autonomy", unit=STATE, against=TOY)
    assert values(same, SCENARIOS) == pytest.approx(0.0, abs=0.0)
    moved = {"set": {f"initial.{STATE}.unrest": 0.9}, "quarter": SCENARIOS[TOY].start}
    more = values(outcome(column="unrest", unit=STATE, against=TOY, **moved), SCENARIOS)
    assert (more > 0.0).all()


@pytest.mark.slow
def test_a_metric_is_the_ensembles_own_of_the_world_and_of_a_state() -> None:
    results = run_ensemble(TOY, 8)
    whole = results.metrics.sort_values("run")["sovereignty_gap"].to_numpy()
    assert values(outcome(metric="sovereignty_gap"), SCENARIOS) == pytest.approx(whole)
    own = results.states[results.states["state"] == STATE].sort_values("run")["unrest"]
    found = values(outcome(metric="unrest", unit=STATE), SCENARIOS)
    assert found == pytest.approx(own.to_numpy())


@pytest.mark.slow
def test_what_the_world_has_once_needs_no_unit() -> None:
    once = values(outcome(column="self_image"), SCENARIOS)
    assert once.shape == (8,)
    assert np.isfinite(once).all()
