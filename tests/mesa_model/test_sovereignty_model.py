"""The Mesa model: the history of the engine, seeds, settings, interventions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sovsim.mesa_model import SovereigntyModel
from sovsim.scenario import ScenarioError, load_scenario, shipped
from sovsim.simulation import Simulation
from sovsim.world import World
from tests.shared import rest_slow

TOY = "toy-two-states"


def equal(one: World, other: World) -> bool:
    return all(np.array_equal(one[name], other[name]) for name in one)


def written(tmp_path: Path, model: SovereigntyModel) -> Path:
    """Write a toy with everything that a user did in a model."""
    lines = [(shipped("scenarios") / f"{TOY}.toml").read_text(encoding="utf-8")]
    for table, rows in (("event", model.interventions()), ("play", model.plays())):
        for row in rows:
            keys = [f"{k} = {v!r}".replace("'", '"') for k, v in row.items()]
            lines.append("\n".join([f"[[{table}]]", *keys]))
    file = tmp_path / "played.toml"
    file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("name", rest_slow([TOY, "toy-four-states", "csto-kazakhstan-2022"]))
def test_the_history_is_that_of_the_engine_bit_for_bit(name: str) -> None:
    model = SovereigntyModel(name, rng=5, engine="numpy")
    simulation = Simulation.prepare(load_scenario(name), seed=5)
    world = simulation.world
    while model.running:
        model.step()
        world = simulation.step(world)
        assert equal(model.world, world)
    assert model.world.step == simulation.scenario.steps


def test_the_scenario_may_be_a_name_a_path_or_loaded() -> None:
    path = shipped("scenarios") / f"{TOY}.toml"
    short = {"rng": 1, "scenario__end": "1993Q4"}
    models = [SovereigntyModel(given, **short).run() for given in (TOY, path, load_scenario(TOY))]
    assert equal(models[0].world, models[1].world)
    assert equal(models[0].world, models[2].world)


def test_zero_is_a_seed_like_any_other() -> None:
    zero, one, again = (SovereigntyModel(TOY, rng=seed) for seed in (0, 1, 0))
    for _ in range(3):
        for model in (zero, one, again):
            model.step()
    drawn = [SovereigntyModel(TOY) for _ in range(2)]
    assert equal(zero.world, again.world)
    assert not equal(zero.world, one.world)
    assert zero.seed == 0
    assert drawn[0].seed != drawn[1].seed
    assert 0 not in {model.seed for model in drawn}


def test_a_drawn_seed_can_be_used_again() -> None:
    drawn = SovereigntyModel(TOY)
    assert equal(drawn.run().world, SovereigntyModel(TOY, rng=drawn.seed).run().world)


def test_seed_is_another_name_of_rng() -> None:
    assert SovereigntyModel(TOY, seed=4).seed == SovereigntyModel(TOY, rng=4).seed == 4
    assert SovereigntyModel(TOY, seed="4").seed == SovereigntyModel(TOY, seed=4.0).seed == 4
    with pytest.raises(ValueError, match="not both"):
        SovereigntyModel(TOY, rng=1, seed=1)
    with pytest.raises(ValueError, match="-1"):
        SovereigntyModel(TOY, rng=-1)


def test_seeds_of_numpy_are_turned_into_a_number() -> None:
    sequence = [np.random.SeedSequence(7) for _ in range(2)]
    assert (
        SovereigntyModel(TOY, rng=sequence[0]).seed == SovereigntyModel(TOY, rng=sequence[1]).seed
    )
    assert SovereigntyModel(TOY, rng=np.random.default_rng(7)).seed >= 0
    assert SovereigntyModel(TOY, rng=np.int64(7)).seed == 7


def test_quarters_and_the_end() -> None:
    model = SovereigntyModel(TOY, rng=0)
    assert (model.quarter, model.next_quarter, model.steps) == ("1992Q1", "1992Q1", 0)
    model.step()
    assert (model.quarter, model.next_quarter, model.steps) == ("1992Q1", "1992Q2", 1)
    model.run()
    assert (model.quarter, model.running, model.steps) == ("2001Q4", False, 40)
    with pytest.raises(RuntimeError, match="the run is over"):
        model.step()
    assert model.steps == 40


def test_settings_are_keywords() -> None:
    model = SovereigntyModel(
        TOY, rng=0, scenario__end="1993Q4", initial__LEN__capacity=0.9, dependence__fade_rate=0.0
    )
    assert model.spec.steps == 8
    assert model.state("LEN").capacity == 0.9
    assert model.simulation.parameters["dependence.fade_rate"] == 0.0
    same = SovereigntyModel(TOY, rng=0, **{"scenario.end": "1993Q4"})
    assert same.spec.steps == 8
    with pytest.raises(ScenarioError, match="fade_rat"):
        SovereigntyModel(TOY, dependence__fade_rat=0.1)


def test_an_unknown_scenario_or_state_is_named() -> None:
    with pytest.raises(ScenarioError, match="toy-two-state"):
        SovereigntyModel("toy-two-state")
    with pytest.raises(KeyError, match="XXX"):
        SovereigntyModel(TOY, rng=0).state("XXX")


def test_an_intervention_changes_the_next_quarter_and_nothing_before_it() -> None:
    plain, changed = (SovereigntyModel(TOY, rng=3) for _ in range(2))
    for _ in range(5):
        plain.step()
        changed.step()
    before = changed.world
    changed.intervene("eurasianism", None, 0.9)
    assert changed.world is before
    assert equal(plain.world, before)
    plain.step()
    changed.step()
    assert changed.hegemon.eurasianism > plain.hegemon.eurasianism + 0.3


def test_interventions_set_add_and_replace() -> None:
    model = SovereigntyModel(TOY, rng=3)
    held = model.state("LEN").debt
    model.intervene("debt", "LEN", 0.8)
    model.intervene("debt", "LEN", 0.5)
    model.intervene("debt", "LEN", 0.1, "add")
    assert [row["size"] for row in model.interventions()] == [pytest.approx(0.6 - held)]
    model.intervene("pressure", "all", 0.2, "add")
    assert len(model.interventions()) == 1 + len(model.codes)


@pytest.mark.parametrize(
    ("column", "unit", "value", "message"),
    [
        ("autonomie", "LEN", 0.5, "no column"),
        ("autonomy_security", "XXX", 0.5, "FRE, LEN"),
        ("autonomy_security", None, 0.5, "FRE, LEN"),
        ("eurasianism", "LEN", 0.5, "no unit"),
        ("autonomy_security", "LEN", 1.5, "outside 0 to 1"),
        ("autonomy_security", "LEN", float("nan"), "finite"),
        ("formal_sovereignty", "LEN", 0.5, "never changes"),
        ("rung", "LEN", 2, "decided anew"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_a_reason(
    column: str, unit: str | None, value: float, message: str
) -> None:
    model = SovereigntyModel(TOY, rng=0)
    with pytest.raises(ValueError, match=message):
        model.intervene(column, unit, value)
    assert model.interventions() == []


@pytest.mark.slow
def test_a_run_with_interventions_and_plays_can_be_kept_as_a_scenario(tmp_path: Path) -> None:
    model = SovereigntyModel(TOY, rng=6, engine="numpy")
    model.state("LEN").policy = lambda view: view.options[-1]
    while model.running:
        if model.steps in (3, 17):
            model.intervene("dependence_energy", "LEN", 0.15)
            model.intervene("eurasianism", None, 0.8)
        model.step()
    saved = SovereigntyModel(written(tmp_path, model), rng=6, engine="numpy").run()
    assert len(model.plays()) == 40
    assert len(model.interventions()) == 4
    assert equal(model.world, saved.world)


@pytest.mark.slow
def test_recording_keeps_the_history_and_changes_no_bit() -> None:
    plain, recorded = SovereigntyModel(TOY, rng=1), SovereigntyModel(TOY, rng=1, record=True)
    assert equal(plain.run().world, recorded.run().world)
    assert recorded.history is not None
    assert recorded.history.steps == 40
    gap = recorded.metrics()["sovereignty_gap"]
    assert gap["unit"] == "share"
    with pytest.raises(RuntimeError, match="record=True"):
        plain.metrics()


def test_metrics_alone_are_those_of_the_whole_history() -> None:
    whole = SovereigntyModel(TOY, rng=1, record=True).run()
    alone = SovereigntyModel(TOY, rng=1, record="metrics").run()
    assert alone.history is None
    assert alone.metrics() == whole.metrics()
    with pytest.raises(ValueError, match="'metric' is none of"):
        SovereigntyModel(TOY, rng=1, record="metric")  # type: ignore[arg-type]


def test_a_recorder_of_ones_own_is_told_of_every_quarter() -> None:
    from sovsim.metrics import METRICS, MetricTally

    start = SovereigntyModel(TOY, rng=1).world
    tally = MetricTally(start)
    model = SovereigntyModel(TOY, rng=1, record=tally).run()
    assert not model.running
    assert set(tally.result()) == set(METRICS)


def test_values_and_metrics_of_a_quarter() -> None:
    model = SovereigntyModel(TOY, rng=1)
    model.step()
    assert model.value("dependence_energy", "LEN") == model.state("LEN").dependence.energy
    assert model.value("eurasianism") == model.hegemon.eurasianism
    gaps = [state.sovereignty_gap for state in model.agents_by_type[type(model.state("LEN"))]]
    assert model.metric("sovereignty_gap") == pytest.approx(np.mean(gaps))
    with pytest.raises(ValueError, match="no column"):
        model.value("energy")
