"""What Mesa's tools hand to the model: seeds of any kind, values of settings, Mesa's scenarios."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from sovsim.given import ArgumentError
from sovsim.mesa_arguments import MesaScenario, seed_number, setting
from sovsim.mesa_model import SovereigntyModel
from sovsim.scenario import ScenarioError

TOY = "toy-two-states"
FADE = "dependence.fade_rate"


def rate(model: SovereigntyModel) -> Any:
    return model.simulation.parameters[FADE]


@pytest.mark.parametrize("value", [7, "7", 7.0, "7.0", np.int64(7), np.array(7), np.float32(7)])
def test_a_seed_may_be_a_number_of_any_kind_or_its_digits(value: Any) -> None:
    assert seed_number(value) == 7


@pytest.mark.parametrize("value", [True, np.True_, -1, 1.5, "seven", np.nan, object(), {}, b"7"])
def test_what_can_seed_nothing_is_refused_in_words(value: Any) -> None:
    with pytest.raises(ArgumentError, match="seed = "):
        seed_number(value)


def test_seeds_of_numpy_draw_a_number_that_is_the_same_each_time() -> None:
    for made in (lambda: [1, 2], lambda: np.random.SeedSequence(3), lambda: np.random.PCG64(3)):
        assert seed_number(made()) == seed_number(made())
    assert seed_number(None) != seed_number(None)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.5, "0.5"),
        (np.float64(0.5), "0.5"),
        (np.array(0.5), "0.5"),
        (np.float32(0.5), "0.5"),
        (np.int64(2), "2"),
        (True, "true"),
        (np.True_, "true"),
        ("2001Q4", "2001Q4"),
        (["a", "b"], '["a", "b"]'),
        ({"low": 0.0, "high": np.float64(0.02)}, "{ low = 0.0, high = 0.02 }"),
    ],
)
def test_values_are_written_as_on_the_command_line(value: Any, written: str) -> None:
    assert setting("dependence__fade_rate", value) == f"{FADE}={written}"


@pytest.mark.parametrize("value", [None, object(), 1 + 2j, np.zeros(2), b"1", {1: 2}, [None]])
def test_what_is_no_value_of_a_setting_is_refused_with_its_name(value: Any) -> None:
    with pytest.raises(ArgumentError, match="dependence__fade_rate = "):
        SovereigntyModel(TOY, dependence__fade_rate=value)


def test_bounds_and_switches_are_settings_too() -> None:
    drawn = [
        SovereigntyModel(TOY, rng=seed, dependence__fade_rate={"low": 0.0, "high": 0.02})
        for seed in (1, 2)
    ]
    assert rate(drawn[0]) != rate(drawn[1])
    off = SovereigntyModel(TOY, mechanisms__off=["autonomy.norms"])
    assert off.spec.off == ("autonomy.norms",)


if MesaScenario is not None:

    class Fading(MesaScenario):
        """A scenario as Mesa's users write them."""

        scenario: str = TOY
        dependence__fade_rate: float = 0.01


needs = pytest.mark.skipif(MesaScenario is None, reason="Mesa 3.3 has no scenarios of its own")


@needs
def test_a_scenario_of_mesa_names_scenario_seed_and_settings() -> None:
    model = SovereigntyModel(Fading(dependence__fade_rate=np.float64(0.015)), rng=4)
    assert (model.spec.name, model.seed, rate(model)) == (TOY, 4, 0.015)
    assert rate(SovereigntyModel(Fading, rng=4)) == 0.01
    assert rate(SovereigntyModel(Fading(), rng=4, dependence__fade_rate=0.02)) == 0.02
    assert model.scenario.dependence__fade_rate == 0.015
    assert model.hegemon.model.scenario is model.scenario


@needs
def test_the_seed_of_a_scenario_of_mesa_counts_and_must_not_be_contradicted() -> None:
    one, other = (SovereigntyModel(Fading(rng=4)) for _ in range(2))
    assert one.seed == other.seed
    if isinstance(Fading(rng=4).rng, int):  # Mesa 4 keeps a generator in its place
        assert one.seed == 4
        assert SovereigntyModel(Fading(rng=4), rng=4).seed == 4
        with pytest.raises(ValueError, match="must be the same"):
            SovereigntyModel(Fading(rng=4), rng=5)


@needs
def test_faults_in_a_scenario_of_mesa_are_named() -> None:
    with pytest.raises(ScenarioError, match="fade_rat"):
        SovereigntyModel(MesaScenario(scenario=TOY, dependence__fade_rat=0.1))
    with pytest.raises(ScenarioError, match="toy-two-state"):
        SovereigntyModel(MesaScenario(scenario="toy-two-state"))
    with pytest.raises(ScenarioError, match="scenario = 4"):
        SovereigntyModel(MesaScenario(scenario=4))


@needs
def test_a_model_tells_mesa_what_it_was_asked_to_run() -> None:
    model = SovereigntyModel(TOY, rng=4, dependence__fade_rate=0.015)
    told = dict(model.scenario)
    assert told["scenario"] == TOY
    assert told["dependence__fade_rate"] == 0.015
    again = pickle.loads(pickle.dumps(model))
    assert dict(again.scenario)["scenario"] == TOY
    assert again.run().world.step == model.spec.steps


@needs
def test_what_solara_viz_hands_over_on_reset_makes_the_same_model() -> None:
    pytest.importorskip("solara", reason="solara is not installed")
    pytest.importorskip("altair", reason="altair is not installed")
    from mesa.visualization.solara_viz import _build_model_init_kwargs

    for given in (TOY, "toy-four-states"):
        model = SovereigntyModel(given, rng=1)
        page = {"scenario": given, "rng": 1, "dependence__fade_rate": 0.015}
        handed = _build_model_init_kwargs(
            model, page, add_scenario_when_empty=True, require_model_accepts_scenario=True
        )
        again = type(model)(**handed)
        assert (again.spec.name, again.seed, rate(again)) == (given, 1, 0.015)
    model = SovereigntyModel(Fading(), rng=1)
    page = {"rng": 1, "dependence__fade_rate": 0.015}
    handed = _build_model_init_kwargs(
        model, page, add_scenario_when_empty=True, require_model_accepts_scenario=True
    )
    again = type(model)(**handed)
    assert (again.spec.name, again.seed, rate(again)) == (TOY, 1, 0.015)
