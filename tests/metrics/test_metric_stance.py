"""Metrics that the experiments on norms, votes and recognition need."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.metrics import METRICS, MetricTally
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation

NAMES = (
    "stance_global",
    "stance_regional",
    "stance_distance",
    "opposition_to_force",
    "self_image",
    "doctrine",
    "recognition_of_contested_units",
)


@pytest.mark.parametrize("scenario", ["toy-two-states", "toy-four-states"])
def test_they_have_a_value_in_any_region(scenario: str) -> None:
    loaded = load_scenario(scenario).with_settings(["scenario.end=1993Q4"])
    simulation = Simulation.prepare(loaded, 0, range(3))
    tally = MetricTally(simulation.world, [METRICS[name] for name in NAMES])
    world = simulation.run(tally)
    result = tally.result()
    assert np.isnan(result["opposition_to_force"]).all()
    for name in NAMES:
        assert result[name].shape == (3,)
    assert np.all(np.abs(result["doctrine"] - world.doctrine[:, 0]) < 0.2)


def test_opposition_counts_votes_in_quarters_with_force() -> None:
    loaded = load_scenario("base-2005")
    simulation = Simulation.prepare(loaded, 0, range(16))
    tally = MetricTally(simulation.world, [METRICS["opposition_to_force"]], loaded.steps)
    simulation.run(tally)
    shares = tally.result()["opposition_to_force"]
    assert set(shares) <= {0.0, 1.0}
    assert shares.any()
