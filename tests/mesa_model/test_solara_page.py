"""The page of Mesa's own shows a scenario as it is until somebody moves a slider."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np
import pytest

from sovsim.mesa_model import SovereigntyModel
from sovsim.parameters import registry
from tests.worlds import scenario

LATEST = tuple(int(part) for part in mesa.__version__.split(".")[:2]) >= (3, 5)

solara = pytest.importorskip("solara", reason="solara is not installed")
ipyvuetify = pytest.importorskip("ipyvuetify")
pytest.importorskip("altair", reason="Mesa's page needs altair")
if not LATEST and int(ipyvuetify.__version__.split(".")[0]) > 1:
    pytest.skip("the page of Mesa 3.3 needs ipyvuetify 1", allow_module_level=True)

from sovsim import solara_page  # noqa: E402

pytestmark = pytest.mark.slow

CSTO = "csto-kazakhstan-2022"


def values(name: str) -> dict[str, Any]:
    return {key: slider.value for key, slider in solara_page.sliders(scenario(name)).items()}


@pytest.mark.parametrize("name", [CSTO, "western-retreat", "toy-two-states", "western-bids"])
def test_sliders_that_nobody_moves_change_nothing(name: str) -> None:
    assert len(values(name)) >= 8
    plain = SovereigntyModel(name, rng=3, engine="numpy")
    slid = SovereigntyModel(name, rng=3, engine="numpy", **values(name))
    for _ in range(3):
        plain.step()
        slid.step()
    for variable in plain.world:
        np.testing.assert_array_equal(plain.world[variable], slid.world[variable])


def test_a_slider_has_the_range_and_the_unit_of_its_parameter() -> None:
    for key, slider in solara_page.sliders(scenario(CSTO)).items():
        declared = registry()[key.replace("__", ".", 1)]
        assert (slider.min, slider.max) == (declared.low, declared.high)
        assert slider.min < slider.value < slider.max or declared.value in (slider.min, slider.max)
        assert 100 <= (slider.max - slider.min) / slider.step <= 400
        assert declared.unit in slider.label


def test_the_map_shows_every_state_with_its_value() -> None:
    model = SovereigntyModel(CSTO, rng=1, engine="numpy")
    for variable in solara_page.ON_THE_MAP:
        figure = solara_page.map_of(model, variable)
        written = [text.get_text() for text in figure.axes[0].texts]
        assert set(model.codes) <= set(written)
        value = np.mean(model.world[variable][..., 0, model.codes.index("KAZ")])
        assert written[written.index("KAZ") + 1] == f"{value:.2f}"


def test_the_lines_are_the_metrics_so_far() -> None:
    model = SovereigntyModel(CSTO, rng=1, engine="numpy")
    for _ in range(3):
        model.step()
    (axes,) = solara_page.lines_of(model).axes
    first = axes.lines[0]
    assert first.get_label() == "sovereignty gap"
    assert first.get_ydata()[-1] == model.metric("sovereignty_gap")
    assert len(first.get_ydata()) == 3


def press(page: Any, button: str) -> None:
    page.find(ipyvuetify.Btn, children=[button]).widget.click()


def test_the_page_steps_resets_and_shows_another_scenario(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[SovereigntyModel] = []
    create = SovereigntyModel._create_agents

    def kept(model: SovereigntyModel) -> None:
        made.append(model)
        create(model)

    monkeypatch.setattr(SovereigntyModel, "_create_agents", kept)
    layout = solara.AppLayout(children=[solara_page.Page()])
    _, page = solara.render(layout, handle_error=False)
    try:
        assert made[-1].spec.name == CSTO
        press(page, "Step")
        press(page, "Step")
        assert made[-1].steps == 2
        slider = next(iter(solara_page.sliders(scenario(CSTO)).values()))
        page.find(ipyvuetify.Slider, label=slider.label).widget.v_model = slider.max
        press(page, "Reset")
        key = next(iter(solara_page.sliders(scenario(CSTO)))).replace("__", ".", 1)
        assert made[-1].steps == 0
        assert made[-1].simulation.parameters[key] == slider.max
        page.find(ipyvuetify.Select, label="Scenario").widget.v_model = "toy-two-states"
        assert made[-1].spec.name == "toy-two-states"
        press(page, "Step")
        assert made[-1].steps == 1
    finally:
        page.close()
