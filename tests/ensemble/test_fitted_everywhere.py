"""Every shipped scenario and experiment can run from a posterior, and asks what it asked before."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sovsim.ensemble.fitted import Fitted
from sovsim.experiment.experiment import experiment_names, load_experiment
from sovsim.experiment.finished import arms
from sovsim.points import is_start
from sovsim.scenario import load_scenario, scenario_names
from sovsim.simulation import Simulation

RATES = ("dependence.fade_rate", "autonomy.domination")
STARTS = ("initial.UKR.dependence_trade", "initial.KAZ.sovereignty_conception")


@pytest.fixture(scope="module")
def posterior() -> Fitted:
    random = np.random.default_rng(0)
    points = {
        "dependence.fade_rate": random.uniform(0.005, 0.02, 6),
        "autonomy.domination": random.uniform(1.0, 2.0, 6),
        "initial.UKR.dependence_trade": random.uniform(0.3, 0.6, 6),
        "initial.KAZ.sovereignty_conception": random.uniform(0.3, 0.6, 6),
    }
    baseline = load_scenario("baseline-1992-2026")
    name, region = baseline.name, baseline.region.name
    return Fitted("tiny", pd.DataFrame(points), 2003, name, baseline.start, region)


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_starts_from_a_member(name: str, posterior: Fitted) -> None:
    scenario = load_scenario(name)
    laid = posterior.over(scenario)
    names = [str(each) for each in laid.points]
    assert not set(names) & set(scenario.parameters)
    assert not set(names) & set(laid.asked)
    same = (scenario.region.name, scenario.start) == (posterior.region, posterior.start)
    assert same or not any(map(is_start, names))
    values = {each: value[:, None] for each, value in laid.values(2).items()}
    simulation = Simulation.prepare(scenario, 0, range(2), parameter_values=values)
    simulation.run(steps=1)
    for each in names:
        if not is_start(each):
            assert np.array_equal(simulation.parameters[each], values[each])


def test_what_a_scenario_asks_about_at_its_start_stays(posterior: Fitted) -> None:
    asked = load_scenario("westphalian-russia")
    column = "initial.KAZ.sovereignty_conception"
    assert asked.start_value("sovereignty_conception", "KAZ") is not None
    laid = posterior.over(asked)
    assert column in laid.asked or laid.without
    assert column not in laid.points


@pytest.mark.slow
@pytest.mark.parametrize("name", experiment_names())
def test_every_experiment_starts_from_its_members(name: str, posterior: Fitted) -> None:
    experiment = load_experiment(name).from_posterior(posterior)
    plain = load_experiment(name)
    sample, drawn = experiment.sample(), plain.sample()
    if drawn.sampled:
        assert len(sample.points) == len(drawn.points)
        assert sample.points[list(drawn.points)].equals(drawn.points)
    else:
        assert len(sample.points) == min(len(drawn.points), 6)
    assert experiment.runs == plain.runs
    before, after = (arms(one, one.sample(), 8) for one in (plain, experiment))
    for arm, values in before.items():
        taken = after[arm].parameters
        assert set(values.parameters) <= set(taken)
        assert not set(taken) & set(experiment.arms[arm].parameters)
