"""The tally: the same numbers whatever the block, the horizon or the way of asking."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import numpy as np
import pytest

import sovsim.metrics as package
from sovsim.metrics import METRICS, TAIL_QUARTERS, MetricTally, summarise
from sovsim.scenario import Scenario, load_scenario
from sovsim.simulation import Simulation


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("toy-four-states").with_settings(["scenario.end=1998Q4"])


def recorded(scenario: Scenario, runs: range, *, horizon: bool = False) -> MetricTally:
    simulation = Simulation.prepare(scenario, seed=3, runs=runs)
    tally = MetricTally(simulation.world, steps=scenario.steps if horizon else None)
    simulation.run(tally)
    return tally


def test_a_run_has_the_same_metrics_whatever_stands_beside_it(scenario: Scenario) -> None:
    together = recorded(scenario, range(5)).result()
    alone = recorded(scenario, range(3, 4)).result()
    for name in METRICS:
        assert np.array_equal(together[name][3:4], alone[name], equal_nan=True), name


def test_a_known_horizon_changes_no_bit(scenario: Scenario) -> None:
    plain, early = recorded(scenario, range(2)), recorded(scenario, range(2), horizon=True)
    for name, values in plain.result().items():
        assert np.array_equal(values, early.result()[name], equal_nan=True), name


def test_a_recorder_changes_no_history(scenario: Scenario) -> None:
    simulation = Simulation.prepare(scenario, seed=3)
    bare = simulation.run()
    watched = simulation.run(MetricTally(simulation.world))
    assert all(np.array_equal(bare[name], watched[name]) for name in bare)


def test_shapes_and_what_has_values_by_state(scenario: Scenario) -> None:
    tally = recorded(scenario, range(3))
    states = len(scenario.region.codes)
    assert list(tally.result()) == list(METRICS)
    assert all(values.shape == (3,) for values in tally.result().values())
    by_state = tally.by_state()
    assert all(values.shape == (3, states) for values in by_state.values())
    assert set(by_state) == {
        name for name, metric in METRICS.items() if metric.per == "state" and not metric.difference
    }


def test_what_states_have_adds_up_to_the_whole(scenario: Scenario) -> None:
    tally = recorded(scenario, range(3))
    result, by_state = tally.result(), tally.by_state()
    for name, values in by_state.items():
        if METRICS[name].against is None:
            whole = values.sum(axis=1) if METRICS[name].across == "sum" else values.mean(axis=1)
            assert np.allclose(whole, result[name]), name


def test_a_stock_is_averaged_over_the_last_quarters_only(scenario: Scenario) -> None:
    simulation = Simulation.prepare(scenario, seed=3)
    tally, worlds = MetricTally(simulation.world), []
    world = simulation.world
    for _ in range(20):
        world = simulation.step(world, listener=tally)
        worlds.append(world)
    unrest = np.mean([w.unrest.mean() for w in worlds])
    presence = np.mean([w.presence.mean() for w in worlds[-TAIL_QUARTERS:]])
    assert tally.result()["presence"][0] == pytest.approx(presence)
    assert tally.result()["unrest"][0] == pytest.approx(unrest)


def test_a_metric_can_be_taken_alone_with_what_it_needs(scenario: Scenario) -> None:
    simulation = Simulation.prepare(scenario, seed=3)
    name = "indirect_surplus_regional"
    tally = MetricTally(simulation.world, [METRICS[name]])
    simulation.run(tally)
    assert list(tally.result()) == [name]
    whole = recorded(scenario, range(1)).result()[name]
    assert np.array_equal(tally.result()[name], whole, equal_nan=True)


def test_summary_of_one_run_is_plain_data(scenario: Scenario) -> None:
    summary = summarise(scenario, recorded(scenario, range(1)))
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    gap = summary["sovereignty_gap"]
    assert gap["unit"] == "share"
    assert "jcep-sovereignty-practice-gap" in gap["claims"]
    assert list(gap["states"]) == list(scenario.region.codes)
    assert np.mean(list(gap["states"].values())) == pytest.approx(gap["value"])


def test_a_summary_of_several_runs_is_refused(scenario: Scenario) -> None:
    with pytest.raises(ValueError, match="one run"):
        summarise(scenario, recorded(scenario, range(2)))


def test_an_unfinished_or_empty_record_is_refused(scenario: Scenario) -> None:
    simulation = Simulation.prepare(scenario, seed=3)
    with pytest.raises(ValueError, match="no quarter"):
        MetricTally(simulation.world).result()
    tally = MetricTally(simulation.world, steps=scenario.steps)
    simulation.run(tally, steps=9)
    with pytest.raises(ValueError, match=f"9 of {scenario.steps}"):
        tally.result()


def test_metrics_import_nothing_that_stands_above_them() -> None:
    allowed = (
        "sovsim.arrays",
        "sovsim.axes",
        "sovsim.citation",
        "sovsim.parameters",
        "sovsim.variables",
        "sovsim.world",
        "sovsim.region",
        "sovsim.rules.contract",
        "sovsim.rules.ladder",
        "sovsim.rules.norms",
        "sovsim.rules.forms",
        "sovsim.rules.quantal_response",
        "sovsim.listener",
        "sovsim.metrics",
    )
    files = sorted(Path(str(package.__file__)).parent.glob("*.py"))
    assert len(files) > 5
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sovsim"):
                assert str(node.module).startswith(allowed), f"{file.name}: {node.module}"
