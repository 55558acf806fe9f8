"""The description of the model after ODD+D, made from what the code declares.

Prose stands in ``data/odd``; every table, list and equation in it is filled in from variables,
rules, parameters, regions, events, metrics and claims, so that the description cannot drift.
"""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined

from sovsim.odd import catalogues, entities, submodels

_PARTS: dict[str, Callable[..., str]] = {
    "axes": entities.axes,
    "codes": entities.codes,
    "coverage": catalogues.coverage,
    "draws": catalogues.draws,
    "events": catalogues.events,
    "hypotheses": catalogues.hypotheses,
    "initial_values": catalogues.initial_values,
    "ladder": submodels.ladder,
    "metrics": catalogues.metrics,
    "motives": submodels.motives,
    "readings": submodels.readings,
    "scenarios": catalogues.scenarios,
    "schedule": submodels.schedule,
    "sources": catalogues.sources,
    "states": entities.states,
    "statuses": catalogues.statuses,
    "submodels": submodels.submodels,
    "variables": entities.variables,
}
"""What the prose may ask for."""


def odd_text() -> str:
    """Return the whole description in Markdown."""
    environment = Environment(
        loader=PackageLoader("sovsim", "data/odd"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.globals.update(_PARTS)
    return environment.get_template("odd.md").render()
