"""SolaraViz drives the model: its buttons and sliders, as a page has them, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mesa
import pytest

from sovsim.mesa_model import SovereigntyModel

LATEST = tuple(int(part) for part in mesa.__version__.split(".")[:2]) >= (3, 5)

solara = pytest.importorskip("solara", reason="solara is not installed")
ipyvuetify = pytest.importorskip("ipyvuetify")
pytest.importorskip("altair", reason="Mesa's page needs altair")
if not LATEST and int(ipyvuetify.__version__.split(".")[0]) > 1:
    pytest.skip("the page of Mesa 3.3 needs ipyvuetify 1", allow_module_level=True)

TOY, FOUR = "toy-two-states", "toy-four-states"


def quarter(model: SovereigntyModel) -> Any:
    """Show where the model stands."""
    return solara.Text(f"{model.spec.name} {model.quarter}")


class Page:
    """A page with a model on it."""

    def __init__(self, model: SovereigntyModel, **parameters: Any) -> None:
        from mesa.visualization import SolaraViz

        self._model = solara.reactive(model)
        view = SolaraViz(self._model, components=[quarter], model_params=parameters)
        self._box, self._shown = solara.render(
            solara.AppLayout(children=[view]), handle_error=False
        )

    @property
    def model(self) -> SovereigntyModel:
        """The model that is on the page now."""
        return self._model.value

    def press(self, button: str) -> SovereigntyModel:
        """Press a button and return the model that is on the page then."""
        self._shown.find(ipyvuetify.Btn, children=[button]).widget.click()
        return self.model

    def move(self, label: str, value: Any) -> None:
        """Move a slider, or choose from a list."""
        for kind in (ipyvuetify.Slider, ipyvuetify.Select):
            found = self._shown.find(kind, label=label)
            if len(found):
                found.widget.v_model = value
                return
        raise AssertionError(f"no slider and no list is called '{label}'")

    def close(self) -> None:
        """Take the page down."""
        self._shown.close()


@pytest.fixture
def page() -> Iterator[Page]:
    from mesa.visualization import Slider

    page = Page(
        SovereigntyModel(TOY, rng=3),
        scenario={"type": "Select", "value": TOY, "values": [TOY, FOUR], "label": "Scenario"},
        rng=3,
        scenario__end="1993Q4",
        dependence__fade_rate=Slider("Fading", 0.01, 0.0, 0.02, 0.005),
    )
    yield page
    page.close()


def test_step_steps_and_reset_begins_anew(page: Page) -> None:
    first = page.model
    assert page.press("Step").steps == 1
    assert page.press("Step").steps == 2
    again = page.press("Reset")
    assert again is not first
    assert (again.spec.name, again.seed, again.steps, again.spec.end) == (TOY, 3, 0, "1993Q4")
    assert again.simulation.parameters["dependence.fade_rate"] == 0.01
    assert page.press("Step").steps == 1
    assert page.press("Reset").steps == 0


def test_a_slider_and_a_list_hold_from_the_next_reset_on(page: Page) -> None:
    page.move("Fading", 0.015)
    assert page.press("Reset").simulation.parameters["dependence.fade_rate"] == 0.015
    page.move("Scenario", FOUR)
    again = page.press("Reset")
    assert (again.spec.name, again.seed) == (FOUR, 3)
    assert again.simulation.parameters["dependence.fade_rate"] == 0.015
    assert page.press("Step").steps == 1


def test_a_page_without_parameters_can_be_reset() -> None:
    page = Page(SovereigntyModel(TOY, rng=3))
    try:
        assert page.press("Step").steps == 1
    finally:
        page.close()
