"""Mesa's own tools work on the model: agent sets, data collectors, batch runs, model parameters."""

from __future__ import annotations

import inspect
import pickle
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest

from sovsim.agents import Hegemon, Institution, OuterPower, State
from sovsim.axes import Action
from sovsim.mesa_model import SovereigntyModel

TOY = "toy-two-states"
END = "1993Q4"
try:
    from mesa.batchrunner import batch_run
except ImportError:  # Mesa 4 leaves batches to others
    batch_run = None

batches = pytest.mark.skipif(batch_run is None, reason="this Mesa has no batch_run")
LATEST = tuple(int(part) for part in mesa.__version__.split(".")[:2]) >= (3, 5)


def test_agents_are_all_there_by_type() -> None:
    model = SovereigntyModel("toy-four-states", rng=0)
    counts = {kind: len(agents) for kind, agents in model.agents_by_type.items()}
    assert counts == {State: 4, Hegemon: 1, OuterPower: 4, Institution: 8}
    assert len(model.agents) == 17


def test_agent_sets_select_get_and_aggregate() -> None:
    model = SovereigntyModel("toy-four-states", rng=0)
    for _ in range(4):
        model.step()
    states = model.agents_by_type[State]
    assert states.get("unrest") == list(model.world.unrest[0])
    assert states.agg("unrest", np.mean) == pytest.approx(model.world.unrest.mean())
    threshold = float(np.median(model.world.unrest))
    calm = states.select(lambda agent: agent.unrest < threshold)
    assert len(calm) == 2
    assert len(model.agents.select(agent_type=OuterPower)) == 4
    pressures = [agent.pressure for agent in states.sort("pressure", ascending=True)]
    assert pressures == sorted(model.world.pressure[0])
    assert sum(len(group) for _, group in states.groupby("action")) == 4
    assert states.map(lambda agent: type(agent.action)) == [Action] * 4
    with pytest.raises(AttributeError, match=r"model\.intervene"):
        states.set("unrest", 0.0)


def test_the_standard_data_collector() -> None:
    model = SovereigntyModel(TOY, rng=0).run()
    frame = model.datacollector.get_model_vars_dataframe()
    assert len(frame) == 40
    assert list(frame["quarter"])[::39] == ["1992Q1", "2001Q4"]
    assert set(frame["seed"]) == {0}
    assert frame["sovereignty_gap"].iloc[-1] == model.metric("sovereignty_gap")
    states = model.datacollector.get_agenttype_vars_dataframe(State)
    assert len(states) == 40 * 2
    assert states["state_unrest"].iloc[-1] == model.state("LEN").unrest
    assert not set(states) & set(frame)


def test_reporters_of_ones_own() -> None:
    model = SovereigntyModel(
        TOY,
        rng=0,
        model_reporters={
            "energy": lambda model: model.value("dependence_energy", "LEN"),
            "quarter": "quarter",
        },
        agent_reporters={"code": "code", "kind": lambda agent: type(agent).__name__},
        agenttype_reporters={State: {"energy": "dependence_energy", "autonomy": "autonomy"}},
    ).run()
    frame = model.datacollector.get_model_vars_dataframe()
    assert frame["energy"].iloc[-1] == model.state("LEN").dependence.energy
    agents = model.datacollector.get_agent_vars_dataframe()
    assert isinstance(agents, pd.DataFrame)
    assert len(agents) == 40 * len(model.agents)
    states = model.datacollector.get_agenttype_vars_dataframe(State)
    assert states["energy"].iloc[-1] == model.state("LEN").dependence.energy
    assert states["autonomy"].iloc[-1] == model.state("LEN").autonomy


def test_the_standard_reporters_can_be_pickled() -> None:
    model = SovereigntyModel(TOY, rng=0)
    model.step()
    copy = pickle.loads(pickle.dumps(model))
    copy.step()
    assert len(copy.datacollector.get_model_vars_dataframe()) == 2


@batches
def test_batch_run_over_scenarios_and_seeds() -> None:
    rows = batch_run(
        SovereigntyModel,
        parameters={"scenario": [TOY, "toy-four-states"], "rng": [0, 1], "scenario__end": END},
        display_progress=False,
    )
    frame = pd.DataFrame(rows).drop_duplicates("RunId")
    assert len(frame) == 4
    for row in frame.itertuples():
        model = SovereigntyModel(row.scenario, rng=row.rng, scenario__end=END).run()
        assert row.seed == row.rng
        assert row.quarter == model.quarter
        assert row.sovereignty_gap == model.metric("sovereignty_gap")


