"""A page of Mesa's own: the model on SolaraViz, with sliders from the register of parameters.

``solara run sovsim.solara_page`` opens it; it needs the extra ``viz``. The application
(``sovsim app``) shows more; this is for those who know their way about Mesa's pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import pandas as pd
import solara
from mesa.visualization import Slider, SolaraViz
from mesa.visualization.utils import update_counter

from sovsim.app.content.levers import levers
from sovsim.documents.values import Range
from sovsim.mesa_model import SHOWN_METRICS, SovereigntyModel
from sovsim.parameters import registry
from sovsim.plots import style
from sovsim.plots.tile_map import draw_tile_map, tile_table
from sovsim.scenario import Scenario, load_scenario, scenario_names
from sovsim.telling.metrics import metric_name
from sovsim.telling.names import capital
from sovsim.telling.parameters import parameter_words
from sovsim.variables import VARIABLES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIRST = "csto-kazakhstan-2022"
"""Scenario that is shown first."""

ON_THE_MAP = ("autonomy", "alignment_russia", "alignment_west", "dependence", "unrest")
"""Variables of states, all of them shares, by which the map may be coloured."""

LINES = tuple(name for name in SHOWN_METRICS if name != "unrest")
"""Metrics whose course is shown; unrest has a map."""

_MOST_SLIDERS = 12
_TICKS = 200
_LARGEST_SEED = 99


def sliders(scenario: Scenario) -> dict[str, Any]:
    """Return a slider for each of a scenario's first levers, by the name of the model's argument.

    Each stands where the scenario has its parameter, so that a page on which nothing is moved
    shows the scenario. What the scenario draws for each run has none.
    """
    names = list(islice(_movable(scenario), _MOST_SLIDERS))
    keys = [name.partition(".")[2] for name in names]
    found = {}
    for name, key in zip(names, keys, strict=True):
        declared = registry()[name]
        own = scenario.parameters.get(name)
        value = declared.value if own is None or isinstance(own, Range) else own
        low, high = min(declared.low, value), max(declared.high, value)
        words = parameter_words(name if keys.count(key) > 1 else key)
        label = f"{capital(words)} ({declared.unit})"
        step = _step(low, high)
        found[name.replace(".", "__")] = Slider(label, value, low, high, step, dtype=float)
    return found


def _movable(scenario: Scenario) -> Iterator[str]:
    for name in levers(scenario, ()):
        if name in registry() and not isinstance(scenario.parameters.get(name), Range):
            yield name


def _step(low: float, high: float) -> float:
    """Return a step of one digit that divides a range into some two hundred."""
    exact = (high - low) / _TICKS
    place = 10.0 ** math.floor(math.log10(exact)) if exact > 0 else 1.0
    return round(exact / place) * place


def map_of(model: SovereigntyModel, variable: str) -> Figure:
    """Return the region as tiles, coloured by a variable of `ON_THE_MAP`."""
    array, region = model.world[variable], model.spec.region
    values = array.reshape(-1, array.shape[-1]).mean(axis=0)
    states = pd.DataFrame({"quarter": model.quarter, "state": model.codes, variable: values})
    table = tile_table(states, region, variable, [model.quarter])
    return draw_tile_map(table, variable, unit=VARIABLES[variable].unit, poles=region.poles)


def lines_of(model: SovereigntyModel) -> Figure:
    """Return the course of the headline metrics, over all states."""
    table = model.datacollector.get_model_vars_dataframe()
    figure = style.new_figure(height=4.4, width=5.4)
    axes = style.dress(figure.subplots(), ylabel="mean of the states")
    for name, colour, dashes in zip(LINES, style.SERIES, style.DASHES, strict=True):
        words = metric_name(name, model.spec.region.poles)
        values = table[name].astype(float).to_numpy()
        axes.plot(range(len(values)), values, color=colour, linestyle=dashes, label=words)
    style.quarter_ticks(axes, list(table["quarter"]))
    axes.legend(
        fontsize=style.SMALL, frameon=False, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2
    )
    return style.finish(figure, "Means over all states at the end of each quarter.")


@solara.component  # type: ignore[untyped-decorator]
def Map(model: SovereigntyModel) -> None:  # noqa: N802
    """Show the map, and ask for what it is to show."""
    update_counter.get()
    variable, choose = solara.use_state(ON_THE_MAP[0])
    with solara.Column():
        solara.Select("Map", list(ON_THE_MAP), variable, on_value=choose)
        solara.FigureMatplotlib(map_of(model, variable))


@solara.component  # type: ignore[untyped-decorator]
def Lines(model: SovereigntyModel) -> None:  # noqa: N802
    """Show the course so far."""
    update_counter.get()
    solara.FigureMatplotlib(lines_of(model))


@solara.component  # type: ignore[untyped-decorator]
def Shown(name: str) -> None:  # noqa: N802
    """Show a scenario, with its sliders; they hold from the next reset on."""
    spec = solara.use_memo(lambda: load_scenario(name), [name])
    model = solara.use_memo(lambda: SovereigntyModel(spec, rng=0), [name])
    seed = Slider("Seed", 0, 0, _LARGEST_SEED, 1, dtype=int)
    given = {"scenario": name, "rng": seed, **sliders(spec)}
    SolaraViz(model, components=[Map, Lines], model_params=given, name=f"sovsim: {spec.title}")


@solara.component  # type: ignore[untyped-decorator]
def Page() -> None:  # noqa: N802
    """Show a scenario, and ask for another."""
    name, choose = solara.use_state(FIRST)
    with solara.Sidebar():
        solara.Select("Scenario", list(scenario_names()), name, on_value=choose)
    Shown(name).key(name)
