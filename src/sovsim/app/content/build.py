"""The whole content of a page, put together."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from sovsim.app.content.about import about
from sovsim.app.content.cites import Cites
from sovsim.app.content.columns import columns, variables
from sovsim.app.content.decisions import decisions
from sovsim.app.content.differences import differences
from sovsim.app.content.glossary import glossary
from sovsim.app.content.lessons import lesson_data
from sovsim.app.content.metrics import metrics
from sovsim.app.content.observed import observed
from sovsim.app.content.parameters import parameters
from sovsim.app.content.scenarios import scenario_data
from sovsim.app.content.sentences import sentences
from sovsim.app.content.terms import in_force, names_of_terms, terms, transitions
from sovsim.app.content.units import units
from sovsim.app.words import USUAL, names, texts
from sovsim.scenario import Scenario
from sovsim.telling.names import Names

Content = dict[str, Any]

FORMAT = 1


def content(
    scenarios: Sequence[Scenario],
    lessons: Mapping[str, Mapping[str, Any]] | None = None,
    language: str = USUAL,
) -> Content:
    """Return everything that a page shows in words, as plain JSON in an order that does not vary.

    What depends on the region or on the mechanisms (names, terms, facts) is that of the first
    scenario. Of a scenario whose region or mechanisms are others, ``overlay`` names the entry of
    ``overlays`` that says what differs; `differences` says how.

    Args:
        scenarios: at least one.
        lessons: name -> the tables of its file.
        language: that the page speaks, one of `sovsim.app.words.languages`; names of states are
            its own; claims, labels and lessons are English in all.

    Raises:
        ValueError: there is no scenario.
    """
    if not scenarios:
        raise ValueError("a page needs a scenario")
    cites, worlds = Cites(), _worlds(scenarios)
    told = {one.name: scenario_data(one, cites) for one in scenarios}
    taught = {name: lesson_data(tables, cites) for name, tables in (lessons or {}).items()}
    offered = {lever for one in told.values() for lever in one["levers"]}
    whole = [_of_a_world(held, scenarios, offered, cites) for held in worlds]
    called = names(language)
    for unit in (unit for world in whole for unit in world["units"].values()):
        unit["name"] = called.get(unit["name"], unit["name"])
    overlays = {}
    for held, other in zip(worlds, whole, strict=True):
        change = differences(whole[0], other)
        if change:
            overlays[held[0].name] = change
        for one in held:
            told[one.name]["overlay"] = held[0].name if change else ""
    found = {
        "format": FORMAT,
        "about": about(),
        "language": language,
        "texts": texts(language),
        **({"names": called} if called else {}),
        **whole[0],
        "glossary": glossary(cites, told, taught),
        "scenarios": told,
        "lessons": taught,
        "overlays": overlays,
    }
    return {**found, "claims": cites.claims()}


def _worlds(scenarios: Sequence[Scenario]) -> list[list[Scenario]]:
    """Return the scenarios in groups that share their region and their mechanisms."""
    found: dict[object, list[Scenario]] = {}
    for one in scenarios:
        chosen = tuple(sorted(one.mechanisms.items()))
        found.setdefault((one.region.name, chosen), []).append(one)
    return list(found.values())


def _of_a_world(
    held: Sequence[Scenario], every: Sequence[Scenario], offered: Container[str], cites: Cites
) -> Content:
    """Return what depends on the region and the mechanisms of some scenarios.

    Args:
        held: those that share them.
        every: all of the page: facts are told within the time of those of the same region.
        offered: parameters that are offered first.
    """
    region, rules = held[0].region, in_force(held[0])
    names = Names(region)
    return {
        "region": {
            "name": region.name,
            "title": region.title,
            "description": region.description,
            "sphere": region.sphere,
            "hegemon": region.hegemon.code,
        },
        "units": units(region),
        "variables": variables(region, cites),
        "columns": columns(region, cites),
        "terms": terms(rules, names, cites),
        "transitions": transitions(rules, cites),
        "termNames": names_of_terms(),
        "parameters": parameters(names, cites, offered),
        "metrics": metrics(names, cites),
        "decisions": decisions(rules, names, cites),
        "sentences": sentences(region),
        "observed": observed([one for one in every if one.region.name == region.name], region),
    }