def seeds_and_gaps(rows: list[dict[str, Any]]) -> list[tuple[int, float]]:
    """Return seed and outcome of every run, in the order of their numbers."""
    frame = pd.DataFrame(rows).drop_duplicates("RunId").sort_values("RunId")
    return list(zip(frame["seed"], frame["sovereignty_gap"], strict=True))


def gap(seed: int) -> float:
    """Return what a run by hand comes to."""
    return SovereigntyModel(TOY, rng=seed, scenario__end=END).run().metric("sovereignty_gap")


@batches
@pytest.mark.slow
def test_batch_run_gives_the_same_on_several_processes() -> None:
    expected = [(seed, gap(seed)) for seed in (5, 0, 7)]
    for processes in (1, 2):
        rows = batch_run(
            SovereigntyModel,
            parameters={"scenario": TOY, "rng": [5, 0, 7], "scenario__end": END},
            number_processes=processes,
            display_progress=False,
        )
        assert seeds_and_gaps(rows) == expected


@batches
def test_without_seeds_every_iteration_of_batch_run_differs_and_tells_its_seed() -> None:
    several = {"rng": [None] * 3} if LATEST else {"iterations": 3}
    rows = batch_run(
        SovereigntyModel,
        parameters={"scenario": TOY, "scenario__end": END},
        display_progress=False,
        **several,
    )
    found = seeds_and_gaps(rows)
    assert len(set(found)) == len({seed for seed, _ in found}) == 3
    assert [(seed, gap(seed)) for seed, _ in found] == found


@batches
def test_batch_run_collects_every_quarter_of_a_setting() -> None:
    rows = batch_run(
        SovereigntyModel,
        parameters={
            "scenario": TOY,
            "rng": 0,
            "scenario__end": END,
            "initial__LEN__capacity": [0.2, 0.8],
        },
        data_collection_period=1,
        display_progress=False,
    )
    frame = pd.DataFrame(rows).drop_duplicates(["RunId", "quarter"])
    assert len(frame) == 2 * 8
    free = frame.groupby("initial__LEN__capacity")["sovereignty_gap"].mean()
    assert free[0.8] < free[0.2]


@batches
@pytest.mark.skipif(not LATEST, reason="an argument of Mesa 3.5")
def test_batch_run_with_the_seeds_of_mesa_35() -> None:
    rows = batch_run(
        SovereigntyModel,
        parameters={"scenario": TOY, "scenario__end": END},
        rng=[3, 4],
        display_progress=False,
    )
    assert sorted({row["seed"] for row in rows}) == [3, 4]


@pytest.mark.skipif(not LATEST, reason="Mesa 3.5's way of running")
def test_mesa_35_may_drive_the_clock() -> None:
    driven, stepped = SovereigntyModel(TOY, rng=0), SovereigntyModel(TOY, rng=0)
    driven.run_for(5)
    for _ in range(5):
        stepped.step()
    assert driven.steps == stepped.steps == 5
    assert np.array_equal(driven.world.unrest, stepped.world.unrest)


def test_parameters_suit_solara_viz() -> None:
    """SolaraViz passes keywords alone and wants defaults, or a parameter named ``kwargs``."""
    parameters = inspect.signature(SovereigntyModel.__init__).parameters
    kinds = {parameter.kind for parameter in parameters.values()}
    assert inspect.Parameter.VAR_POSITIONAL not in kinds
    assert "kwargs" in parameters
    for name, parameter in parameters.items():
        if name not in ("self", "kwargs"):
            assert parameter.default is not inspect.Parameter.empty


def test_names_that_mesa_owns_are_left_to_it() -> None:
    own = {name for name in vars(SovereigntyModel) if not name.startswith("__")}
    assert not own & {"scenario", "time", "agents", "random", "rng", "run_model", "run_for"}
    model = SovereigntyModel(TOY, rng=0)
    assert model.spec.name == TOY
    model = SovereigntyModel(TOY, rng=0, scenario__end=END)
    model.run_model()
    assert not model.running
