"""Copies of a model: by `copy` or through a pickle, they go on with the same bits, each alone."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sovsim.agents import Observation, State
from sovsim.mesa_model import SovereigntyModel
from sovsim.world import World
from tests.shared import rest_slow

TOY = "toy-two-states"
STEPS = 9

Copier = Callable[[SovereigntyModel], SovereigntyModel]
COPIERS: dict[str, Copier] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda model: pickle.loads(pickle.dumps(model)),
}


class Last:
    """A policy with a memory, at the head of a module, so that a pickle finds it."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, observation: Observation) -> Any:
        self.seen.append(observation.quarter)
        return observation.options[len(self.seen) % len(observation.options)]


def equal(one: World, other: World) -> bool:
    return all(np.array_equal(one[name], other[name]) for name in one)


def played(record: Any) -> SovereigntyModel:
    """Return a model in the middle of a run, with a policy and an intervention that waits."""
    model = SovereigntyModel(TOY, rng=8, record=record)
    model.state("LEN").policy = Last()
    for _ in range(STEPS):
        model.step()
    model.intervene("debt", "LEN", 0.4)
    return model


@pytest.mark.parametrize("record", rest_slow([True, False, None, "metrics"]))
@pytest.mark.parametrize("copier", COPIERS.values(), ids=COPIERS.keys())
def test_a_copy_goes_on_with_the_same_bits(copier: Copier, record: Any) -> None:
    model = played(record)
    again = copier(model)
    assert (again.steps, again.seed, again.quarter) == (STEPS, 8, model.quarter)
    assert equal(again.world, model.world)
    assert again.run() is again
    assert model.steps == STEPS
    assert model.interventions() == again.interventions()
    model.run()
    assert equal(model.world, again.world)
    assert model.plays() == again.plays()
    assert len(again.plays()) == model.spec.steps
    if record:
        assert again.metrics() == model.metrics()
    if record is True:
        assert again.history is not None
        assert again.history.steps == model.spec.steps
        assert model.history is not again.history


@pytest.mark.parametrize("copier", COPIERS.values(), ids=COPIERS.keys())
def test_the_agents_of_a_copy_look_at_the_copy(copier: Copier) -> None:
    model = played(record=True)
    again = copier(model)
    model.run()
    for state in again.agents_by_type[State]:
        assert state.model is again
        assert state is again.state(state.code)
        assert state.unrest != model.state(state.code).unrest
    assert again.hegemon.model is again
    assert again.state("LEN").policy is not model.state("LEN").policy
    assert again.state("LEN").policy.seen == model.state("LEN").policy.seen[:STEPS]
    assert len(again.datacollector.get_model_vars_dataframe()) == STEPS
    with pytest.raises(ValueError, match="read-only"):
        again.world.unrest[0, 0] = 1.0
